"""`papers merge`, `split`, `decisions` and `duplicates`: seeing and deciding what is one paper."""

from __future__ import annotations

import errno
import json
import os
import re
from pathlib import Path

import pytest

from tests.command import Papers, assert_refused


def test_merge_split_and_decisions(filled: Papers, tmp_path: Path) -> None:
    assert filled("merge", "1", "3", "--reason", "a test").code == 0
    assert filled("search", "--count").out == "4\n"
    assert filled("show", "3", "--json").json[0]["id"] == 1
    [decision] = filled("decisions", "--json").json
    assert (decision["outcome"], decision["reason"]) == ("same", "a test")
    assert filled("decisions", "--export", "kept.jsonl").code == 0
    assert filled("decisions", "--remove", str(decision["id"])).code == 0
    assert filled("search", "--count").out == "5\n"
    assert filled("decisions", "--import", "kept.jsonl").code == 0
    assert filled("search", "--count").out == "4\n"
    assert filled("rebuild").code == 0
    assert filled("search", "--count").out == "4\n"


def test_split_takes_a_sighting_out(filled: Papers) -> None:
    number = filled("search", "kelp", "--format", "tsv", "--fields", "id").out.strip()
    assert filled("split", number, "2").code == 0
    assert filled("search", "--count").out == "6\n"


def test_duplicates_show_groups_with_evidence(filled: Papers) -> None:
    groups = filled("duplicates", "--json").json
    for group in groups:
        assert len(group["merges"]) == len(group["sightings"]) - 1
        assert all(link["bits"] and link["evidence"] for link in group["merges"])
    assert [len(group["sightings"]) for group in groups] == [2, 2]
    assert all("evidence" in link for group in groups for link in group["merges"])
    assert len(filled("duplicates").out.splitlines()) == 4
    assert "Forgetful Caches" in filled("duplicates", "--format", "table").out
    assert filled("duplicates", "--undecided", "--json").json == []
    assert filled("duplicates", "--near", "1", "--json").code == 0


def test_near_a_paper_that_is_not_there(filled: Papers) -> None:
    for number in ("99", "9" * 30):
        told = filled("duplicates", "--near", number)
        assert (told.code, told.out) == (1, "")
        assert told.err.startswith(f"papers: there is no paper {number}\nhint: ")
    assert filled("merge", "1", "3").code == 0
    assert "3 was merged into 1" in filled("duplicates", "--near", "3").err


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("not json", "not a decision"),
        ("{}", "not a decision"),
        ("[1]", "not a decision"),
        ("[" * 100_000, "not a decision"),
        ('{"verdict": "maybe"}', "'maybe' is neither same nor different"),
        ('{"verdict": "same", "a_key": "x", "b_key": "y"}', "'x' is not a key"),
    ],
    ids=lambda value: value[:20],
)
def test_what_is_no_decision_is_named_and_left_out(
    filled: Papers, tmp_path: Path, line: str, why: str
) -> None:
    filled("merge", "1", "3")
    filled("decisions", "--export", "kept.jsonl")
    filled("decisions", "--remove", "1")
    kept = (tmp_path / "kept.jsonl").read_text(encoding="utf-8")
    (tmp_path / "some.jsonl").write_text(f"{line}\n{kept}{line}\n", encoding="utf-8")
    told = filled("decisions", "--import", "some.jsonl")
    assert told.code == 3
    assert re.match(r"some.jsonl:1: not a decision.*\n  hint: .*\nsome.jsonl:\d: ", told.err)
    assert why in told.err
    assert "expecting" not in told.err.lower()
    assert told.err.endswith("2 left out\nundo: papers undo 2\n")
    assert len(filled("decisions", "--json").json) == kept.count("\n")


def test_decisions_of_a_folder(filled: Papers) -> None:
    told = filled("decisions", "--import", "digests")
    assert (told.code, told.err.splitlines()[1]) == (1, "hint: name a file, not a folder")


def test_an_export_that_fails_leaves_the_last_one(
    filled: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    old = tmp_path / "decisions.jsonl"
    assert filled("decisions", "--export", str(old)).code == 0
    old.write_text("as it was\n")
    names = sorted(tmp_path.iterdir())
    monkeypatch.setattr("os.replace", full)
    assert_refused(filled("decisions", "--export", str(old)), 1, "decisions.jsonl: No space left")
    assert old.read_text() == "as it was\n"
    assert sorted(tmp_path.iterdir()) == names


def test_an_import_that_cannot_be_read_makes_no_index(papers: Papers, tmp_path: Path) -> None:
    for name in ("none", ".", "/dev/zero"):
        assert papers("decisions", "--import", name).code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_reason_in_odd_bytes_is_kept(filled: Papers) -> None:
    assert filled("merge", "1", "3", "--reason", "caf\udce9").code == 0
    assert filled("decisions", "--json").json[0]["reason"] == "caf?"


def test_exported_decisions_hold_nothing_a_terminal_acts_upon(
    filled: Papers, tmp_path: Path
) -> None:
    reason = "read \x1b[31m \x85 \u202e \ufff9 \U000e0001 twice"
    assert filled("merge", "1", "3", "--reason", reason).code == 0
    told = filled("decisions", "--export", "-")
    assert told.out.removesuffix("\n").isprintable()
    assert json.loads(told.out)["reason"] == reason
