"""RIS and NBIB as reference managers and publishers write them: each line of the docstring."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rispy
from hypothesis import example, given, settings
from hypothesis import strategies as st

from papercli.model.paper import Sighting
from papercli.readers import Reading, read_bytes, ris, ris_lines
from tests.invented import ROOT
from tests.readers.pages import entry, page, problems, sightings, titles

FIXTURES = ROOT / "fixtures/ris"
SAMPLES = ROOT.parent / "shared/samples"


def read(text: str) -> Reading:
    return read_bytes(text.encode("utf-8", "replace"), "a.ris", reader="ris")


def one(*lines: str, kind: str = "JOUR") -> Sighting:
    [found] = sightings(read("\n".join([f"TY  - {kind}", *lines, "ER  - "])))
    return found


def test_who_provides_a_database_is_no_date() -> None:
    reading = read("TY  - JOUR\nTI  - Kelp\nPY  - 2024\nDP  - arXiv.org\nER  - \n")
    assert [str(found.published) for found in sightings(reading)] == ["2024"]
    assert not reading.problems
    [found] = sightings(read("PMID- 1\nTI  - Kelp\nDP  - 2024 May 2\n"))
    assert str(found.published) == "2024-05-02"
    [found] = sightings(read("PMID- 1\nTI  - Kelp\nDEP - 20240401\nDP  - 2024 May 2\n"))
    assert str(found.published) == "2024-05-02"


def test_an_entry_of_pubmed_that_ends_in_its_title_is_told() -> None:
    reading = read("PMID- 1\nTI  - Kelp\nFAU - Bee, Ann\n\nPMID- 2\nDP  - 2024\nTI  - Tid")
    assert titles(reading) == ["Kelp", "Tid"]
    assert problems(reading) == [
        (5, "nothing stands behind the title of this entry: it may be cut")
    ]


def test_the_fixture() -> None:
    reading = read_bytes((FIXTURES / "library.ris").read_bytes(), "library.ris")
    assert reading.digests[0].reader == "ris"
    larder, wicks, light = sightings(reading)
    assert larder.title == "Larder: Sorting the KV Cache by How Soon It Is Needed Again"
    assert (larder.line, larder.authors) == (7, ("Hansen, Jørgen", "Bee,Ann"))
    assert (larder.author_count, str(larder.published)) == (2, "2024-10-28")
    assert larder.abstract is not None
    assert "by\nAI - based arithmetic. We" in larder.abstract
    assert (larder.doi, larder.arxiv_id, larder.version) == ("10.1000/lamps_24", "2410.99901", 2)
    assert (larder.url, larder.links) == (
        "https://example.org/larder",
        ("https://arxiv.org/abs/2410.99901v2",),
    )
    assert (larder.venue, larder.kind) == (
        "Proceedings of the Workshop on Lamps",
        "inproceedings",
    )
    assert (wicks.line, wicks.title, wicks.authors) == (20, "Wicks and Flames", ("Fee,Gil D.",))
    assert (str(wicks.published), wicks.doi) == ("2010-11-19", "10.1000/wicks")
    assert wicks.abstract == "One blank where there should be two."
    assert (light.authors, light.author_count) == (("Dee, Cy", "Eff, Eve", "Yan, Yan"), 3)
    assert (light.arxiv_id, light.venue, str(light.published)) == ("1709.99903", None, "2003")
    assert problems(reading) == [
        (29, "no ER at the end of this entry; it is read all the same"),
        (35, "an entry without a title is left out"),
    ]


def test_the_fixture_of_pubmed() -> None:
    reading = read_bytes((FIXTURES / "pubmed.nbib").read_bytes(), "pubmed.nbib")
    harbor, wicks = sightings(reading)
    assert not reading.problems
    assert harbor.title == "Harbor lights: a review of what they keep awake."
    assert (harbor.line, harbor.kind, harbor.venue) == (4, "article", "Journal of lamps")
    assert (harbor.authors, harbor.author_count) == (("Hansen, Jørgen", "Bee, Ann"), 2)
    assert (harbor.doi, str(harbor.published)) == ("10.1000/harbor.7", "2021-08-09")
    assert harbor.abstract == "We review what harbor lights keep awake,\nand for how long."
    assert wicks.title == "Wicks."


@pytest.mark.parametrize(
    ("text", "expected", "told"),
    [
        ("\ufeffTY  - JOUR\nTI  - A\nER  - ", ["A"], 0),
        ("TY  - JOUR\nTI  - A\nER  -\nTY  - JOUR\nTI  - B\nER  - ", ["A", "B"], 0),
        ("TY - JOUR\nTI - A\nER -\n", ["A"], 0),
        ("TY- JOUR\nTI- A\nER-\n", ["A"], 0),
        ("TY  -JOUR\nTI  -A\nAB  - B\n - c\nER  -\n", ["A"], 0),
        ("TY  - JOUR\nTI  - A\n\nTY  - JOUR\nTI  - B\nER  - ", ["A", "B"], 1),
        ("TY  - JOUR\nT1  - A\n\n\n  and more\nER  - ", ["A and more"], 0),
        ("TY  - JOUR\nTI  - \nT1  - A\nER  - ", ["A"], 0),
        ("Provider: Lamps\nDatabase: Oil\n\nTY  - JOUR\nTI  - A\nER  - ", ["A"], 0),
        ("TI  - Lost\nAU  - Bee, Ann\nER  - \nTY  - JOUR\nTI  - A\nER  - ", ["A"], 1),
        ("TY  - JOUR\nAB  - In ER positive\nER - positive and\nTI  - A\nER  - ", ["A"], 0),
        ("TY  - JOUR\nAU  - Bee, Ann\nER  - ", [], 1),
        ("TY  - JOUR\nUR  - https://arxiv.org/abs/2410.01901\nER  - ", [""], 1),
        ("TY  - JOUR\r\nTI  - A\r\nER  - \r\n", ["A"], 0),
        ("TY  - NOVELTY\nTI  - A\nER  - ", ["A"], 0),
        ("TY  - BOOK\nBT  - A\nER  - ", ["A"], 0),
        ("TY  - CHAP\nBT  - A\nER  - ", [], 1),
        ("TY  - JOUR\nTI  - A\nER  - TY  - JOUR\nTI  - B\nER  - ", ["A", "B"], 0),
        ("TY  - JOUR\nTI  - A\nTY  - My own\nTI  - B\nER  - ", ["A", "B"], 1),
        ("TY  - JOUR\nTI  - A\nER  - \nTY  - \nTI  - B\nER  - ", ["A", "B"], 0),
        ("TY  - JOUR\nTI  - A\nAU  - Bee, Ann\nTI  - B\nER  - ", ["A"], 1),
        ("TY  - JOUR\nTI  - A\nTI  -  A\nER  - ", ["A"], 0),
        ("TY  - JOUR\r\nTI  - A\r\nER  - \rTY  - BOOK\rTI  - B\rER  - \r\n", ["A", "B"], 0),
        ("TY  - JOUR\nST  - A\nER  - ", ["A"], 0),
        ("TY  - JOUR\nTI  - AT2  - B\nER  - ", ["A"], 1),
        ("TY  - JOUR\nTI  - A  - B\nER  - ", ["A - B"], 0),
        ("TY  - JOUR\nTI  - A\nAU  - Bee, Ann\nAU   Dee, Cy\nER  - ", ["A"], 1),
        ("TY  - JOUR\nTI  - A\nAU  - Bee, Ann\n  of the Sea\nER  - ", ["A"], 0),
        ("TY  - JOUR\nTI  - A\nof the sea\nER  - ", ["A of the sea"], 0),
        ("TY  - JOUR\nTI  - A\nAU   Bee, Ann\nER  - ", ["A AU Bee, Ann"], 1),
        ("TY  - JOUR\nTI  - A\nIN  the sea\nER  - ", ["A IN the sea"], 0),
        ("TY  - JOUR\nST  - A\nTI  - A: B\nER  - ", ["A: B"], 0),
        ("TY  - JOUR\nT2  - A\nER  - ", [], 1),
        ("TY  - JOUR\nT3  - A\nDO  - 10.1000/a\nER  - ", [""], 1),
    ],
)
def test_no_entry_is_lost_without_a_word(text: str, expected: list[str], told: int) -> None:
    reading = read(text)
    assert [" ".join(title.split()) for title in titles(reading)] == expected
    assert len(reading.problems) == told, reading.problems


@pytest.mark.parametrize(
    ("lines", "arxiv", "doi"),
    [
        (["JO  - arXiv preprint arXiv:2410.01901"], "2410.01901", None),
        (["SP  - arXiv:2410.01901"], "2410.01901", None),
        (["UR  - http://arxiv.org/abs/2410.01901v1"], "2410.01901", None),
        (["DO  - 10.48550/arXiv.2410.01901"], "2410.01901", None),
        (["N1  - arXiv:2410.01901"], "2410.01901", None),
        (["N1  - extends arXiv:2410.01901"], None, None),
        (["AB  - unlike arXiv:2410.01901"], None, None),
        (["SP  - 2410.01901"], None, None),
        (["M3  - 10.1000/ab"], None, "10.1000/ab"),
        (["DO  - https://doi.org/10.1000/ab"], None, "10.1000/ab"),
        (["UR  - https://doi.org/10.1000/ab"], None, "10.1000/ab"),
    ],
)
def test_identifiers(lines: list[str], arxiv: str | None, doi: str | None) -> None:
    found = one("TI  - A", *lines)
    assert (found.arxiv_id, found.doi) == (arxiv, doi)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["DA  - DEC 5", "PY  - 2021"], "2021-12-05"),
        (["PY  - 2020", "DA  - NOV"], "2020-11"),
        (["PY  - 2020", "DA  - JAN-FEB"], "2020-01"),
        (["PY  - 2020", "DA  - SPR"], "2020"),
        (["PY  - 2012", "DA  - 2012//"], "2012"),
        (["Y1  - 2012/03/04/", "PY  - 2012"], "2012-03-04"),
        (["DA  - NOV"], "None"),
    ],
)
def test_a_date_may_be_in_two_fields(lines: list[str], expected: str) -> None:
    assert str(one("TI  - A", *lines).published) == expected


def test_tags_of_no_specification_end_an_abstract_too() -> None:
    found = one("TI  - A", "AB  - We study", "AI - based lamps.", "FU  - Lamp Fund", "PU  - Wick")
    assert found.abstract == "We study\nAI - based lamps."


def test_an_abstract_may_have_a_tag_for_each_paragraph() -> None:
    assert one("TI  - A", "AB  - We study", "AB  - lamps.", "N2  - No.").abstract == (
        "We study\nlamps."
    )
    assert one("TI  - A", "AB  - We.", "AB  - We.").abstract == "We."


def test_the_abstract_of_another_title_is_no_paragraph() -> None:
    both = [f"TI  - {title}\nAB  - We study {title}." for title in ("Lamps", "Wicks")]
    [found] = sightings(read(f"TY  - JOUR\n{both[0]}\n{both[1]}\nER  - \n"))
    assert (found.title, found.abstract) == ("Lamps", "We study Lamps.")


@pytest.mark.parametrize("line", ["title,doi", "Title,DOI", "- Seas", "@misc{a,"])
def test_an_empty_line_ends_an_entry_of_nbib(line: str) -> None:
    [found] = sightings(read(f"PMID- 1\nAB  - We\nTI  - Kelp\n\n      Seen\n\n{line}\nTides\n"))
    assert found.title == "Kelp Seen"


def test_kinds_and_what_says_how_many_authors() -> None:
    assert one("TI  - A", kind="THES").kind == "thesis"
    assert one("TI  - A", kind="VIDEO").kind == "video"
    assert one("TI  - A", "AU  - Bee, Ann", "AU  - et al.").author_count is None
    inferred = one("TI  - A", "DA  - 2024/05/26/", "N1  - 4 authors; year inferred")
    assert (inferred.author_count, str(inferred.published)) == (4, "None")


LINES = st.sampled_from(
    (
        *("TI  - A", "TI  - A b", "  of more", "\tand more ", "", "AU  - Bee, Ann"),
        *("AB  - We", "AI - based", "AB  - And", "ER  - ", "ER  -", "ER  - x", "TY  - JOUR"),
        *("TY  - Some article", "ER  - TY  - BOOK", "TY - JOUR", "PMID- 7", "and", "X", "NOTE - y"),
        *("UR  - http://a.b/TY  - JOUR", "1. of", "\ufb01", "  ", "T2  - C\xa0d ", "TI  -"),
        *("TY  - ", "M3  -x", "DO  - 10.10/a", "TI  - AT2  - B", "AU   Dee", "T2  - C  - D"),
    )
)


@settings(max_examples=400)
@given(st.lists(LINES, max_size=14))
@example(["AU  - Bee, Ann", "TI  - A", "ER  - ", "", "TY  - BOOK", "TI  - B", "  b", "ER  -"])
@example(["TI  - A", "UR  - http://a.b/TY  - JOUR", "T2  - AT2  - B", "ER  - "])
@example(["TI  - AT2  - B", "AU  - Bee", "of", "ER  - "])
@example(["", "TI  - A", "ER  - "])
def test_an_entry_is_the_same_at_a_glance(lines: list[str]) -> None:
    text = "\n".join(["TY  - JOUR", *lines])
    at_a_glance = read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ris_lines, "_parts", lambda text: [(1, text)])
        patch.setattr(ris_lines, "_regular", lambda part, line: None)
        assert read(text) == at_a_glance


TITLES = st.lists(st.text("aZ9-:;,.'\"é模", min_size=1, max_size=8), min_size=1, max_size=4)


@settings(max_examples=30)
@given(st.lists(TITLES.map(" ".join), min_size=1, max_size=4))
def test_what_rispy_writes_is_read(wanted: list[str]) -> None:
    references = [
        {"type_of_reference": "JOUR", "title": title, "doi": f"10.1000/{number}"}
        for number, title in enumerate(wanted)
    ]
    reading = read(rispy.dumps(references))
    assert titles(reading) == wanted
    assert [one.doi for one in sightings(reading)] == [f"10.1000/{n}" for n in range(len(wanted))]


@settings(max_examples=50)
@given(st.text("TYERAUIPMD0 -\n\r\ufeff1a", max_size=80))
@example("ER  - \nER  - ")
@example("PMID- 1\nTY  - JOUR")
def test_any_text_is_read_or_told(text: str) -> None:
    reading = read(f"{text}\nTY  - JOUR\nTI  - Last\nER  - ")
    assert titles(reading)[-1:] == ["Last"]


@pytest.mark.parametrize(
    "hostile",
    [
        "TY  - JOUR\n" * 1_500,
        "TY  - JOUR\nTI  - A\n" + "AB  - " + "x\n" * 50_000,
        "TY  - JOUR\nTI  - A\nAU  - " + " and " * 20_000,
        "TY  - JOUR\nTI  - A\nPY  - " + "9" * 50_000,
        "TY" + " " * 50_000 + "- JOUR",
    ],
    ids=range(5),
)
def test_hostile_text_takes_no_long(hostile: str) -> None:
    read(hostile)


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        (ris.EXAMPLE, 0.95),
        ("\nPMID- 1\nTI  - A\nDP  - 2020\n", 0.95),
        ("Provider: Lamps\n\nTY  - JOUR\nTI  - A\nER  - ", 0.75),
        ("TYPE - JOUR\nTI - A\nER -", 0),
        ("A list\n\nTY is a tag of RIS", 0),
        (page(entry(0)), 0),
    ],
)
def test_what_is_claimed(text: str, strength: float) -> None:
    assert ris.claim(text).strength == strength


@pytest.mark.parametrize("name", ["zotero/library_b.ris", "arxiv_email/Willjay5991_out.ris"])
def test_real_libraries_are_read_as_rispy_reads_them(name: str) -> None:
    path = Path(SAMPLES / name)
    if not path.is_file():
        pytest.skip(f"no {name} beside the project")
    text = path.read_text(encoding="utf-8-sig")
    seen = sightings(read(text))
    oracle = rispy.loads(text)
    assert len(seen) == len(oracle) == len(re.findall("(?m)^TY  - ", text))
    for ours, theirs in zip(seen, oracle, strict=True):
        title = theirs.get("primary_title") or theirs.get("title") or ""
        assert ours.title.startswith(" ".join(title.split()))
        doi = theirs.get("doi", "").lower()
        assert not doi or doi in (ours.doi, f"10.48550/arxiv.{ours.arxiv_id}")
