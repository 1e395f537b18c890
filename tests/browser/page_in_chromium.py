"""The page as a browser shows it: on a phone and on a desk, in light and dark, with hostile titles.

Not named as the other tests are, so that `make test` needs no browser: `make test-browser`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from papercli.cli import main
from papercli.output.page import page
from papercli.output.rows import paper_row
from papercli.search.counts import Figures, Place
from papercli.stats import report
from papercli.text import visible
from tests.browser.chromium import Browser, found, started
from tests.invented import ROOT
from tests.output.papers import FULL, HOSTILE, paper

WIDTHS = (400, 1200)
MARKUP = "</title></style><script>alert(1)</script><img src=x onerror=alert(2)>\"'>"
LONG = "Un" + "believably" * 40
TITLES = (MARKUP, HOSTILE, LONG, FULL.title)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The system's Chromium."""
    program = found()
    if program is None:
        pytest.fail("there is no Chromium here: make test-browser says what to do")
    with started(program, tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A page of the invented digests from each command, one of hostile texts, and one of none."""
    folder = tmp_path_factory.mktemp("pages")
    index = ["--db", str(folder / "papers.db"), "-q"]
    paths = {name: folder / f"{name}.html" for name in ("stats", "search", "none", "hostile")}
    assert main([*index, "ingest", str(ROOT / "fixtures" / "hf-page")]) == 0
    assert main([*index, "stats", "--html", str(paths["stats"])]) == 0
    assert main([*index, "search", "cache", "--html", str(paths["search"])]) == 0
    assert main([*index, "search", "zebra", "--html", str(paths["none"])]) == 0
    figures = Figures(
        sightings=4,
        undecided=0,
        published={"2025-05": 4},
        inferred=0,
        author_counts={2: 4},
        organizations={MARKUP: 2, LONG: 2},
        digests=[Place(n, text, n) for n, text in enumerate((MARKUP, LONG), 1)],
        seen_in={(1, 2): 4},
    )
    rows = [
        paper_row(paper(n, title, abstract=title, links=("javascript:alert(3)",)))
        for n, title in enumerate(TITLES, 1)
    ]
    source = page(report(figures), rows, query=MARKUP, today=date(2025, 12, 24))
    paths["hostile"].write_text(source, encoding="utf-8")
    return paths


NAMES = ("stats", "search", "none", "hostile")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_it_loads_alone_and_fits(
    browser: Browser, pages: dict[str, Path], name: str, width: int, script: bool
) -> None:
    browser.open(pages[name], width=width, script=script)
    assert browser.value("innerWidth") == width
    assert browser.value("document.documentElement.scrollWidth") <= width
    wide = browser.value(
        "[...document.querySelectorAll('body *')].filter(one =>"
        " one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML)"
    )
    assert wide == []
    asked = {one["request"]["url"] for one in browser.told("Network.requestWillBeSent")}
    assert asked <= {pages[name].as_uri(), "data:,"}
    assert browser.told("Runtime.exceptionThrown", "Page.javascriptDialogOpening") == []
    assert browser.told("Log.entryAdded", "Runtime.consoleAPICalled") == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_can_be_read_in_light_and_dark(
    browser: Browser, pages: dict[str, Path], dark: bool
) -> None:
    browser.open(pages["stats"], width=1200, dark=dark)
    paper = luminance(browser.value("getComputedStyle(document.body).backgroundColor"))
    assert (paper < 0.2) is dark
    for selector in ("h1", ".quiet", ".bars th", ".papers h3", ".papers a", "summary", "label"):
        color = browser.value(f"getComputedStyle(document.querySelector('{selector}')).color")
        assert contrast(luminance(color), paper) >= 4.5, selector
    bar = luminance(browser.value("getComputedStyle(document.querySelector('svg')).fill"))
    assert contrast(bar, paper) >= 3


def test_the_numbers_of_the_matrix_can_be_read_on_their_cells(
    browser: Browser, pages: dict[str, Path]
) -> None:
    for dark in (False, True):
        browser.open(pages["stats"], width=400, dark=dark)
        drawn = browser.value(
            "[getComputedStyle(document.body).backgroundColor,"
            " getComputedStyle(document.querySelector('.matrix rect')).fill,"
            " getComputedStyle(document.querySelector('.matrix text')).fill]"
        )
        shades = browser.value(
            "[...document.querySelectorAll('.matrix rect')]"
            ".map(one => +one.getAttribute('fill-opacity'))"
        )
        paper, bar, ink = (channels(color) for color in drawn)
        darkest = max(shades)
        cell = [c * darkest + p * (1 - darkest) for c, p in zip(bar, paper, strict=True)]
        assert contrast(of_channels(ink), of_channels(cell)) >= 4.5
        size = browser.value(
            "document.querySelector('.matrix text').getBoundingClientRect().height"
        )
        assert size >= 10


def test_words_narrow_the_list(browser: Browser, pages: dict[str, Path]) -> None:
    shown = "[...document.querySelectorAll('.papers > li')].filter(one => one.offsetHeight).length"
    browser.open(pages["stats"], width=400)
    assert (browser.value(shown), told(browser)) == (21, "")
    browser.value("document.getElementById('words').focus()")
    browser.ask("Input.insertText", text="CACHE quantisation")
    narrowed = browser.value(shown)
    assert 0 < narrowed < 21
    assert told(browser) == f"{narrowed} of 21"
    browser.ask("Input.insertText", text=" zebra")
    assert (browser.value(shown), told(browser)) == (0, "0 of 21")
    browser.value("document.getElementById('words').select()")
    browser.ask("Input.insertText", text=" ")
    assert (browser.value(shown), told(browser)) == (21, "")


def told(browser: Browser) -> str:
    return str(browser.value("document.getElementById('told').textContent"))


def test_without_script_the_list_is_whole(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["stats"], width=400, script=False)
    assert browser.value("document.querySelector('.filter').offsetHeight") == 0
    shown = "[...document.querySelectorAll('.papers > li')].filter(one => one.offsetHeight).length"
    assert browser.value(shown) == 21


def test_hostile_texts_are_texts(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["hostile"], width=400)
    titles = browser.value("[...document.querySelectorAll('h3')].map(one => one.textContent)")
    assert titles == [visible(title) for title in TITLES]
    assert browser.value("document.scripts.length") == 1
    assert browser.value("document.querySelectorAll('img, .papers a').length") == 0
    assert browser.value("document.title") == f"4 papers: {MARKUP}"


def channels(color: str) -> list[float]:
    """Red, green and blue of a computed color."""
    return [float(number) for number in re.findall(r"[\d.]+", color)[:3]]


def luminance(color: str) -> float:
    return of_channels(channels(color))


def of_channels(rgb: list[float]) -> float:
    """Relative luminance (WCAG 2.1) of red, green and blue of 0 to 255."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (number / 255 for number in rgb)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: float, other: float) -> float:
    """Contrast ratio (WCAG 2.1); 4.5 is enough for text, 3 for pictures."""
    light, dark = max(one, other), min(one, other)
    return (light + 0.05) / (dark + 0.05)
