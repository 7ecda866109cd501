#!/bin/bash
# rebuild_standby_database.sh: makes this host's database a copy of the primary's again, one that follows it. Run twice, it does the same.
# On the primary it leaves nothing but the slot that holds the WAL. What it replaces here is kept, and a database that was promoted is
# replaced only if the primary has all that is in it: pg_follows says so.
set -u
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
root=${home%/opt/forex-trading-bot}
bin=$root/usr/local/bin
folder=$root/var/lib/postgresql
data=$folder/data new=$folder/data.new
if [[ ! -d $folder ]]; then echo "rebuild_standby_database: there is no database on this host" >&2; exit 1; fi

# What runs beside it, such as the attempt before this one, is waited for. The server that is started must not hold the lock.
exec 8>"$folder/rebuild.lock"
if ! flock -w 300 8; then echo "rebuild_standby_database: another one has been at it for five minutes" >&2; exit 1; fi
systemctl() { "$bin/systemctl" "$1" postgresql 8>&-; }

may_rebuild() {
  "$bin/pg_follows" 8>&-
  local status=$?
  if [[ $status == 0 ]]; then
    rm -rf "$new"
    exit 0
  fi
  if [[ $status != 2 ]]; then
    echo "rebuild_standby_database: nothing was changed on this host" >&2
    exit 1
  fi
}

# One that only was not running may follow by itself.
if [[ -e $data/PG_VERSION ]] && ! systemctl is-active >/dev/null; then
  systemctl start >&2
  export PG_FOLLOWS_WITHIN=20
fi
may_rebuild
unset PG_FOLLOWS_WITHIN
rm -rf "$new"
"$bin/pg_basebackup" 8>&- || exit 1

# It may have found its way with the new slot, or been promoted meanwhile. Whatever has happened until it is down shows in its file.
may_rebuild
follower=$([[ -e $data/standby.signal ]] && echo yes)
systemctl stop || exit 1
if [[ -n $follower && ! -e $data/standby.signal ]]; then
  systemctl start
  echo "rebuild_standby_database: it was promoted just now, and is left as it is" >&2
  exit 1
fi
if [[ -e $data ]]; then
  kept=$data.replaced-by-rebuild-$(date -u +%Y%m%dT%H%M%S.%NZ)
  mv "$data" "$kept" || exit 1
  echo "what was replaced is kept in $(basename "$kept")"
fi
mv "$new" "$data" || exit 1
systemctl start || exit 1
PG_FOLLOWS_WITHIN=60 "$bin/pg_follows" 8>&-
