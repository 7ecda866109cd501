#!/bin/bash
# test_trade.sh [--lots=0.01]: one small trade. The same incident trades once, however often this runs.
set -eu
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
lots=0.01
for a in "$@"; do
  case $a in
    --lots=*) lots=${a#*=} ;;
    *) echo "usage: test_trade.sh [--lots=LOTS]" >&2; exit 2 ;;
  esac
done
if [[ ! $lots =~ ^[0-9]+(\.[0-9]+)?$ ]]; then echo "test_trade: '$lots' is no number of lots" >&2; exit 2; fi
id=$(printf '%s' "${LIFEBOAT_INCIDENT:-}" | tr -cd 'A-Za-z0-9._-')
port=$(sed -n 's/^http_port: //p' "$home/config/mt5_config.yaml")
body="{\"lots\":\"$lots\",\"clientOrderId\":\"$id\"}"
if ! { exec 3<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null; then echo "test_trade: mt5_connector does not answer" >&2; exit 1; fi
printf 'POST /test-trade HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' "${#body}" "$body" >&3
answer=$(cat <&3)
printf '%s\n' "${answer##*$'\n'}"
[[ $answer == *'"testTrade":"filled"'* ]]
