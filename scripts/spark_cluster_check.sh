#!/bin/sh
# A standalone Spark master and two workers on this machine, started for this check and ended with
# it: `papers resolve --engine spark` must put entries into the papers that `--engine local` does,
# also when what runs its tasks is killed in the middle.
# usage: spark_cluster_check.sh BIN
set -eu
bin=$(cd "$1" && pwd)
spark=$("$bin/python" -c 'import os, pyspark; print(os.path.dirname(pyspark.__file__))')
folder=$(mktemp -d)
running=
finish() {
    for one in $running; do kill "$one" 2>/dev/null || true; done
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT TERM

export SPARK_LOCAL_IP=127.0.0.1 SPARK_WORKER_DIR="$folder/work" PYSPARK_PYTHON="$bin/python"
port=$("$bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
master=spark://127.0.0.1:$port
class=org.apache.spark.deploy
"$spark/bin/spark-class" $class.master.Master --host 127.0.0.1 --port "$port" --webui-port 0 \
    >"$folder/master.log" 2>&1 &
running=$!
for worker in 1 2; do
    "$spark/bin/spark-class" $class.worker.Worker --host 127.0.0.1 --cores 1 --memory 1g \
        --webui-port 0 "$master" >"$folder/worker-$worker.log" 2>&1 &
    running="$running $!"
done

waited=0
until [ "$(grep -c 'Registering worker' "$folder/master.log")" -eq 2 ]; do
    waited=$((waited + 1))
    [ "$waited" -lt 120 ] || { echo "no two workers after two minutes" >&2; tail "$folder"/*.log >&2; exit 1; }
    sleep 1
done
echo "a master and two workers at $master"

resolve() {
    "$bin/papers" resolve fixtures/hf-page --engine spark --master "$master" --memory 512MiB --workers 2 \
        --out "$folder/$1" 2>"$folder/told"
}
# Kills what the pattern $what names among all that a process began.
kill_below() {
    for one in $(pgrep -P "$1"); do
        if tr '\0' ' ' <"/proc/$one/cmdline" 2>/dev/null | grep -q "$what" && kill -9 "$one"; then
            killed=yes
        else
            kill_below "$one"
        fi
    done
}

"$bin/papers" resolve fixtures/hf-page --out "$folder/local" --engine local --quiet
resolve spark || { cat "$folder/told" >&2; exit 1; }
grep -E '^[a-z]+: [0-9]' "$folder/told"
"$bin/python" scripts/same_clusters.py "$folder/local" "$folder/spark"

resolve killed &
run=$!
for step in read pairs evidence; do
    what=CoarseGrainedExecutorBackend
    [ "$step" = pairs ] && what=pyspark.daemon
    until [ -d "$folder/killed/steps/$step.partial" ] || [ -d "$folder/killed/$step.partial" ]; do
        kill -0 "$run" || { cat "$folder/told" >&2; exit 1; }
        sleep 0.1
    done
    killed=
    until [ "$killed" ]; do
        for above in $running; do kill_below "$above"; done
        kill -0 "$run" || { echo "nothing to kill in the step $step" >&2; exit 1; }
        sleep 0.1
    done
    echo "killed in the step $step: $what"
done
wait "$run" || { cat "$folder/told" >&2; exit 1; }
"$bin/python" scripts/same_clusters.py "$folder/local" "$folder/killed"
