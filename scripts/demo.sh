#!/bin/sh
# usage: demo.sh PAPERS      Shows the program at work on the invented digests in fixtures/hf-page, in
# an index that is removed afterwards.
set -eu
papers=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PAPERS_DB="$folder/papers.db"

run() {
    printf '\n$ papers'
    for word in "$@"; do
        case $word in
        *[!A-Za-z0-9_./=-]*) printf " '%s'" "$word" ;;
        *) printf ' %s' "$word" ;;
        esac
    done
    printf '\n'
    "$papers" "$@"
}

# A pipe would get lines for the next program; this is for somebody to read.
table=
test -t 1 || table='--format table'
run ingest fixtures/hf-page
run search 'KV cache' $table
run duplicates 'KV cache' --limit 1 $table
run stats
printf '\nThat was a temporary index. With your own digests: %s ingest FOLDER\n' "$papers"
