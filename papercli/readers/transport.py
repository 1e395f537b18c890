"""What a text was packed into on its way: a terminal's control codes, a mail's body, one quoted
string. All of it is undone before anyone looks at the text."""

from __future__ import annotations

import json
import re

from papercli.text.pattern import Pattern

_ESCAPE, _BACKSPACE = "\x1b", "\b"
_CONTROL = Pattern(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]{0,2000}(?:\x07|\x1b\\)|[()#][0-9A-Za-z]|[=>78A-Z])"
)
_STRUCK_OVER = Pattern(r"[^\n\x08]\x08")
_MOST_STRUCK = 8
_SOFT_BREAK, _BYTE = Pattern(r"(?m)=$"), Pattern("=(?:[89A-F][0-9A-F]|20|3D)")
_FEWEST_BREAKS, _SHARE_OF_BREAKS, _CERTAIN = 3, 0.2, 0.5
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
    quoted = text.strip() if text[:80].lstrip("\ufeff \t\r\n").startswith('"') else ""
    if len(quoted) > 1 and quoted.endswith('"'):
        inner = _unquoted(quoted)
        if inner is not None:
            return inner, "one quoted string"
    if "=\n" in text and _is_mail_body(text):
        import quopri

        data = quopri.decodestring(text.encode("utf-8", "surrogatepass"))
        return data.decode("utf-8", "replace"), "quoted-printable"
    if "\\" in text and _ESCAPED_SIGN.search(text):
        text = _ESCAPED.sub(lambda match: chr(int(match[1] or match[2], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return text, "escapes of characters"
    return text, None


def _unquoted(quoted: str) -> str | None:
    """Return what a JSON string or the cell of a CSV file holds."""
    if "\n" not in quoted and "\\n" in quoted:
        try:
            value = json.loads(quoted, strict=False)
        except ValueError:
            return None
        return value if isinstance(value, str) else None
    inner = quoted[1:-1]
    whole = "\n" in inner and '"' not in inner.replace('""', "")
    return inner.replace('""', '"') if whole else None


def _is_mail_body(text: str) -> bool:
    breaks = sum(1 for _ in _SOFT_BREAK.finditer(text))
    lines = text.count("\n")
    if breaks < max(_FEWEST_BREAKS, _SHARE_OF_BREAKS * lines) or _TRANSFER in text.casefold():
        return False
    return bool(_BYTE.search(text)) or breaks >= _CERTAIN * lines
