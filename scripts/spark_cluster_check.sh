#!/bin/sh
# A standalone Spark master and two workers on this machine, started for this check and ended with
# it: `papers resolve --engine spark` must put entries into the papers that `--engine local` does.
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

"$bin/papers" resolve fixtures/hf-page --out "$folder/local" --engine local --quiet
"$bin/papers" resolve fixtures/hf-page --out "$folder/spark" --engine spark --master "$master" \
    --memory 512MiB --workers 2 2>"$folder/told" || { cat "$folder/told" >&2; exit 1; }
grep -E '^[a-z]+: [0-9]' "$folder/told"
"$bin/python" scripts/same_clusters.py "$folder/local" "$folder/spark"
