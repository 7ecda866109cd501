#!/bin/bash
# switch_mt5_account.sh --account-id=NAME: makes the connector use another account. Run twice, it does the same.
set -eu
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
config=$home/config/mt5_config.yaml
account=
for a in "$@"; do
  case $a in
    --account-id=*) account=${a#*=} ;;
    *) echo "usage: switch_mt5_account.sh --account-id=NAME" >&2; exit 2 ;;
  esac
done
if [[ ! $account =~ ^[a-z][a-z0-9-]*$ ]]; then echo "usage: switch_mt5_account.sh --account-id=NAME" >&2; exit 2; fi
if ! grep -q "^  $account:" "$config"; then echo "switch_mt5_account: there is no account '$account' in $config" >&2; exit 1; fi
sed "s/^active_account: .*/active_account: $account/" "$config" >"$config.new"
mv "$config.new" "$config"
echo "MT5 account is now $account"
exec "${home%/opt/forex-trading-bot}/usr/local/bin/supervisorctl" restart mt5_connector
