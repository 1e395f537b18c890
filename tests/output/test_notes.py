"""Notes: front matter that YAML reads, and nothing of the person's lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from papercli.output import Row
from papercli.output.note_files import Written, write_notes
from papercli.output.notes import MARKER, file_name, note, read_note
from papercli.output.rows import paper_row
from papercli.readers import read_bytes
from papercli.text import clean
from tests.output.papers import FULL, HOSTILE, paper
from tests.output.test_references import ROWS
from tests.readers.pages import sightings

ROW: Row = paper_row(FULL)


def front_matter(text: str) -> dict[str, Any]:
    matter: dict[str, Any] = yaml.safe_load(text.split("\n---\n", 1)[0][4:] + "\n")
    return matter


def written(folder: Path, *rows: Row, **merged: int) -> Written:
    return write_notes(folder, rows, lambda number: merged.get(f"paper{number}", number))


def test_a_note() -> None:
    assert note({**ROW, "title": "Naïve Caches", "doi": None, "categories": ["cs.CL"]}) == (
        '---\ntitle: "Naïve Caches"\nauthors:\n  - "Ada Lovélace"\n'
        '  - "Command and Control Group"\nauthor_count: "2"\npublished: "2025-05-26"\n'
        'organization: "Kelp Laboratory"\narxiv_id: "2505.00001"\nurl: "https://example.org/a_b"\n'
        'categories:\n  - "cs.CL"\nlinks:\n  - "https://example.org/code"\n'
        'papers_id: "7"\n---\n\n'
        f"# Naïve Caches\n\n## Abstract\n\nWe cache, therefore we are.\n\n{MARKER}\n"
    )


@settings(max_examples=40)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
@example('"quoted": - {a} [b] #c \\ &d *e !f | > % @ `')
@example("--- \n---")
@example("\x00\x7f\x85\ufeff\ufffe\u2028")
@example(HOSTILE)
def test_yaml_reads_any_title_and_the_marker_stands_once(title: str) -> None:
    text = note(paper_row(paper(1, title, abstract=f"<!-- {title}", arxiv_id="2409.10590")))
    matter = front_matter(text)
    assert matter["arxiv_id"] == "2409.10590"
    assert matter["papers_id"] == "1"
    assert "\n" not in matter.get("title", "")
    assert text.endswith(f"\n{MARKER}\n")
    assert text.count("<!--") == 1
    assert read_note(text) == (1, "", "")


def test_a_list_of_authors_that_is_cut_short_says_so() -> None:
    names = ["Ada Lovélace", "Command and Control Group"]
    assert front_matter(note(ROW))["authors"] == names
    for number in (9, None):
        assert front_matter(note({**ROW, "author_count": number}))["authors"] == [*names, "et al."]


def test_a_guessed_year_is_marked() -> None:
    text = note({**ROW, "published_inferred": True})
    assert front_matter(text)["published"] == "~2025-05-26"


MINE = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=40)
@given(MINE)
@example("\r\n\r\nmine")
@example(MARKER)
def test_what_stands_below_the_marker_stays(mine: str) -> None:
    before = read_note(note(ROW) + mine)
    assert before.own_text == mine
    again = note({**ROW, "title": "Another Title"}, before)
    assert again.endswith(f"{MARKER}\n{mine}")
    assert note({**ROW, "title": "Another Title"}, read_note(again)) == again


def test_fields_of_the_person_stay() -> None:
    text = note(ROW).replace(
        "arxiv_id:",
        'tags:\n- kelp\n- "to read"\n# a remark\n"my rating": 4\n'
        "review: |\n  url: none\n  good\narxiv_id:",
    )
    changed = note({**ROW, "title": "New", "url": None}, read_note(text))
    matter = front_matter(changed)
    assert (matter["tags"], matter["my rating"]) == (["kelp", "to read"], 4)
    assert matter["review"] == "url: none\ngood\n"
    assert (matter["title"], "url" in matter) == ("New", False)
    assert "\n# a remark\n" in changed


def test_an_export_again_writes_only_what_changed(tmp_path: Path) -> None:
    other = {**ROW, "id": 8, "title": "大語言模型"}
    assert written(tmp_path / "notes", ROW, other).new == 2
    folder = tmp_path / "notes"
    names = sorted(place.name for place in folder.iterdir())
    assert names == ["naive-caches-50-of-7.md", "paper-8.md"]
    stamps = {place: place.stat().st_mtime_ns for place in folder.iterdir()}
    assert written(folder, ROW, other) == Written(unchanged=2)
    assert {place: place.stat().st_mtime_ns for place in folder.iterdir()} == stamps
    (folder / "paper-8.md").rename(folder / "mine.md")
    with (folder / "mine.md").open("a", encoding="utf-8") as file:
        file.write("my words\n")
    assert written(folder, ROW, {**other, "title": "New"}) == Written(changed=1, unchanged=1)
    text = (folder / "mine.md").read_text(encoding="utf-8")
    assert text.startswith('---\ntitle: "New"\n')
    assert text.endswith("my words\n")
    assert len(list(folder.iterdir())) == 2


def test_what_is_no_note_of_a_paper_is_left(tmp_path: Path) -> None:
    (tmp_path / file_name(ROW)).write_text("my own words\n", encoding="utf-8")
    told = written(tmp_path, ROW)
    assert (told.new, told.changed, len(told.left)) == (0, 0, 1)
    place = tmp_path / "b.md"
    place.write_text(note(ROW).replace(MARKER, ""), encoding="utf-8")
    before = place.read_bytes()
    told = written(tmp_path, {**ROW, "title": "New"})
    assert [path.name for path, _ in told.left] == ["b.md"]
    assert place.read_bytes() == before
    assert (tmp_path / file_name(ROW)).read_text(encoding="utf-8") == "my own words\n"


def test_the_note_of_a_paper_that_was_merged_becomes_the_others(tmp_path: Path) -> None:
    (tmp_path / "nine.md").write_text(note({**ROW, "id": 9}) + "mine\n", encoding="utf-8")
    assert written(tmp_path, ROW, paper9=7).changed == 1
    text = (tmp_path / "nine.md").read_text(encoding="utf-8")
    assert read_note(text) == (7, "", "mine\n")
    (tmp_path / "ten.md").write_text(note({**ROW, "id": 10}), encoding="utf-8")
    told = written(tmp_path, ROW, paper10=7)
    assert (told.unchanged, [path.name for path, _ in told.left]) == (1, ["ten.md"])


@pytest.mark.parametrize("own", ["", "## Abstract\n\nMy own words on it.\n\n# My title\n"])
def test_notes_read_back_the_same(own: str) -> None:
    for row in ROWS:
        reading = read_bytes((note(row) + own).encode(), "note.md")
        assert [digest.reader for digest in reading.digests] == ["notes"]
        [one] = sightings(reading)
        assert clean(one.title) == clean(str(row["title"]))
        assert (one.arxiv_id, one.doi) == (row["arxiv_id"], row["doi"])
        assert list(one.authors or ()) == (row["authors"] or [])
        assert one.author_count == row["author_count"]
        assert clean(one.abstract or "") == (row["abstract"] or "")
        assert (one.published is None) == bool(row.get("published_inferred"))
