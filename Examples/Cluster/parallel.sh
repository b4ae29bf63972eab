#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs a campaign with GNU parallel, on this machine or on several by ssh, without a scheduler, and reports at the end.
#
#     parallel.sh [OPTION]... [-- SELECTION]
#     parallel.sh --shards 64 --cpus 2 --sshlogin node1 --sshlogin node2 -- --problem all --strategy all --seed 1-20
#
# SELECTION        the cells, as for `verify list --cells`: --problem, --strategy, --seed, --from FILE of ids, …
# --output DIR     the campaign's folder; with several hosts on a file system that all of them see (default: campaign)
# --shards N       pieces that the campaign is cut into (default: 100)
# --rounds N       how often an unfinished shard is tried, at most, on another host where there is one (default: 3)
# --cpus N         threads of a shard's trainings (default: 1)
# --jobs N         shards side by side on each host (default: its processors / cpus)
# --sshlogin HOST  a host to use, as GNU parallel writes it: user@host, 8/host, or : for this one; repeatable
#
# VERIFY in the environment is the program, where it is not `verify` on the PATH of every host:
#
#     VERIFY="apptainer exec /scratch/me/plumbline.sif verify"
#
# The same command again goes on where a killed one stopped. Exit: that of `verify report`, 1 where a cell failed or is
# missing.
set -euo pipefail

fail() { echo "parallel.sh: $2" >&2; exit "$1"; }

output=campaign shards=100 rounds=3 cpus=1 jobs='' hosts=()
number() { [[ $2 =~ ^[1-9][0-9]*$ ]] || fail 64 "$1 takes a number from 1 up, not '$2'"; }
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  case $1 in
    --help | -h) awk 'NR > 2 { if (!sub(/^# ?/, "")) exit; print }' "$0"; exit ;;
    --output | --shards | --rounds | --cpus | --jobs | --sshlogin) ;;
    *) fail 64 "'$1' is no option of this script: --help names them, and the selection follows --" ;;
  esac
  [ $# -gt 1 ] || fail 64 "$1 needs a value"
  case $1 in
    --output) output=$2 ;;
    --shards) number "$@"; shards=$2 ;;
    --rounds) number "$@"; rounds=$2 ;;
    --cpus) number "$@"; cpus=$2 ;;
    --jobs) number "$@"; jobs=$2 ;;
    --sshlogin) hosts+=(--sshlogin "$2") ;;
  esac
  shift 2
done
[ $# -eq 0 ] || shift
read -ra verify <<<"${VERIFY:-verify}"
command -v "${verify[0]}" >/dev/null || fail 69 "'${verify[0]}' is not found: set VERIFY to the program verify"
if [[ ${verify[0]} == */* ]]; then verify[0]=$(realpath -s "${verify[0]}"); fi
command -v parallel >/dev/null || fail 69 "GNU parallel is not found: apt-get install parallel"

mkdir -p "$output/results" "$output/logs"
output=$(cd "$output" && pwd)
"${verify[@]}" list --cells "$@" >"$output/cells.new"
if [ -e "$output/cells.txt" ] && ! cmp -s "$output/cells.new" "$output/cells.txt"; then
  rm "$output/cells.new"
  fail 65 "$output holds another campaign, that of its cells.txt: choose another --output"
fi
mv "$output/cells.new" "$output/cells.txt"
cells=$(wc -l <"$output/cells.txt")
[ "$cells" -gt 0 ] || fail 64 "the selection has no cells: $*"
if [ "$shards" -gt "$cells" ]; then shards=$cells; fi

# $1 is the shard. 1 says that a cell failed: that is a result, the shard is finished, and the report names the cell.
run="PLUMBLINE_THREADS=$cpus $(printf '%q ' "${verify[@]}" run --cells "$output/cells.txt" --output "$output/results")"
run+="--shard \$1/$shards >>$(printf %q "$output/logs/")shard-\$1.log 2>&1 || test \$? -eq 1"

# The log of finished shards belongs to one way of cutting. What a shard left unfinished the report names.
seq "$shards" | parallel --joblog "$output/logs/joblog-$shards" --resume-failed --retries "$rounds" \
  --jobs "${jobs:-$((100 / cpus))%}" "${hosts[@]}" bash -c "$(printf %q "$run")" shard {} || true

report=("${verify[@]}" report "$output/results" --expect "$output/cells.txt")
"${report[@]}" --format csv --allow-failures >"$output/report.csv"
"${report[@]}" | tee "$output/report.txt"
