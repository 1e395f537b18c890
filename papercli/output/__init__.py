"""How results look: a table of formats (`formats`), one file each; the rest is laid out for a
person.

The machine formats import nothing beyond the standard library, so that a search for the next
program in a pipe starts fast; Rich is imported only where a terminal is drawn on.
"""

from __future__ import annotations

from collections.abc import Mapping

Row = Mapping[str, object]
"""One thing to print: the keys of its JSON object, with values JSON can hold."""
