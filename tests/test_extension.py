"""What README says of extending the program: a row of a table is enough, and shows everywhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from papercli.output.formats import WRITERS
from papercli.readers import READERS
from tests.invented import ROOT, environment, write_dumps

EXTENDED = """
import sys
from types import ModuleType
from papercli.output.formats import WRITERS, Writer
from papercli.query.fields import FIELDS, Field
from papercli.query.values import Label, number_reader
from papercli.search.ranking import ORDERS
from papercli.search.conditions import CONDITIONS
from papercli.model.digest import Digest
from papercli.model.paper import Sighting
from papercli.readers import READERS, Claim, Reader

def claim(text):
    lines = text.splitlines()
    return Claim(1.0, lines) if lines and lines[0] == "byAK and the shanties" else Claim(0.0)
def shanties(text, request):
    assert request.parsed or request.named
    seen = tuple(Sighting(2 + at, line) for at, line in enumerate(text.splitlines()[1:]))
    return [Digest(request.path, "shanties", 1, None, False, "5ea", seen)], []
EXAMPLE = "byAK and the shanties\\nHeave\\n"
READERS.append(Reader("shanties", "songs of the sea, one a line", claim, shanties, EXAMPLE))

module = ModuleType("loud")
def write(rows, fields, stream):
    count = 0
    for count, row in enumerate(rows, 1):
        stream.write(str(row["title"]).upper() + "\\n")
    return count
module.write = write
sys.modules["loud"] = module
WRITERS["loud"] = Writer("loud:write")
ORDERS["length"] = ("length(p.title), p.id", "length(p.title) DESC, p.id")
FIELDS["seen"] = Field(
    "seen", "how often it was seen", "seen:>=2", number_reader("seen"), ("sightings",)
)
FIELDS["starts"] = Field(
    "starts", "how the title starts", "starts:ke", lambda value: Label("starts", value.text)
)
CONDITIONS["starts"] = lambda node: ("p.title LIKE ? || '%'", (node.text,))

from papercli.cli import main
sys.exit(main())
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("extension")
    write_dumps(folder / "digests")
    assert extended(folder, "ingest", "digests").returncode == 0
    return folder


def extended(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", EXTENDED, *arguments],
        cwd=folder,
        env=environment(PAPERS_DB="papers.db", PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_an_output_format_is_one_row(folder: Path) -> None:
    shown = extended(folder, "search", "kelp", "--format", "loud")
    assert shown.stdout == "KELP-7B: AN OPEN MODEL FOR UNDER-WATER DIALOGUE\n"
    told = " ".join(extended(folder, "search", "--help").stdout.split()).replace("- ", "-")
    assert f"FORMAT {', '.join(('table', *WRITERS))}, loud. Default" in told
    refused = extended(folder, "search", "--format", "quiet")
    assert refused.returncode == 2
    assert f"hint: write one of {', '.join(('table', *WRITERS))}, loud\n" in refused.stderr


def test_a_sort_order_is_one_row(folder: Path) -> None:
    titles = extended(folder, "search", "--sort", "length", "--fields", "title").stdout.splitlines()
    assert len(titles) == 5
    assert titles == sorted(titles, key=len)
    back = extended(folder, "search", "--sort", "length", "--reverse", "--fields", "title")
    assert back.stdout.splitlines() == titles[::-1]
    assert "title|length>" in extended(folder, "search", "--help").stdout
    refused = extended(folder, "search", "--sort", "width")
    assert refused.returncode == 2
    assert refused.stderr.endswith(
        "write one of relevance, date, authors, comments, votes, seen, title, length\n"
    )


def test_a_query_field_is_one_row(folder: Path) -> None:
    assert extended(folder, "search", "seen:>=2", "--count").stdout == "2\n"
    assert extended(folder, "search", "NOT seen:..1", "--count").stdout == "2\n"
    assert extended(folder, "search", "starts:kelp", "--count").stdout == "1\n"
    assert "seen:\thow often it was seen\tseen:>=2\n" in extended(folder, "fields").stdout
    refused = extended(folder, "search", "seen:often")
    assert refused.returncode == 2
    assert "hint: write seen:5, seen:>=5" in refused.stderr
    near = extended(folder, "search", "sen:2")
    assert "did you mean seen:2 ?" in near.stderr


def test_a_reader_is_one_row_and_the_stronger_claim_reads(folder: Path) -> None:
    song = "byAK and the shanties\nThe Grey Lighthouse of the Northern Sound\n"
    (folder / "song.txt").write_text(song, encoding="utf-8")
    told = extended(folder, "ingest", "song.txt", "--json", "--dry-run")
    assert '"reader": "shanties"' in told.stdout, "a masthead claims it too, less surely"
    refused = extended(folder, "ingest", "song.txt", "--reader", "ballads", "--dry-run")
    assert refused.returncode == 2
    names = ", ".join([*(reader.name for reader in READERS), "shanties"])
    assert f"hint: readers: {names}" in refused.stderr
    (folder / "else.txt").write_text("nothing of any use\n", encoding="utf-8")
    unknown = extended(folder, "ingest", "else.txt", "--dry-run")
    assert "describes the formats: " in unknown.stderr
    assert ", shanties\n" in unknown.stderr
