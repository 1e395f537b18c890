"""What the text of a note says of its paper: title, abstract and summary by their headings."""

from __future__ import annotations

import re

from papercli.text.pattern import Pattern

_HEADING = Pattern(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*\Z")
_CALLOUT = Pattern(r"\s*>\s*\[!(\w+)\][+-]?\s*(.*)\Z")
_BOLD = Pattern(r"\s*\*\*([^*]{1,40})\*\*\s*[:：]?\s*(.*)\Z")
_NAMED_LINE = Pattern(
    r"\W{0,6}(?:arxiv|doi|pdf|url|link|paper|链接)\W{0,6}[:：].{0,500}", re.IGNORECASE
)
OWN_TEXT = "<!-- papers:"
"""How the line begins below which a note that `papers export` wrote is the person's own."""
_WORDS = {"abstract": "abstract", "摘要": "abstract", "tl;dr": "summary", "tldr": "summary"}


class Body:
    """What the text of a note says: title, abstract and summary by their headings."""

    def __init__(self, lines: list[str], start: int, *, own: bool = False) -> None:
        """``own`` says that `papers export` wrote the note, which calls the summary so; elsewhere
        it may be the person's."""
        self._own = own
        self.title, self.title_line = "", 0
        self.texts: dict[str, str] = {}
        self.named_lines: list[str] = []
        taken: dict[str, list[str]] = {}
        current: list[str] | None = None
        hidden = False
        for index in range(start, len(lines)):
            line = lines[index]
            if line.startswith(OWN_TEXT):
                break
            if hidden or line.lstrip().startswith("<!--"):
                hidden = "-->" not in line
                continue
            held, rest = self._opened(line, index)
            if held:
                current = taken.setdefault(held, []) if held in _WORDS.values() else None
                if current is not None and rest:
                    current.append(rest)
            elif line.strip() == "---":
                current = None
            elif current is not None:
                current.append(line.strip().removeprefix(">").strip())
            if _NAMED_LINE.fullmatch(line.strip()):
                self.named_lines.append(line)
        for held, found in taken.items():
            if text := "\n".join(found).strip():
                self.texts[held] = re.sub(r"\n{2,}", "\n", text)

    def _opened(self, line: str, index: int) -> tuple[str, str]:
        """What a heading, a call-out or bold words begin, and the text behind them in the line."""
        if heading := _HEADING.match(line):
            if heading[1] == "#" and not self.title and self._held(heading[2]) == "other":
                self.title, self.title_line = heading[2].strip("*_ "), index
            return self._held(heading[2]), ""
        if callout := _CALLOUT.match(line):
            return self._held(callout[1]), "" if self._held(callout[2]) != "other" else callout[2]
        bold = _BOLD.match(line)
        if bold and (held := self._held(bold[1])) != "other":
            return held, bold[2]
        return "", ""

    def _held(self, words: str) -> str:
        bare = words.strip(" *_:：#").lower()
        bare = re.sub(r"^[\W_]+", "", bare)
        return "summary" if self._own and bare == "summary" else _WORDS.get(bare, "other")
