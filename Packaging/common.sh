# SPDX-License-Identifier: MIT
# What the scripts of this folder share: source it first.
set -euo pipefail
packaging=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(dirname "$packaging")
work=$packaging/.build
dist=$work/dist
machine=$(uname -m)

fail() {
  echo "$(basename "$0"): $*" >&2
  exit 1
}

# Prints the comment at the head of a script, its manual.
manual() { awk 'NR > 2 { if (!sub(/^# ?/, "")) exit; print }' "$1"; }

misused() {
  manual "$0" >&2
  echo "$(basename "$0"): $*" >&2
  exit 64
}

# arguments LEAST MOST "$@": ends a script that is asked for its manual, or called with too few or too many words.
arguments() {
  local least=$1 most=$2
  shift 2
  case ${1:-} in
    --help | -h) manual "$0"; exit ;;
    -*) misused "'$1' is no option" ;;
  esac
  if [ $# -lt "$least" ] || [ $# -gt "$most" ]; then misused "$# arguments are given"; fi
}

version=$(sed -n 's/.*static let version = "\(.*\)"/\1/p' "$repository/Problems/Catalogue.swift")
[ -n "$version" ] || fail "Problems/Catalogue.swift does not say the version"

# One time for all files that are made, so that a build can be repeated to the byte.
if [ -z "${SOURCE_DATE_EPOCH:-}" ]; then
  SOURCE_DATE_EPOCH=$(git -C "$repository" log -1 --format=%ct 2>/dev/null || stat -c %Y "$repository/CITATION.cff")
fi
export SOURCE_DATE_EPOCH

case $machine in
  x86_64) levels_here=(x86-64-v2 x86-64-v3 x86-64-v4) ;;
  aarch64) levels_here=(arm64) ;;
  *) fail "there are builds for x86_64 and aarch64, not for $machine" ;;
esac

# march LEVEL: what compilers call it.
march() {
  case $machine-$1 in
    x86_64-x86-64-v[234]) echo "$1" ;;
    aarch64-arm64) echo armv8-a ;;
    *) fail "there is no level $1 on $machine: ${levels_here[*]}" ;;
  esac
}

# The Python programs that packages are made with, in a folder of their own.
tools=$work/tools/bin
make_tools() {
  [ -x "$tools/auditwheel" ] || { python3 -m venv "$work/tools" && "$tools/pip" install --quiet hatchling auditwheel; }
}
