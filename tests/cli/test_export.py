"""``papers export``, and formats of references from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.command import Papers, assert_refused


def test_notes_are_written_once_and_again_only_where_something_changed(
    filled: Papers, tmp_path: Path
) -> None:
    told = filled("export", "notes")
    assert (told.code, told.out) == (0, "")
    assert told.err == "5 notes in notes: 5 new, 0 changed, 0 as before\n"
    [kelp] = (tmp_path / "notes").glob("kelp-7b-*.md")
    with kelp.open("a", encoding="utf-8") as file:
        file.write("ask a diver\n")
    before = kelp.read_bytes()
    assert filled("export", "notes").err.endswith(" 0 new, 0 changed, 5 as before\n")
    assert kelp.read_bytes() == before
    assert filled("export", "notes", "kelp").err == (
        "1 note in notes: 0 new, 0 changed, 1 as before\n"
    )


def test_the_note_of_a_merged_paper_is_carried_on(filled: Papers, tmp_path: Path) -> None:
    filled("export", "notes", "id:2")
    assert filled("merge", "1", "2").code == 0
    told = filled("export", "notes", "id:1")
    assert told.err == "1 note in notes: 0 new, 1 changed, 0 as before\n"
    [note] = (tmp_path / "notes").iterdir()
    assert 'papers_id: "1"' in note.read_text(encoding="utf-8")


def test_what_is_yours_is_left_and_named(filled: Papers, tmp_path: Path) -> None:
    filled("export", "notes", "id:1")
    [note] = (tmp_path / "notes").iterdir()
    note.write_text("mine\n", encoding="utf-8")
    told = filled("export", "notes", "id:1")
    assert told.code == 3
    what, hint, _ = told.err.splitlines()
    assert what.startswith(f"left as it is: notes/{note.name}: it is there already")
    assert hint.startswith("hint: ")
    assert note.read_text(encoding="utf-8") == "mine\n"
    assert_refused(filled("export", f"notes/{note.name}"), 2, "is no folder")
    assert_refused(filled("export", "notes", "--format", "cards"), 2, "cards")


def test_references_of_a_search_are_read_again(filled: Papers, tmp_path: Path) -> None:
    for name, suffix in (("bibtex", "bib"), ("ris", "ris")):
        text = filled("search", "--format", name, "--abstracts").out
        (tmp_path / f"all.{suffix}").write_text(text, encoding="utf-8")
        told = filled("ingest", f"all.{suffix}", "--json").json
        assert (told["totals"]["new_papers"], told["totals"]["merged"]) == (0, 5)
        assert told["problems"] == []
