"""Paths are kept whole and shown relative to the folder of whoever reads them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.paths import printable, shown, whole

NAME = st.text("ab.é \\", min_size=1, max_size=3).filter(lambda name: name not in (".", ".."))


@pytest.mark.parametrize(
    ("path", "folder", "told"),
    [
        ("/home/ann/kelp/a.txt", "/home/ann", "kelp/a.txt"),
        ("/home/ann/a.txt", "/home/ann", "a.txt"),
        ("/home/ann/a.txt", "/home/ann/kelp", "/home/ann/a.txt"),
        ("/home/annabel/a.txt", "/home/ann", "/home/annabel/a.txt"),
        ("/home/ann", "/home/ann", "/home/ann"),
        ("/a.txt", "/", "a.txt"),
        ("kelp/a.txt", "/home/ann", "kelp/a.txt"),
        ("-", "/home/ann", "-"),
        ("/dev/fd/3", "/home/ann", "/dev/fd/3"),
    ],
)
def test_a_path_below_the_folder_is_shown_relative(path: str, folder: str, told: str) -> None:
    assert shown(path, folder) == told


@settings(max_examples=40)
@given(st.binary(max_size=6).filter(lambda name: b"\0" not in name))
def test_printable_says_every_byte_and_is_said_once(name: bytes) -> None:
    for heard in (name.decode("utf-8", "surrogateescape"), name.decode("ascii", "surrogateescape")):
        told = printable(heard)
        assert told == name.decode("utf-8", "backslashreplace")
        assert printable(told) == told


@settings(max_examples=40)
@given(st.lists(NAME, min_size=1, max_size=4), st.integers(0, 3))
def test_what_is_shown_leads_back_to_what_is_kept(names: list[str], depth: int) -> None:
    kept = "/" + "/".join(names)
    folder = "/" + "/".join(names[: min(depth, len(names) - 1)])
    assert os.path.join(folder, shown(kept, folder)) == kept  # noqa: PTH118


def test_a_path_is_kept_whole_whatever_is_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    kept = str(tmp_path / "a.txt")
    assert {whole("a.txt"), whole("./a.txt"), whole("b/../a.txt"), whole(kept)} == {kept}
    assert shown(kept) == "a.txt"


def test_a_folder_that_is_gone_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert (whole("a.txt"), shown("/kelp/a.txt")) == ("a.txt", "/kelp/a.txt")
