r"""TeX in a field of BibTeX, written out: ``{NeRF}: {A} na{\"\i}ve`` is "NeRF: A naïve".

In BibTeX braces and accents belong to the format and not to the text, so that all of them are
resolved here, where `papercli.text.clean` takes what it can be sure of. Formulas and commands that
nobody knows stay as they are.
"""

from __future__ import annotations

import re
import unicodedata

from papercli.text.accents import ACCENTS, LETTERS, SIGNS
from papercli.text.pattern import Pattern

_TOKEN = Pattern(r"\\(?:[A-Za-z]+|.|\Z)|[{}~$]|-{2,3}|``|''", re.DOTALL)
_ON = Pattern(r"[\s{]*(?:\\(?P<command>[A-Za-z]+)(?:\{\}|\s*)|(?P<letter>[^\W\d_]))")
_AFTER_WORD = Pattern(r"\{\}|\s*")
_LINK = Pattern(r"\\href\s*\{[^{}]*\}\s*\{|\\noopsort\s*\{[^{}]*\}")
_LOST = Pattern(r"(?<=\w)\{\n\{([aAuU])\}\}|\x0b\{(\w)\}")
"""``\\r{a}`` and ``\\v{s}`` whose beginnings a program took for its own escapes: for the end of
a line, and a vertical tab."""
_SPECIAL = ("\\", "{", "}", "~", "$", "--", "``", "''")
"""Without any of these a text stands as it is; several looks are faster than an expression."""
_PLAIN_MATH = Pattern(r"\$\s*\\([A-Za-z]+)\s*\$")
LONGEST_FORMULA = 2_000
"""Letters between two dollar signs that may be a formula."""

