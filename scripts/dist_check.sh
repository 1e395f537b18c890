#!/bin/sh
# usage: dist_check.sh PYTHON    Builds the wheel, installs it without the development tools in a
# fresh environment, and runs the installed program away from the checkout.
set -eu
python=$1
fixtures=$PWD/fixtures/hf-page
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m pip --disable-pip-version-check --quiet wheel --no-deps --wheel-dir "$folder" .
"$python" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --disable-pip-version-check --quiet install "$folder"/*.whl
papers=$folder/venv/bin/papers
export PAPERS_DB="$folder/papers.db"
cd "$folder"
"$papers" --version
"$papers" --help >/dev/null
"$papers" ingest --strict "$fixtures"
test "$("$papers" search 'KV cache' --json | head -c 1)" = '['
test "$("$papers" search --count)" -gt 0
"$papers" duplicates --json >/dev/null
"$papers" stats --html page.html
test "$(head -c 9 page.html)" = '<!doctype'
echo "$(basename "$folder"/*.whl) installs and runs"
