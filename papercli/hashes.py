"""BLAKE2b without OpenSSL, and the fingerprint of a text."""

from __future__ import annotations

from collections.abc import Iterable

try:
    # What hashlib gives as well, but hashlib loads OpenSSL before, for hashes that are not used
    # here: a twentieth of the time that a few digests take to ingest.
    from _blake2 import blake2b
except ImportError:  # another Python
    from hashlib import blake2b

__all__ = ["blake2b", "fingerprint_of"]


_PIECE = 2_000
"""Letters of a text that are hashed at once."""


def fingerprint_of(parts: Iterable[str]) -> str:
    """BLAKE2b-128 of a digest's own text, in parts that line ends join, in hexadecimal: the same
    text has it under any path."""
    whole = blake2b(digest_size=16)
    between = b""
    for text in parts:
        whole.update(between)
        between = b"\n"
        # Most pieces are ASCII, which is only copied; the text may have four bytes a letter.
        for start in range(0, len(text), _PIECE):
            whole.update(text[start : start + _PIECE].encode("utf-8", "replace"))
    return whole.hexdigest()
