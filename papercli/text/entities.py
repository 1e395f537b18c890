"""Characters for the entities of HTML."""

from __future__ import annotations


def unescaped(text: str) -> str:
    """Return the text with characters for entities; as it is where one is a number of more digits
    than Python reads."""
    import html  # its table of names takes a while to load, and few texts need it

    try:
        return html.unescape(text)
    except ValueError:
        return text
