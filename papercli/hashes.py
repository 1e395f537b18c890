"""BLAKE2b without OpenSSL, and the fingerprint of a text."""

from __future__ import annotations

try:
    # What hashlib gives as well, but hashlib loads OpenSSL before, for hashes that are not used
    # here: a twentieth of the time that a few digests take to ingest.
    from _blake2 import blake2b
except ImportError:  # another Python
    from hashlib import blake2b

__all__ = ["blake2b", "fingerprint_of"]


def fingerprint_of(text: str) -> str:
    """BLAKE2b-128 of a digest's own text, in hexadecimal: the same text has it under any path."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
