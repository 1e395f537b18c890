"""Numbers of bytes as people write them and read them."""

from __future__ import annotations

import re

_UNITS = {"": 1, "k": 1000, "m": 1000**2, "g": 1000**3, "t": 1000**4}
_BINARY = {unit: 1024**power for power, unit in enumerate(_UNITS)}
_SIZE = r"(\d{1,18}(?:\.\d{1,6})?) ?(?:([kmgt]?)(i?)b?)"


def read(size: str) -> int:
    """A size as people write it: ``200MB``, ``1.5 GB``, ``512KiB``, or bytes. ValueError for
    anything else, and for less than a byte."""
    found = re.fullmatch(_SIZE, size.strip(), re.IGNORECASE)
    if found is None:
        raise ValueError(size)
    number, unit, binary = found.groups()
    result = int(float(number) * (_BINARY if binary else _UNITS)[unit.lower()])
    if result < 1:
        raise ValueError(size)
    return result


def told(size: int) -> str:
    """A number of bytes as `read` reads it, rounded to what a person takes in."""
    unit = max((unit for unit in _UNITS if size >= _UNITS[unit]), key=_UNITS.__getitem__)
    return f"{size / _UNITS[unit]:.4g}{unit.upper()}B".replace("KB", "kB")