_WIDE = frozenset("dbhG")
"""Accents that somebody's own macros are named like: only with braces are they accents."""
_PUNCTUATION = {"--": "–", "---": "—", "``": "“", "''": "”"}
_ESCAPED = {
    **{sign: sign for sign in "%&_#${}"},
    **dict.fromkeys("\\\n\t ,;:", " "),
    **dict.fromkeys("-/!@", ""),
    "": "\\",
}
_SYMBOLS = {
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "textquoteleft": "‘",
    "textquoteright": "’",
    "textquotesingle": "'",
    "textquotedbl": '"',
    "quotedblbase": "„",
    "quotesinglbase": "‚",
    "guillemotleft": "«",
    "guillemotright": "»",
    "textendash": "–",
    "textemdash": "—",
    "textbackslash": "\\",
    "backslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "lbrace": "{",
    "rbrace": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textasciigrave": "`",
    "textasciiacute": "´",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textunderscore": "_",
    "textdollar": "$",
    "textexclamdown": "¡",
    "textquestiondown": "¿",
    "textbullet": "•",
    "textperiodcentered": "·",
    "textellipsis": "…",
    "ldots": "…",
    "dots": "…",
    "texttimes": "×",
    "times": "×",
    "textpm": "±",
    "textdiv": "÷",
    "textdegree": "°",
    "textmu": "µ",
    "textsection": "§",
    "textparagraph": "¶",
    "textregistered": "®",
    "textcopyright": "©",
    "texttrademark": "™",
    "texteuro": "€",
    "textsterling": "£",
    "pounds": "£",
    "textonehalf": "½",
    "textsuperscripttwo": "²",
    "texttwosuperior": "²",
    "textthreesuperior": "³",
    "textordfeminine": "ª",
    "textordmasculine": "º",
    "textvisiblespace": " ",
    "textrightarrow": "→",
    "textleftarrow": "←",
    "sim": "~",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "BibTeX": "BibTeX",
    "quad": " ",
    "space": " ",
    "newline": " ",
    "par": " ",
}
_WITHOUT = frozenset(
    "emph textit textbf textsc textrm textsf texttt textsl textup textmd textnormal text mbox hbox"
    " fbox it bf em rm sf tt sc sl itshape bfseries scshape slshape upshape normalfont normalsize"
    " small ensuremath uppercase lowercase textsuperscript textsubscript underline url path protect"
    " relax nobreak mkbibemph mkbibquote enquote hspace".split()
)
"""Commands that change how their text looks, and not what it says."""
_MATH_SIGNS = {"backslash", "sim", "times", "lbrace", "rbrace", "textbackslash"}


def decoded(text: str) -> str:
    """The text that TeX would set, white space folded; takes any text, in linear time."""
    if "{\n{" in text or "\v{" in text:
        text = _LOST.sub(
            lambda found: f"\\{'r' if found[1] else 'v'}{{{found[1] or found[2]}}}", text
        )
    if not any(sign in text for sign in _SPECIAL):
        return " ".join(text.split())
    if "\\href" in text or "\\noopsort" in text:
        text = _LINK.sub(lambda found: "{" if found[0][1] == "h" else "", text)
    return " ".join(_written_out(text).split())


def _written_out(text: str) -> str:
    out: list[str] = []
    kept: list[bool] = []
    """Whether the braces around this place are part of what stays as it is."""
    place = 0
    while found := _TOKEN.search(text, place):
        out.append(text[place : found.start()])
        token, place = found[0], found.end()
        if token == "{":
            kept.append(False)
        elif token == "}":
            if kept and kept.pop():
                out.append("}")
        elif token == "~":
            out.append("~" if out[-1].endswith("/") else " ")
        elif token == "$":
            formula, place = _formula(text, found.start())
            out.append(formula)
        elif token[0] != "\\":
            out.append(_PUNCTUATION[token])
        elif token in ("\\(", "\\["):
            end = text.find("\\)" if token == "\\(" else "\\]", place, place + LONGEST_FORMULA)
            end = place if end < 0 else end + 2
            out.append(text[found.start() : end])
            place = end
        else:
            written, place, opened = _command(text, token[1:], place)
            if written is not None:
                out.append(written)
                kept += [False] * opened
                continue
            out.append(token)
            if text.startswith("{", place):
                out.append("{")
                kept.append(True)
                place += 1
    out.append(text[place:])
    return "".join(out)


def _formula(text: str, start: int) -> tuple[str, int]:
    """What begins with a dollar sign, and where it ends: a formula, or that sign alone."""
    end = text.find("$", start + 1, start + LONGEST_FORMULA)
    if end == start + 1:  # displayed
        closing = text.find("$$", end + 1, start + LONGEST_FORMULA)
        end = closing + 1 if closing > 0 else -1
    if end < 0:
        return "$", start + 1
    formula = text[start : end + 1]
    sign = _PLAIN_MATH.fullmatch(formula) if len(formula) < 40 else None
    if sign and sign[1] in _MATH_SIGNS:
        return _SYMBOLS[sign[1]], end + 1
    return formula, end + 1


def _command(text: str, name: str, place: int) -> tuple[str | None, int, int]:
    """What a command writes, where the text goes on, and how many braces it leaves open there; None
    for one that nobody knows."""
    mark = SIGNS.get(name) or ACCENTS.get(name)
    if mark:
        on = _ON.match(text, place)
        letter = on and (on["letter"] or _under_accent(on["command"]))
        if on and letter and (name not in _WIDE or text.startswith("{", place)):
            opened = on[0].count("{") - on[0].count("}")
            return unicodedata.normalize("NFC", letter + mark), on.end(), opened
        return (name if name in SIGNS else None), place, 0
    if name in _ESCAPED:
        return _ESCAPED[name], place, 0
    known = LETTERS.get(name) or _SYMBOLS.get(name)
    if known is None and name not in _WITHOUT:
        return None, place, 0
    after = _AFTER_WORD.match(text, place)
    return known or "", after.end() if after else place, 0


def _under_accent(command: str | None) -> str | None:
    """The letter that a command under an accent is; ``\\i`` has its dot there, as in í."""
    return {"i": "i", "j": "j"}.get(command or "") or LETTERS.get(command or "")
