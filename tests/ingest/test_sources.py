"""What of the paths that were named is read: links, special files, and each file once."""

from __future__ import annotations

import inspect
import os
import socket
import sys
from pathlib import Path

import pytest

from papercli.errors import InputError
from papercli.ingest.sources import Found, Source, find_sources


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder ``f`` of two files, and one outside; the current folder is what holds them."""
    monkeypatch.chdir(tmp_path)
    for name in ("f/b.txt", "f/a/c.txt", "outside/o.txt", "outside/deep/p.txt", "f/.h/annex.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


def find(*paths: str, follow: bool = False) -> Found:
    return find_sources(paths, None, follow=follow)


def texts(found: Found) -> dict[str, str]:
    """The path that each source is shown under, and what is read there."""
    return {source.path: source.read().decode() for source in found.sources}


HIDDEN = {"f/x/annex.txt": "f/.h/annex.txt"}
BOTH = {"f/b.txt": "f/b.txt", "f/a/c.txt": "f/a/c.txt"}


@pytest.mark.parametrize(
    ("link", "to", "reads", "left_out", "follows"),
    [
        ("f/x", "b.txt", {}, None, {}),
        ("f/0", "a/c.txt", {}, None, {}),
        ("f/x", "../f/a/../b.txt", {}, None, {}),
        ("f/x", "a", {}, None, {}),
        ("f/a/up", "..", {}, None, {}),
        ("f/self", ".", {}, None, {}),
        ("f/x", ".h/annex.txt", {"f/x": "f/.h/annex.txt"}, None, {"f/x": "f/.h/annex.txt"}),
        (
            "f/x",
            ".h",
            {"f/x/annex.txt": "f/.h/annex.txt"},
            None,
            {"f/x/annex.txt": "f/.h/annex.txt"},
        ),
        ("f/x", "../outside/o.txt", {}, "link out of the folder", {"f/x": "outside/o.txt"}),
        (
            "f/x",
            "../outside",
            {},
            "link out of the folder",
            {"f/x/o.txt": "outside/o.txt", "f/x/deep/p.txt": "outside/deep/p.txt"},
        ),
        ("f/x", "../f2", {}, "link out of the folder", {}),
        ("f/x", "nowhere", {}, "link that leads nowhere", {}),
        ("f/x", "x", {}, "link that leads nowhere", {}),
        ("f/x", "b.txt/below", {}, "link that leads nowhere", {}),
        ("f/x", "/dev/zero", {}, "link out of the folder", {}),
        ("f/.x", "/dev/zero", {}, None, {}),
    ],
    ids=str,
)
def test_a_link_in_a_folder(
    shelf: Path,
    link: str,
    to: str,
    reads: dict[str, str],
    left_out: str | None,
    follows: dict[str, str],
) -> None:
    (shelf / link).symlink_to(to)
    found = find("f")
    assert texts(found) == {**BOTH, **reads}
    assert found.left_out == ([(link, left_out)] if left_out else [])
    assert found.problems == []
    assert texts(find("f", follow=True)) == {**BOTH, **follows}


def test_a_folder_is_read_in_order_and_links_after_it(shelf: Path) -> None:
    (shelf / "f/0.txt").symlink_to(".h/annex.txt")
    (shelf / "f/c.txt").write_text("c")
    assert list(texts(find("f"))) == ["f/b.txt", "f/c.txt", "f/a/c.txt", "f/0.txt"]
    os.chdir(shelf / "f")
    assert list(texts(find("."))) == ["b.txt", "c.txt", "a/c.txt", "0.txt"]


def test_a_link_that_is_named_is_followed(shelf: Path) -> None:
    (shelf / "file").symlink_to("outside/o.txt")
    (shelf / "folder").symlink_to("outside")
    (shelf / "outside/up").symlink_to("..")
    found = find("file", "folder")
    assert texts(found) == {"file": "outside/o.txt", "folder/deep/p.txt": "outside/deep/p.txt"}
    assert found.left_out == [("folder/up", "link out of the folder")]


def test_a_file_is_read_once_however_often_it_is_named(shelf: Path) -> None:
    (shelf / "link").symlink_to("f/b.txt")
    found = find("f/b.txt", "f", "link", "./f/../f/b.txt", str(shelf / "f"))
    assert list(texts(found)) == ["f/b.txt", "f/a/c.txt"]


def test_links_that_lead_to_each_other_end(shelf: Path) -> None:
    (shelf / "f/one").symlink_to("../outside")
    (shelf / "outside/two").symlink_to("../f")
    (shelf / "f/three").symlink_to("../outside/deep")
    found = find("f", follow=True)
    assert sorted(texts(found).values()) == sorted([*BOTH, "outside/o.txt", "outside/deep/p.txt"])
    assert found.left_out == []


def test_what_is_no_file_is_left_out_of_a_folder(shelf: Path) -> None:
    os.mkfifo(shelf / "f/p")
    (shelf / "f/q").symlink_to("p")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("f/s")
        found = find("f", follow=True)
    assert sorted(found.left_out) == [("f/p", "FIFO"), ("f/q", "FIFO"), ("f/s", "socket")]
    assert texts(found) == BOTH
    (shelf / "f/z").symlink_to("/dev/zero")
    assert ("f/z", "device") in find("f", follow=True).left_out


def test_a_folder_deeper_than_python_calls_itself(shelf: Path) -> None:
    usual = sys.getrecursionlimit()
    deep = Path("f", *["d"] * 300)
    deep.mkdir(parents=True)
    (deep / "deep.txt").write_text("deep")
    sys.setrecursionlimit(len(inspect.stack()) + 200)
    try:
        found = find("f")
    finally:
        sys.setrecursionlimit(usual)
    assert "deep" in texts(found).values()


@pytest.mark.parametrize("now", ["link", "fifo"])
def test_a_file_that_turned_into_something_else_is_not_read(shelf: Path, now: str) -> None:
    [source] = find("outside/deep").sources
    (shelf / "outside/deep/p.txt").unlink()
    if now == "link":
        (shelf / "outside/deep/p.txt").symlink_to(shelf / "f/b.txt")
    else:
        os.mkfifo(shelf / "outside/deep/p.txt")
    with pytest.raises(InputError, match=r"deep/p\.txt: is no longer a file"):
        source.read()


def test_only_files_go_to_another_process(shelf: Path) -> None:
    os.mkfifo(shelf / "p")
    reading, writing = os.pipe()
    try:
        named = ["f/b.txt", "p", f"/dev/fd/{reading}", os.devnull]
        assert [source.is_file for source in find(*named).sources] == [True, False, False, False]
    finally:
        os.close(reading)
        os.close(writing)
    assert not Source("f/none.txt").is_file


def test_sources_say_their_size(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"1234")
    assert Source(str(path)).size == 4
    assert Source(str(tmp_path / "none")).size == 0
