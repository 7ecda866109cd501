#!/bin/bash
# rotate_all_credentials.sh [--revoke-only]: makes a new secret for the API's tokens, so that every token that was given out is void.
# With --revoke-only there is none afterwards, and nobody can log in before the next rotation.
set -eu
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
secret=$home/config/api_secret
if [[ ! -e $secret ]]; then echo "no credentials of the API are on this host"; exit 0; fi
umask 077
case ${1-} in
  --revoke-only) : >"$secret.new" ;;
  '') od -An -N32 -tx1 /dev/urandom | tr -d ' \n' >"$secret.new" ;;
  *) echo "usage: rotate_all_credentials.sh [--revoke-only]" >&2; exit 2 ;;
esac
mv "$secret.new" "$secret"
if [[ -s $secret ]]; then echo "all tokens are void; clients log in again"; else echo "all tokens are void, and nobody can log in"; fi
