r"""What TeX and Markdown left in a text: commands, styles, links, ties.

Only what can be read in one way is resolved; everything else stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from papercli.text import accents
from papercli.text.pattern import Pattern

_SYMBOLS = {
    "ell": "ℓ",
    "deg": "°",
    "times": "\N{MULTIPLICATION SIGN}",
    "pm": "±",
    "ldots": "…",
    "dots": "…",
}
_STYLES = tuple(
    "emph em it bf sc sl tt rm sf underline"
    " textit textbf textsc textsl texttt textrm textsf".split()
)

_LINK = Pattern(r"(https?://(?:(?!https?://[^{])[^\s{}]){1,2000})\{([^{}]{1,2000})\}")
_TEX_LINK = Pattern(
    r"\\href\s?\{([^{}]{1,2000})\}\s?\{([^{}]{1,2000})\}|\\url\s?\{([^{}]{1,2000})\}"
)
_SYMBOL = Pattern(rf"\{{\\({'|'.join(_SYMBOLS)})\}}|\\({'|'.join(_SYMBOLS)})(?![A-Za-z])")
# Any name, looked up where one is found: a pattern of them all takes long to compile.
_GROUP_STYLE = Pattern(r"(?<!\\)\{\s?\\([a-z]+)(?:\s|(?=\{))([^{}]*)(?<!\\)\}")
_STYLE = Pattern(rf"\\(?:{'|'.join(_STYLES)}|text|mbox)\s?\{{([^{{}}]*)(?<!\\)\}}")
_LOST_STYLE = Pattern(r"(?<![\w\\])(?:emph|text(?:it|bf|sc|sl|tt|rm|sf))\{([^{}]*)(?<!\\)\}")
_ESCAPED = Pattern(r"\\([%&_#$])")
_LOST = ("emph{", "textit{", "textbf{", "textsc{", "textsl{", "texttt{", "textrm{", "textsf{")
_NAMES_OF_STYLES = frozenset((*_STYLES, "text", "mbox"))
_NAMES_OF_SYMBOLS = tuple(_SYMBOLS)
_QUOTES = Pattern(r"``([^`]*?)''")
# Begins with its sign, which is found at once.
_BETWEEN = r"~(?<=[\w.,;:!?)\]}'\"%+]~)(?:(?<!\d~)|(?!\d))(?=[\w(\[\\])"
_TIE, _TIE_OR_ADDRESS = Pattern(_BETWEEN), Pattern(rf"https?://\S+|{_BETWEEN}")


def _link(match: re.Match[str]) -> str:
    address, label = match[1], match[2]
    known = label.startswith("http") or address.endswith(label)
    return address if known else f"{address} ({label})"


def _tex_link(match: re.Match[str]) -> str:
    return match[3] or f"{match[1]}{{{match[2]}}}"


def _first_group(match: re.Match[str]) -> str:
    return match[1]


def _without_style(group: re.Match[str]) -> str:
    return group[2] if group[1] in _STYLES else group[0]


def _named(table: dict[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda match: table[match[1] or match[2]]


def _without_commands(text: str) -> str:
    # Most backslashes are of formulas: what follows them tells which patterns can be left out.
    commands = text.split("\\")[1:]
    following = {part[:1] for part in commands}
    if not following.isdisjoint(accents.FIRST):
        text = accents.resolved(text)
    if any(part.startswith(_NAMES_OF_SYMBOLS) for part in commands):
        text = _SYMBOL.sub(_named(_SYMBOLS), text)
    if "{\\" in text or "{ \\" in text:
        text = _GROUP_STYLE.sub(_without_style, text)
    if any(part.partition("{")[0].rstrip() in _NAMES_OF_STYLES for part in commands):
        text = _STYLE.sub(_first_group, text)
    return text if following.isdisjoint("%&_#$") else _ESCAPED.sub(_first_group, text)


def resolved(text: str) -> str:
    """The text with what TeX and Markdown left in it written out, one layer of it."""
    if "\\" in text:
        if "\\href" in text or "\\url" in text:
            text = _TEX_LINK.sub(_tex_link, text)
        text = _without_commands(text)
    if "{" in text:
        if "://" in text:
            text = _LINK.sub(_link, text)
        if any(style in text for style in _LOST):
            text = _LOST_STYLE.sub(_first_group, text)
    if "~" in text:
        if "://" in text:
            text = _TIE_OR_ADDRESS.sub(lambda m: " " if m[0] == "~" else m[0], text)
        else:
            text = _TIE.sub(" ", text)
    if "``" in text:
        text = _QUOTES.sub(r"“\1”", text)
    return text
