#!/bin/bash
# activate_standby.sh: starts the bot's programs on this host, under an epoch that was given to it. Run twice, it does the same.
# It does not decide who may trade: an engine without the authority only observes, and the order gateway refuses a former epoch.
set -eu
if [[ ! ${LIFEBOAT_EPOCH:-} =~ ^[0-9]+$ ]]; then
  echo "activate_standby: no epoch was given (LIFEBOAT_EPOCH): nothing was started, because two engines must never trade at once" >&2
  exit 1
fi
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
supervisorctl=${home%/opt/forex-trading-bot}/usr/local/bin/supervisorctl
printf '%s\n' "$LIFEBOAT_EPOCH" >"$home/state/activated_epoch"
for program in mt5_connector forex-trading-bot forex-api-server; do
  if "$supervisorctl" status "$program" | grep -q RUNNING; then
    # A terminal that was idle while another traded takes the broker's positions anew.
    if [[ $program == mt5_connector ]]; then "$supervisorctl" restart "$program"; else echo "$program: runs already"; fi
  elif "$supervisorctl" status "$program" | grep -q 'no such process'; then
    echo "$program: not on this host"
  else
    "$supervisorctl" start "$program"
  fi
done
# The bot's data is where it was: a failover of the trading server promotes no database.
database=$(sed -n 's/^ *url: *//p' "$home/config/engine_config.yaml" 2>/dev/null | head -n 1)
echo "the bot's database is ${database:-not configured on this host}, as before; the copy on this host, where there is one, goes on following it"
echo "activated under epoch $LIFEBOAT_EPOCH"
