"""Two overlapping page dumps of papers that do not exist, and how to call the program on them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent

MASTHEAD = (
    "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nDaily Papers\n\n"
    "byAK and the research community\n\n"
)

CACHE = (
    "Forgetful Caches: Keeping Half the KV Cache of a Tidal Language Model",
    "Long tides need long memories. We keep every second wave of a key-value cache and show on "
    "three invented shores that nothing of note is forgotten, at half of the memory.",
    "  \u2022 4 authors\n\n\u00b7\n\nMay 26 2",
)
KELP = (
    "Kelp-7B: an Open Model for Under-Water Dialogue",
    "We release a model that talks to kelp. It was trained on sounds of the sea bed alone and "
    "answers slowly but surely, which divers in a blind test preferred.",
    "kelp Kelp Laboratory\n\n\u00b7\n\nNov 3, 2024 11",
)
DIFFUSION = (
    "Diffusion of Rumours in Lighthouse Networks",
    "Lighthouses pass on what they see. A diffusion process with two parameters explains how far "
    "a rumour travels before the fog stops it, and how fast.",
    "  \u2022 9 authors\n\n\u00b7\n\nDec 9",
)
MARKUP = (
    "[bold]Brackets[/bold] [/] and :smile: Considered as Data",
    "Titles hold brackets. We count them, on paper and on screens, and find that most programs "
    "show fewer than there are, for reasons that are easy to remove.",
    "  \u2022 1 authors\n\n\u00b7\n\nDec 8",
)
ALGAE = (
    "Na\u00efve Algae: a Survey of \u5927\u8a9e\u8a00\u6a21\u578b by the Sea",
    "We survey what has been written on algae by people who had never seen any, and sort it by "
    "the distance from the coast at which it was written.",
    "  \u2022 3 authors\n\n\u00b7\n\nOct 30, 2024",
)


def dump(date: str, *entries: tuple[str, str, str]) -> str:
    """A page as it is saved: masthead, date of the digest, entries."""
    body = "".join(f"{title}\n\n{abstract}\n\n{rest}\n\n" for title, abstract, rest in entries)
    return f"{MASTHEAD}{date}\n\n{body}"


def write_dumps(folder: Path) -> Path:
    """Two digests of December: five papers in seven sightings."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "first.txt": dump("Dec 10", CACHE, KELP, DIFFUSION, MARKUP),
        "second.txt": dump("Dec 12", CACHE, (KELP[0], KELP[1], ""), ALGAE),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def environment(**changes: str) -> dict[str, str]:
    """The environment of a user who has set nothing that the program heeds."""
    heeded = ("PAPERS_", "NO_", "FORCE_COLOR", "CI", "GITHUB", "COLUMNS", "PYTHONIO", "LC_", "LANG")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(heeded)}
    return {**kept, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **changes}


def run(
    *arguments: str, env: Mapping[str, str] | None = None, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """The program as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "papercli", *arguments],
        input=stdin,
        capture_output=True,
        env=environment() if env is None else env,
        check=False,
        timeout=120,
    )
