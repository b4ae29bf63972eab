#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs a campaign under Slurm: a job array with one task per shard, further arrays where a shard was left unfinished,
# and a report at the end.
#
#     slurm.sh [OPTION]... [-- SELECTION]
#     slurm.sh --output /scratch/me/sweep --shards 200 --cpus 2 -- --problem all --strategy all --seed 1-20
#
# SELECTION      the cells, as for `verify list --cells`: --problem, --strategy, --seed, --from FILE of ids, …
# --output DIR   the campaign's folder, on a file system that all nodes see (default: campaign)
# --shards N     tasks of the array (default: 100); a cluster takes `scontrol show config | grep MaxArraySize` less one
# --rounds N     how often an unfinished shard is tried, at most (default: 3)
# --cpus N       processors per task, which are the threads of its trainings (default: 1)
# --time LIMIT   time per task, as sbatch writes it; what a task leaves when its time is up is the next round's
# --partition P  where to run; all else through sbatch's own environment: SBATCH_ACCOUNT, SBATCH_MEM_PER_CPU, …
#
# VERIFY in the environment is the program, where it is not `verify` on the PATH:
#
#     VERIFY="apptainer exec /scratch/me/plumbline.sif verify"
#
# Prints the ids of the jobs. The same command again trains only what is missing.
set -euo pipefail

fail() { echo "slurm.sh: $2" >&2; exit "$1"; }

# Within the cluster the script is its own jobs: `slurm.sh task|report OUTPUT SHARDS VERIFY…`.
case ${1:-} in
  task)
    output=$2 shards=$3
    export PLUMBLINE_THREADS=${SLURM_CPUS_PER_TASK:-1}
    status=0
    "${@:4}" run --cells "$output/cells.txt" --shard "$SLURM_ARRAY_TASK_ID/$shards" --output "$output/results" ||
      status=$?
    # 1 says that a cell failed: that is a result, the shard is finished, and the report names the cell.
    if [ "$status" -eq 1 ]; then status=0; fi
    exit "$status" ;;
  report)
    output=$2 status=0
    collect=("${@:4}" report "$output/results" --expect "$output/cells.txt")
    "${collect[@]}" --format csv --allow-failures >"$output/report.csv"
    "${collect[@]}" | tee "$output/report.txt" || status=$?
    exit "$status" ;;
esac

output=campaign shards=100 rounds=3 cpus=1 options=()
number() { [[ $2 =~ ^[1-9][0-9]*$ ]] || fail 64 "$1 takes a number from 1 up, not '$2'"; }
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  case $1 in
    --help | -h) awk 'NR > 2 { if (!sub(/^# ?/, "")) exit; print }' "$0"; exit ;;
    --output | --shards | --rounds | --cpus | --time | --partition) ;;
    *) fail 64 "'$1' is no option of this script: --help names them, and the selection follows --" ;;
  esac
  [ $# -gt 1 ] || fail 64 "$1 needs a value"
  case $1 in
    --output) output=$2 ;;
    --shards) number "$@"; shards=$2 ;;
    --rounds) number "$@"; rounds=$2 ;;
    --cpus) number "$@"; cpus=$2 ;;
    --time | --partition) options+=("$1=$2") ;;
  esac
  shift 2
done
[ $# -eq 0 ] || shift
read -ra verify <<<"${VERIFY:-verify}"
command -v "${verify[0]}" >/dev/null || fail 69 "'${verify[0]}' is not found: set VERIFY to the program verify"
if [[ ${verify[0]} == */* ]]; then verify[0]=$(realpath -s "${verify[0]}"); fi
command -v sbatch >/dev/null || fail 69 "sbatch is not found: this is no machine that submits to Slurm"

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

# submit PHASE LOG OPTION…: prints the job's id. Slurm itself requeues what a node takes with it.
submit() {
  sbatch --parsable --job-name=plumbline --requeue --open-mode=append --kill-on-invalid-dep=yes \
    --output="$output/logs/$2.log" "${options[@]}" "${@:3}" "$0" "$1" "$output" "$shards" "${verify[@]}" | cut -d';' -f1
}

# A submission that is refused takes those before it back.
trap 'if [ ${#arrays[@]} -gt 0 ]; then scancel "${arrays[@]}"; fi' ERR
# A round follows where all rounds before it left a shard unfinished; Slurm drops the rounds that are not needed.
arrays=()
for ((round = 1; round <= rounds; round++)); do
  after=()
  if [ "$round" -gt 1 ]; then after=("--dependency=afternotok:$(IFS=:; echo "${arrays[*]}")"); fi
  array=$(submit task %A_%a "--array=1-$shards" "--cpus-per-task=$cpus" "${after[@]}")
  arrays+=("$array")
done
# The report follows the first round that finished every shard.
finished=$(printf '?afterok:%s' "${arrays[@]}")
report=$(submit report report "--dependency=${finished#\?}")

cat <<END
$cells cells in $shards shards: jobs ${arrays[*]}, report $report
results: $output/results, logs: $output/logs, at the end: $output/report.txt and report.csv
at any time: ${verify[*]} report $output/results --expect $output/cells.txt
to end it:   scancel ${arrays[*]} $report
END
