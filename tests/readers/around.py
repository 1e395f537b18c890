"""What tools put around a saved page, and how they lay out its lines."""

from __future__ import annotations

import html
import re
from textwrap import wrap

MENU = "Hugging Face's logo Hugging Face\n  • Models\n  • Datasets\n  • Log In\n  • Sign Up\n\n"
FOOTER = "\n\nPrevious\n1\n2\n...\n100\nNext\n\nCompany\nTOS Privacy About Careers\n"
PROXY = "Title: Daily Papers - Hugging Face\n\nURL Source: https://example.org/papers?q=tides\n\n"
MATTER = (
    '---\ntitle: "Daily Papers"\nurl: https://example.org/papers\ntags:\n  - clippings\n---\n\n'
)
DATED_MATTER = (
    "---\ntitle: Papers\ntags:\n  - papers\n  - to read\ncreated: 2025-11-12\nrating: 3\n"
    "aliases: [a, b]\nsummary: >\n  Papers that were seen\n  on that day.\n# a remark\n---\n"
)
CAPTURES = "\n\n8 captures\n12 Nov 2025 - 14 Nov 2025\n"
COOKIES = "We use cookies to improve this site.\n\nAccept all\nReject all\n\n"
NOTES = "To be read before the meeting on Friday\n\nask about the scanner in the hall\n\n"


def folded(text: str, width: int, *, hyphens: bool = False, indent: str = "") -> str:
    lines = []
    for line in text.split("\n"):
        short = len(line) <= width
        lines += (
            [line]
            if short
            else wrap(
                line,
                width,
                subsequent_indent=indent,
                break_long_words=False,
                break_on_hyphens=hyphens,
            )
        )
    return "\n".join(lines)


def tight(text: str) -> str:
    return re.sub(r"\n\s*\n+", "\n", text)


def justified(text: str, width: int) -> str:
    lines = folded(text, width).split("\n")
    filled = []
    for line in lines:
        missing = width - len(line)
        full = 0 < missing < 12 and line.count(" ") >= missing
        filled.append(line.replace(" ", "  ", missing) if full else line)
    return "\n".join(filled)


def softened(text: str) -> str:
    return "\n".join(
        re.sub("([a-z]{4})([a-z]{4})", "\\1\u00ad\\2", line) if len(line) > 45 else line
        for line in text.split("\n")
    )


def escape(text: str) -> str:
    """As a crawler stores it: entities for what is not ASCII, and for quotation marks."""
    text = html.escape(text).replace("•", "&bull;").replace("·", "&middot;")
    return text.encode("ascii", "xmlcharrefreplace").decode()
