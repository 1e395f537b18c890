"""Pages that are nearly of the regular shape: which are read straight away, and that those are read
as the way for pages of any shape reads them."""

from __future__ import annotations

import pytest

from papercli.readers import hf_page
from papercli.readers.hf_fast_path import read_regular
from tests.readers.pages import ABSTRACTS, TITLES, entry, page, read, sightings

METADATA = "• 4 authors\n·\nMay 26"
SHORT = (
    "We report what changed between the third and the fourth harbor model, and which of the changes"
    " can be left out again without any loss."
)
OPEN = SHORT.removesuffix(".") + " at"
STOPPED = "HarborNet-2: High-Fidelity Tide Synthesis with Compressed Charts."
SENTENCE = "We release the charts, the tides and the code of the harbor model."


def regular(*entries: str) -> bool:
    return read_regular([line.strip() for line in page(*entries).split("\n")]) is not None


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param([entry(0), entry(1)], id="regular"),
        pytest.param([entry(0, None), entry(1)], id="no metadata"),
        pytest.param(
            [entry(0), f"{TITLES[1]}\n\n{SHORT}\n\n{METADATA}"], id="short abstract, bounded"
        ),
        pytest.param(
            [entry(0, None), f"{STOPPED}\n\n{ABSTRACTS[1]}\n\n{METADATA}"],
            id="title with a full stop",
        ),
    ],
)
def test_what_is_read_straight_away(entries: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    entries += [entry(number) for number in (2, 3)]
    assert regular(*entries)
    text = page(*entries)
    quickly = read(text)
    monkeypatch.setattr(hf_page, "read_regular", lambda lines: None)
    assert sightings(read(text)) == sightings(quickly)
    assert len(sightings(quickly)) == 4


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param([entry(0, None), f"{TITLES[1]}\n\n{SHORT}\n\n{METADATA}"], id="not bounded"),
        pytest.param([entry(0), f"{TITLES[1]}\n\n{SHORT}"], id="short, no metadata"),
        pytest.param([entry(0), f"{TITLES[1]}\n\n{OPEN}\n\n{METADATA}"], id="short, no sentence"),
        pytest.param(
            [f"{TITLES[0]}\n\n{ABSTRACTS[0]}\n\n{SENTENCE}\n\n{ABSTRACTS[1]}\n\n{METADATA}"],
            id="paragraph",
        ),
    ],
)
def test_what_is_looked_at_closely(entries: list[str]) -> None:
    assert not regular(*entries, entry(2), entry(3))


def test_a_day_behind_every_title_is_no_metadata() -> None:
    titled = [
        f"{title}{again} · May 3" for again in ("", ", Again", " Revisited") for title in TITLES
    ]
    entries = [
        f"{title}\n\n{abstract}" for title, abstract in zip(titled, ABSTRACTS * 3, strict=True)
    ]
    assert [one.title for one in sightings(read(page(*entries)))] == titled
