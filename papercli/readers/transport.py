"""What a text was packed into on its way: a terminal's control codes, a mail's body, one quoted
string, JSON. All of it is undone before anyone looks at the text."""

from __future__ import annotations

import re

from papercli.text.pattern import Pattern

_ESCAPE, _BACKSPACE = "\x1b", "\b"
_CONTROL = Pattern(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]{0,2000}(?:\x07|\x1b\\)|[()#][0-9A-Za-z]|[=>78A-Z])"
)
_STRUCK_OVER = Pattern(r"[^\n\x08]\x08")
_MOST_STRUCK = 8
_LONGEST_OF_MAIL, _LONG_OF_MAIL = 78, 70
_FEWEST_BREAKS, _MOST_BROKEN = 3, 0.8
_BREAKS_WITHIN = 2_000
"""Letters within which a text in lines has a line break."""
_SHOWS_IN = 20_000
"""Letters in which a text whose long lines are broken has one of those."""
OF_A_PAGE = ("email inbox", "research community")
WRITTEN_OUT = (
    ("%E2%80%A2", "%C2%B7"),
    ("=E2=80=A2", "=C2=B7"),
    ("\\xe2\\x80\\xa2", "\\xc2\\xb7"),
    ("\\342\\200\\242", "\\302\\267"),
    ("<E2><80><A2>", "<C2><B7>"),
    ("<U+2022>", "<U+00B7>"),
    ("\\u{2022}", "\\u{b7}"),
    ("\\u8226", "\\u183"),
    ("\\'95", "\\'b7"),
)
"""The bullet and the dot that are on nearly every page, in bytes or as numbers."""
_FIRST_ENTRY = 5_000
"""Letters in which a page has its first entry."""
_TRANSFER = "content-transfer-encoding"
_ESCAPED_SIGN = Pattern(r"(?m)^\s*\\(?:u2022|u00b7|xb7)\b", re.I)
_ESCAPED = Pattern(r"\\u([0-9a-f]{4})|\\x([0-9a-f]{2})", re.I)


def unpacked(text: str) -> tuple[str, str | None]:
    """Return the text as it was before it was packed, and what it was packed into, if anything."""
    if _ESCAPE in text:
        text = _CONTROL.sub("", text)
    if _BACKSPACE in text:
        for _ in range(_MOST_STRUCK):
            text = _STRUCK_OVER.sub("", text)
    beginning = text[:_SHOWS_IN]
    quoted = text.strip() if text[:80].lstrip("\ufeff \t\r\n").startswith('"') else ""
    if len(quoted) > 1 and quoted.endswith('"'):
        inner = _unquoted(quoted)
        if inner is not None:
            return inner, "one quoted string"
    if "\n" not in text[:_BREAKS_WITHIN] or beginning.lstrip("\ufeff \t\r\n")[:1] in {"[", "{"}:
        from papercli.readers.wrapped_pages import unwrapped  # few texts are in one line

        if page := unwrapped(text):
            return page
    # One letter is looked for many times as fast as two, or as a pattern.
    if "=" in beginning and "=\n" in beginning and _is_mail_body(text):
        import quopri

        data = quopri.decodestring(text.encode("utf-8", "surrogatepass"))
        return data.decode("utf-8", "replace"), "quoted-printable"
    # A page that was not escaped has these early on.
    right = "•" in text or "·" in text
    if not right and _may_be_escaped(text) and _ESCAPED_SIGN.search(text):
        text = _ESCAPED.sub(lambda match: chr(int(match[1] or match[2], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return text, "escapes of characters"
    if not right and any(sign in beginning for sign in OF_A_PAGE):
        first = text[:_FIRST_ENTRY]
        for way, (bullet, dot) in enumerate(WRITTEN_OUT):
            if bullet in first or dot in first:
                from papercli.readers.escaped_signs import unescaped  # hardly any page needs it

                return unescaped(text, way), "escapes of bytes"
    return text, None


def _may_be_escaped(text: str) -> bool:
    """Whether an escaped sign may stand in the text: a quick look."""
    at = text.find("\\")
    while at >= 0:
        if text[at + 1 : at + 2] in {"u", "U", "x", "X"}:
            return True
        at = text.find("\\", at + 1)
    return False


def _unquoted(quoted: str) -> str | None:
    """Return what a JSON string or the cell of a CSV file holds."""
    if "\n" not in quoted and "\\n" in quoted:
        import json  # few texts are one

        try:
            value = json.loads(quoted, strict=False)
        except ValueError:
            return None
        return value if isinstance(value, str) else None
    inner = quoted[1:-1]
    whole = "\n" in inner and '"' not in inner.replace('""', "")
    return inner.replace('""', '"') if whole else None


def _is_mail_body(text: str) -> bool:
    rows = text.split("\n")
    if max(map(len, rows)) > _LONGEST_OF_MAIL or _TRANSFER in text.casefold():
        return False
    long = [row for row in rows if len(row) >= _LONG_OF_MAIL]
    broken = sum(row.endswith("=") for row in long)
    return broken >= max(_FEWEST_BREAKS, _MOST_BROKEN * len(long))
