"""What the text of a note says of its paper: title, abstract and summary by their headings."""

from __future__ import annotations

import re

from papercli.text.pattern import Pattern

_DEEPEST, _MOST_INDENTED = 6, 3
"""Of headings."""
_CALLOUT = Pattern(r"\s*>\s*\[!(\w+)\][+-]?\s*(.*)\Z")
_BOLD = Pattern(r"\s*\*\*([^*]{1,40})\*\*\s*[:：]?\s*(.*)\Z")
_BLANK_LINES = Pattern(r"\n{2,}")
_BEFORE_WORDS = Pattern(r"^[\W_]+")
_NAMED_LINE = Pattern(
    r"\W{0,6}(?:arxiv|doi|pdf|url|link|paper|链接)\W{0,6}[:：].{0,500}", re.IGNORECASE
)
OWN_TEXT = "<!-- papers:"
"""How the line begins below which a note that `papers export` wrote is the person's own."""
_WORDS = {"abstract": "abstract", "摘要": "abstract", "tl;dr": "summary", "tldr": "summary"}
_HELD = frozenset(_WORDS.values())
_OPENING = frozenset("#>*")
"""With what the lines begin that may open a part of the text."""


def may_name(line: str) -> bool:
    """Whether a line of the text may name the paper by its identifier."""
    return (":" in line or "：" in line) and _NAMED_LINE.fullmatch(line.strip()) is not None


class Body:
    """What the text of a note says: title, abstract and summary by their headings."""

    def __init__(
        self, lines: list[str], start: int, *, own: bool = False, named: bool = False
    ) -> None:
        """``own`` says that `papers export` wrote the note, which calls the summary so; elsewhere
        it may be the person's. ``named`` says that the paper's identifier is known, so that no line
        need name it."""
        self._own = own
        self.title, self.title_line = "", 0
        self.texts: dict[str, str] = {}
        self.named_lines: list[str] = []
        taken: dict[str, list[str]] = {}
        current: list[str] | None = None
        hidden = False
        for index, line in enumerate(lines[start:], start):
            bare = line.strip()
            if not bare and not hidden:
                if current is not None:
                    current.append("")
                continue
            mark = bare[:1]
            if hidden or (mark == "<" and bare.startswith("<!--")):
                if line.startswith(OWN_TEXT):
                    break
                hidden = "-->" not in line
                continue
            # Nearly all lines open nothing, which their beginning tells.
            opens = mark in _OPENING and (mark != ">" or "[!" in bare)
            if opens and (opened := self._opened(line, index)):
                held, rest = opened
                current = taken.setdefault(held, []) if held in _HELD else None
                if current is not None and rest:
                    current.append(rest)
            elif current is not None:
                if bare == "---":
                    current = None
                    continue
                current.append(bare.removeprefix(">").strip())
            if not named and may_name(bare):
                self.named_lines.append(line)
        for held, found in taken.items():
            if text := "\n".join(found).strip():
                self.texts[held] = _BLANK_LINES.sub("\n", text) if "\n\n" in text else text

    def _opened(self, line: str, index: int) -> tuple[str, str] | None:
        """What a heading, a call-out or bold words begin, and the text behind them in the line."""
        bare = line.lstrip()
        if bare[0] == "#":
            words = bare.lstrip("#")
            level = len(bare) - len(words)
            deep = level > _DEEPEST or len(line) - len(bare) > _MOST_INDENTED
            if deep or not words[:1].isspace():
                return None
            words = words.strip()
            if words[-1:] == "#":
                words = words.rstrip("#").rstrip()
            held = self._held(words)
            if level == 1 and not self.title and held == "other":
                self.title, self.title_line = words.strip("*_ "), index
            return held, ""
        if bare[0] == ">":
            callout = _CALLOUT.match(line)
            if callout is None:
                return None
            kind, words = callout.groups()
            return self._held(kind), "" if words and self._held(words) != "other" else words
        bold = _BOLD.match(line)
        if bold and (held := self._held(bold[1])) != "other":
            return held, bold[2]
        return None

    def _held(self, words: str) -> str:
        bare = words.strip(" *_:：#").lower()
        if not bare[:1].isalnum():
            bare = _BEFORE_WORDS.sub("", bare)
        return "summary" if self._own and bare == "summary" else _WORDS.get(bare, "other")
