#!/usr/bin/env bash
# Installs what the tests run against, on Debian and as root. Does nothing for what is there already.
set -euo pipefail

packages=(libsqlite3-0 openssl procps unzip util-linux python3 python3-dkim libmail-dkim-perl opendkim opendkim-tools postfix dovecot-core dovecot-imapd dovecot-lmtpd libsasl2-modules rabbitmq-server postgresql-15 bind9 bind9-dnsutils python3-spf spamassassin spamd)

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0
echo "Installing: ${missing[*]}"

# The tests start what they need themselves, in folders of their own: the packages' services stay off.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' > "$policy"
  chmod +x "$policy"
  trap 'rm -f "$policy"' EXIT
fi

export DEBIAN_FRONTEND=noninteractive
apt-get update -qq -o DPkg::Lock::Timeout=300
apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "${missing[@]}" > /dev/null
