"""Opening what a user named: kinds of files, streams, limits, damage."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import random
import socket
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from papercli import files
from papercli.errors import InputError
from papercli.files import beginning, line_pieces, lines, read_stream, read_whole
from papercli.output_files import write_text

Make = Callable[[Path], object]


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))


@contextmanager
def fed(fifo: Path, data: bytes) -> Iterator[None]:
    """Somebody who writes to a FIFO as soon as it is read."""

    def feed() -> None:
        try:
            fifo.write_bytes(data)
        except BrokenPipeError:
            return

    os.mkfifo(fifo)
    writer = threading.Thread(target=feed)
    writer.start()
    try:
        yield
    finally:
        writer.join(timeout=60)
    assert not writer.is_alive()


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x"
    for data in (b"", b"a", b"kelp" * 600_000):
        path.write_bytes(data)
        assert read_whole(str(path)) == data
        assert read_whole(str(path), len(data) or 1, plain=True) == data


@pytest.mark.parametrize("data", [b"", b"a\nb", b"kelp\n" * 500_000, b"a\n" + b"b" * 1_200_000])
def test_what_is_packed_is_unpacked_whatever_its_name(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x"
    for packed in (data, gzip.compress(data, 1), gzip.compress(b"", 1) + gzip.compress(data, 1)):
        path.write_bytes(packed)
        assert read_whole(str(path)) == data
        assert read_stream(io.BytesIO(packed), "-") == data
        assert beginning(str(path), 3) == data[:3]
        pieces = list(line_pieces(str(path), len(data) or 1))
        assert b"".join(pieces) == data
        assert all(piece.endswith(b"\n") for piece in pieces[:-1])


def test_what_unpacks_to_more_than_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(bytes(5_000_000)))
    assert path.stat().st_size < 10_000
    for read in (read_whole, lambda path, limit: list(line_pieces(path, limit))):
        with pytest.raises(InputError) as raised:
            read(str(path), 100_000)
        assert raised.value.reason == "is larger than 100kB"
    path.write_bytes(gzip.compress(b"kelp" * 1_000)[:-9])
    with pytest.raises(InputError, match="damaged"):
        read_whole(str(path))


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LONGEST_LINE", 2_000_000)
    path = tmp_path / "x"
    path.write_bytes(b"a\n" + b"b" * 3_000_000)
    with pytest.raises(InputError, match="has a line longer than 2MB"):
        list(line_pieces(str(path), 1))


@pytest.mark.parametrize("size", [1, 70_000, 3_000_000])
def test_a_fifo_is_read_to_its_end(tmp_path: Path, size: int) -> None:
    data = random.Random(1).randbytes(size)
    with fed(tmp_path / "p", data):
        assert read_whole(str(tmp_path / "p")) == data


@pytest.mark.parametrize("read", [read_whole, lambda path, limit: list(lines(path, limit))])
def test_more_than_the_limit_is_refused(tmp_path: Path, read: Callable[[str, int], object]) -> None:
    (tmp_path / "x").write_bytes(b"x" * 2001)
    assert read(str(tmp_path / "x"), 2001)
    with pytest.raises(InputError, match=r"x: is larger than 2kB$") as caught:
        read(str(tmp_path / "x"), 2000)
    assert "--max-size" in caught.value.hint
    with fed(tmp_path / "p", b"x" * 2001):
        assert read(str(tmp_path / "p"), 2001)
    (tmp_path / "p").unlink()
    with fed(tmp_path / "p", b"x" * 5_000_000), pytest.raises(InputError, match="larger than 2kB"):
        read(str(tmp_path / "p"), 2000)


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.symlink_to("/dev/zero"), "is a device, not a file"),
        (lambda path: path.symlink_to("/dev/urandom"), "is a device, not a file"),
        (make_socket, "is a socket, not a file"),
        (Path.mkdir, "is a folder"),
        (lambda path: path.symlink_to(path), "symbolic links"),
        (lambda path: path.symlink_to("nowhere"), "No such file"),
    ],
    ids=["zero", "urandom", "socket", "folder", "loop", "nowhere"],
)
def test_what_is_no_file_is_refused_with_a_hint(
    tmp_path: Path, make: Make, reason: str, plain: bool
) -> None:
    path = tmp_path / "x"
    make(path)
    with pytest.raises(InputError) as caught:
        read_whole(str(path), plain=plain)
    assert str(caught.value).startswith(f"{path}: ")
    assert caught.value.hint
    assert plain or reason in caught.value.reason


def test_what_stands_in_a_folder_is_taken_as_a_file_only(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p")
    (tmp_path / "x").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "x")
    for name in ("p", "link", "/dev/null"):
        with pytest.raises(InputError, match="no longer a file"):
            read_whole(str(tmp_path / name), plain=True)


@pytest.mark.parametrize("now", ["fifo", "zero", "socket"])
def test_a_name_that_turned_into_something_else_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: str
) -> None:
    (tmp_path / "x").write_bytes(b"x")
    before = (tmp_path / "x").stat()
    (tmp_path / "x").unlink()
    make: dict[str, Make] = {
        "fifo": os.mkfifo,
        "zero": lambda path: path.symlink_to("/dev/zero"),
        "socket": make_socket,
    }
    make[now](tmp_path / "x")
    looked_at = os.stat

    def late(path: str) -> os.stat_result:
        return before if path == str(tmp_path / "x") else looked_at(path)

    monkeypatch.setattr(os, "stat", late)
    with pytest.raises(InputError):
        read_whole(str(tmp_path / "x"))


def test_the_null_device_is_as_good_as_an_empty_file() -> None:
    assert read_whole(os.devnull) == b""
    assert list(lines(os.devnull)) == []


def test_a_descriptor_is_read_from_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"one\ntwo\n")
    with (tmp_path / "x").open("rb", buffering=0) as stream:
        assert stream.read(4) == b"one\n"
        assert read_whole(f"/dev/fd/{stream.fileno()}") == b"two\n"
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(b"three")
        theirs.shutdown(socket.SHUT_WR)
        assert list(lines(f"/proc/self/fd/{ours.fileno()}")) == ["three"]
    with pytest.raises(InputError, match="/dev/fd/99999: "):
        read_whole("/dev/fd/99999")


def test_a_stream_that_is_a_device_is_refused() -> None:
    with Path("/dev/zero").open("rb") as stream, pytest.raises(InputError, match="-: is a device"):
        read_stream(stream, "-")
    with Path(os.devnull).open("rb") as stream:
        assert read_stream(stream, "-") == b""
    with pytest.raises(InputError, match="-: is larger than 3B"):
        read_stream(io.BytesIO(b"four"), "-", 3)


def test_a_file_that_waits_for_more_has_no_end() -> None:
    reading, writing = os.pipe()
    try:
        os.write(writing, b"the first of many messages\n")
        os.set_blocking(reading, False)
        for read in (read_whole, lambda path: list(lines(path))):
            with pytest.raises(InputError, match="has no end"):
                read(f"/dev/fd/{reading}")
    finally:
        os.close(reading)
        os.close(writing)


PACKED: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".xz": lzma.compress}
TEXT = "".join(f'{{"title": "Kelp {number * number}"}}\n' for number in range(300))


@pytest.mark.parametrize("kind", PACKED)
def test_packed_lines(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"x{kind}"
    path.write_bytes(PACKED[kind](TEXT.encode("utf-8-sig")))
    assert "".join(lines(str(path))) == TEXT
    with pytest.raises(InputError, match="is larger than 5kB"):
        list(lines(str(path), 5000))


@pytest.mark.parametrize("kind", PACKED)
def test_damage_of_packed_lines_is_said_with_the_file(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"x{kind}"
    whole = PACKED[kind](TEXT.encode())
    chosen = random.Random(2)
    damaged = 0
    for at in [*range(20), *chosen.sample(range(20, len(whole)), 80)]:
        changed = bytes([*whole[:at], whole[at] ^ chosen.randrange(1, 256), *whole[at + 1 :]])
        for data in (changed, whole[: at or 1], whole + changed):
            path.write_bytes(data)
            try:
                list(lines(str(path)))
            except InputError as error:
                assert str(error).startswith(str(path))  # noqa: PT017
                damaged += 1
    assert damaged > 150


def test_lines_that_are_no_utf8_are_named(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes("\ufeffna\u00efve\r\n".encode() + b"\xff\nend")
    with pytest.raises(InputError, match=r"x:2: is not UTF-8 text"):
        list(lines(str(path)))
    assert list(lines(str(path), errors="replace")) == ["na\u00efve\r\n", "\ufffd\n", "end"]


def test_a_text_is_written_to_a_file_or_leaves_it(tmp_path: Path) -> None:
    path = tmp_path / "x"
    write_text(str(path), "na\u00efve \udce9\n")
    assert path.read_bytes() == "na\u00efve \\udce9\n".encode()
    link = tmp_path / "link"
    link.symlink_to("x")
    write_text(str(link), "new\n")
    assert link.is_symlink()
    assert path.read_text() == "new\n"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link", "x"]


@pytest.mark.parametrize(
    "make", [os.mkfifo, make_socket, Path.mkdir, lambda path: path.symlink_to("/dev/zero")]
)
def test_what_bears_the_name_of_the_unfinished_file_is_left_alone(
    tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.urandom", bytes)
    (tmp_path / "x").write_text("as it was")
    partial = tmp_path / ".papers-0000000000000000.part"
    make(partial)
    kind = stat.S_IFMT(partial.lstat().st_mode)
    with pytest.raises(OSError, match=r"x'$"):
        write_text(str(tmp_path / "x"), "new")
    assert stat.S_IFMT(partial.lstat().st_mode) == kind
    assert (tmp_path / "x").read_text() == "as it was"


def test_a_text_is_written_to_what_takes_it(tmp_path: Path) -> None:
    write_text(os.devnull, "x")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as ours:
        write_text(f"/dev/fd/{writing}", "piped")
        os.close(writing)
        assert ours.read() == b"piped"
    fifo = tmp_path / "p"
    os.mkfifo(fifo)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(fifo.read_bytes()))
    reader.start()
    write_text(str(fifo), "to a FIFO")
    reader.join(timeout=60)
    assert got == [b"to a FIFO"]
    assert fifo.is_fifo()
    with (tmp_path / "x").open("wb") as target:
        write_text(f"/dev/fd/{target.fileno()}", "x")
    assert (tmp_path / "x").read_bytes() == b"x"


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (make_socket, InputError),
        (lambda path: path.symlink_to("/dev/zero"), InputError),
        (Path.mkdir, IsADirectoryError),
    ],
    ids=["socket", "device", "folder"],
)
def test_a_text_is_not_written_to_anything_else(
    tmp_path: Path, make: Make, error: type[Exception]
) -> None:
    make(tmp_path / "x")
    with pytest.raises(error):
        write_text(str(tmp_path / "x"), "new")
