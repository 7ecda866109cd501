#!/bin/bash
# send_state.sh: sends the bot's state to the host that copies it, on its request, until that one hangs up. A request ends with NUL:
#   list       every file and folder as TYPE TIME SIZE PATH, a NUL after each; then "." for all, or "!" if some could not be listed
#   get PATH   "=" and its content in base64, on a line; "-" if it can't be read
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P) || exit 1
# By its path each time: a restore puts another folder in its place.
state=$home/state
while IFS= read -r -d '' request; do
  case $request in
    list)
      if find "$state" -mindepth 1 \( -type d -o -type f \) -printf '%y %T@ %s %P\0' 2>/dev/null; then printf '.\0'; else printf '!\0'; fi ;;
    'get '*)
      if content=$(base64 -w0 -- "$state/${request#get }" 2>/dev/null); then echo "=$content"; else echo -; fi ;;
    *) exit 2 ;;
  esac
done
