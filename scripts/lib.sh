# What the scripts share: installing what is missing, and nothing more. Sourced, never run.

say() { printf '%s\n' "$*" >&2; }

# Runs a command as root: directly, or with sudo where that asks nothing.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo -n "$@"
  else
    say "This needs root or sudo: $*"
    return 77
  fi
}

# Installs the Debian packages that are missing; quick when none is.
need_packages() {
  missing=""
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
  done
  [ -z "$missing" ] && return 0
  say "Installing:$missing"
  export DEBIAN_FRONTEND=noninteractive
  # Installing PostgreSQL would start a system-wide cluster that nobody asked for.
  if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    as_root mkdir -p /etc/postgresql-common
    printf 'create_main_cluster = false\n' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
  fi
  # Nor may a package start a service: none of ours uses it.
  policy=/usr/sbin/policy-rc.d
  if [ -e $policy ]; then policy=""; else
    printf '#!/bin/sh\nexit 101\n' | as_root tee $policy >/dev/null
    as_root chmod 755 $policy
  fi
  installed=0
  # shellcheck disable=SC2086
  as_root apt-get -qq -o DPkg::Lock::Timeout=120 install -y --no-install-recommends $missing >/dev/null 2>&1 || {
    as_root apt-get -qq -o DPkg::Lock::Timeout=120 update &&
      as_root apt-get -qq -o DPkg::Lock::Timeout=120 install -y --no-install-recommends $missing >/dev/null
  } || installed=$?
  [ -z "$policy" ] || as_root rm -f $policy
  return $installed
}

# Says what to do where there is no Swift.
need_swift() {
  command -v swift >/dev/null 2>&1 && return 0
  say "Swift 6.2 or newer is needed: https://www.swift.org/install/linux/"
  return 69
}

# What the build and the program need besides Swift.
need_system() {
  need_swift && need_packages libpq-dev zlib1g-dev libzstd-dev libuchardet-dev libxlsxwriter-dev postgresql ca-certificates git
}
