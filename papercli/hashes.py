"""BLAKE2b without OpenSSL."""

from __future__ import annotations

try:
    # What hashlib gives as well, but hashlib loads OpenSSL before, for hashes that are not used
    # here: a twentieth of the time that a few digests take to ingest.
    from _blake2 import blake2b
except ImportError:  # another Python
    from hashlib import blake2b

__all__ = ["blake2b"]
