"""Identifiers from every form of address, and what is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.identifiers import (
    Identifiers,
    acl_id,
    arxiv_id,
    arxiv_id_of_number,
    doi,
    identifiers,
    identity,
    openreview_id,
)
from papercli.identities import (
    ACL,
    ARXIV,
    DOI,
    NOT_IDENTIFIED,
    OPENREVIEW,
    PREPRINT_PREFIXES,
    apart,
    is_of_preprint,
    shared,
)
from papercli.usual_identifiers import ArxivId

ARXIV_IDS = """
2409.10594                                      2409.10594
2409.10594v2                                    2409.10594 v2
 2409.10594v12.pdf                              2409.10594 v12
1402.9999                                       1402.9999
0704.0001v1                                     0704.0001 v1
arXiv:2409.10594                                2409.10594
ARXIV:2409.10594V2                              2409.10594 v2
arXiv: 2409.10594                               2409.10594
arXiv 2409.10594 [cs.CL]                        2409.10594
arXiv-2409.10594                                2409.10594
arXiv preprint arXiv:1912.02972                 1912.02972
arXiv preprint 1912.02972                       1912.02972
see arXiv:1912.02972.                           1912.02972
cs/0112017                                      cs/0112017
cs.CL/0112017v3                                 cs/0112017 v3
math.AG/0601001                                 math/0601001
hep-th/9901001                                  hep-th/9901001
https://arxiv.org/abs/2409.10594                2409.10594
http://www.arxiv.org/abs/2409.10594v1/          2409.10594 v1
https://export.arxiv.org/abs/2409.10594         2409.10594
https://arxiv.org/pdf/2409.10594v2.pdf#page=3   2409.10594 v2
https://arxiv.org/pdf/2409.10594?download=1     2409.10594
https://arxiv.org/html/2409.10594v1             2409.10594 v1
https://arxiv.org/abs/math%2F0601001            math/0601001
https%3A%2F%2Farxiv.org%2Fabs%2F2409.10594      2409.10594
http://xxx.lanl.gov/abs/hep-th/9901001          hep-th/9901001
https://ar5iv.labs.arxiv.org/html/2409.10594    2409.10594
https://ar5iv.org/abs/2409.10594                2409.10594
https://www.alphaxiv.org/abs/2409.10594v1       2409.10594 v1
https://www.alphaxiv.org/zh/overview/2409.10594 2409.10594
https://huggingface.co/papers/2409.10594        2409.10594
https://hf.co/papers/2409.10594#community       2409.10594
https://papers.cool/arxiv/2409.10594            2409.10594
https://scirate.com/arxiv/2409.10594            2409.10594
https://api.semanticscholar.org/arXiv:2409.10594 2409.10594
oai:arXiv.org:cs/0112017                        cs/0112017
10.48550/arXiv.2409.10594                       2409.10594
https://doi.org/10.48550/ARXIV.2409.10594v2     2409.10594 v2
https://dblp.org/rec/journals/corr/abs-2409-10594 2409.10594
CoRR, abs/1706.03762                            1706.03762
/abs/1706.03762                                 1706.03762
2402.9999                                       -
1402.99999                                      -
0703.0001                                       -
2413.00001                                      -
2400.00001                                      -
2409.00000                                      -
9901.00001                                      -
arXiv:2409.105941                               -
arXiv:12409.10594                               -
2409.10594v0                                    -
2409.10594v123                                  -
2409.10594.1                                    -
2024                                            -
2024.05                                         -
$2409.10594                                     -
2409.10594 euros                                -
it cost 2409.10594 in all                       -
hep-th/0705001                                  -
hep-th/5001001                                  -
hep-th/9900001                                  -
cs/0112000                                      -
biology/0112017                                 -
٢٤٠٩.١٠٥٩٤                                      -
https://ui.adsabs.harvard.edu/abs/2017arXiv170603762V -
https://example.org/papers2409.10594            -
https://arxiv.org/list/cs.CL/2409               -
https://arxiv.org/abs/                          -
https://dblp.org/rec/journals/corr/abs-2413-10594 -
"""

DOIS = """
10.5555/Knead.7                                 10.5555/knead.7
doi:10.5555/knead.7                             10.5555/knead.7
DOI: 10.5555/knead.7.                           10.5555/knead.7
https://doi.org/10.5555/knead.7                 10.5555/knead.7
http://dx.doi.org/10.5555/KNEAD.7/              10.5555/knead.7
https://doi.org/10.5555%2Fknead.7               10.5555/knead.7
https://doi.org/10.5555/knead.7?ref=mail#top    10.5555/knead.7
https://example.org/open?doi=10.5555/knead.7&via=rss 10.5555/knead.7
https://dl.acm.org/doi/pdf/10.5555/3597503.3623322 10.5555/3597503.3623322
https://dl.acm.org/doi/abs/10.5555/3597503.3623322 10.5555/3597503.3623322
https://example.org/articles/10.3389/fnins.2049.00001/full 10.3389/fnins.2049.00001
https://www.biorxiv.org/content/10.1101/2049.01.01.123456v1.full.pdf 10.1101/2049.01.01.123456
10.20944/preprints204901.0001.v1                10.20944/preprints204901.0001.v1
(10.5555/a(b)c)                                 10.5555/a(b)c
10.5555/a(b)c                                   10.5555/a(b)c
"10.5555/knead.7",                              10.5555/knead.7
<10.5555/knead.7>                               10.5555/knead.7
10.5555/(SICI)1(1998)9:8<3::AID-4>3.0.CO;2-O    10.5555/(sici)1(1998)9:8<3::aid-4>3.0.co;2-o
10.5555/(SICI)1:8&lt;3::AID-4&gt;3.0.CO;2-O     10.5555/(sici)1:8<3::aid-4>3.0.co;2-o
10.1002/(SICI)1097(1998)49:8                    -
10.48550/arXiv.2409.10594                       -
https://doi.org/10.48550/arXiv.2409.10594       -
10.1145/nnnnnnn.nnnnnnn                         -
10.1145/XXXXXXX.XXXXXXX                         -
10.5555/978-3-030…                              -
10.5555/978-3-030...                            -
10.5555/                                        -
10.55/knead                                     -
10.5555                                         -
110.5555/knead.7                                -
v10.5555/knead.7                                -
3.10.5555/knead.7                               -
10.5                                            -
"""

OPENREVIEW_IDS = """
https://openreview.net/forum?id=B1xsqj09Fm      B1xsqj09Fm
https://openreview.net/forum?id=rJl-b3RcF7#all  rJl-b3RcF7
https://openreview.net/pdf?id=B1xsqj09Fm.       B1xsqj09Fm
https://openreview.net/forum?noteId=zz9&id=B1xsqj09Fm B1xsqj09Fm
https://openreview.net/forum?id=B1xsqj09Fm&amp;noteId=zz9 B1xsqj09Fm
https://openreview.net/attachment?id=B1xsqj09Fm&name=pdf B1xsqj09Fm
https://openreview.net/forum?noteId=B1xsqj09Fm  -
https://openreview.net/references/pdf?id=B1xsqj09Fm -
https://openreview.net/group?id=Venue.cc/2049   -
https://openreview.net/forum?id=Venue.cc/2049   -
B1xsqj09Fm                                      -
"""

ACL_IDS = """
P19-1001                                        P19-1001
p19-1001                                        P19-1001
2020.ACL-main.12                                2020.acl-main.12
https://aclanthology.org/P19-1001/              P19-1001
https://aclanthology.org/2020.acl-main.12.pdf   2020.acl-main.12
https://aclanthology.org/P19-1001v2.pdf         P19-1001
https://www.aclweb.org/anthology/W18-6301       W18-6301
http://aclweb.org/anthology/D/D15/D15-1166.pdf  D15-1166
https://aclanthology.info/papers/N18-1202/n18-1202 N18-1202
10.18653/v1/P19-1001                            P19-1001
https://doi.org/10.18653/v1/2020.acl-main.12    2020.acl-main.12
10.3115/v1/P14-1001                             P14-1001
10.3115/1073083.1073135                         -
https://aclanthology.org/volumes/2020.acl-main/ -
https://aclanthology.org/2020.acl-main/         -
P45-1001                                        -
P19-10011                                       -
2020.acl-main.12345                             -
COVID19-1001                                    -
"""


def rows(table: str) -> list[tuple[str, str | None]]:
    """The lines of a table: a text, and what is read of it behind the last two blanks or one."""
    found = []
    for line in filter(None, table.splitlines()):
        text, _, told = line.rpartition("  ") if "  " in line.strip() else line.rpartition(" ")
        found.append((text.rstrip() or line.split()[0], told.strip()))
    return [(text, None if told == "-" else told) for text, told in found]


@pytest.mark.parametrize(("text", "told"), rows(ARXIV_IDS))
def test_arxiv_ids(text: str, told: str | None) -> None:
    bare, _, version = (told or "").partition(" v")
    assert arxiv_id(text) == (ArxivId(bare, int(version) if version else None) if told else None)


@pytest.mark.parametrize(
    ("read", "text", "told"),
    [
        (read, *row)
        for read, table in ((doi, DOIS), (openreview_id, OPENREVIEW_IDS), (acl_id, ACL_IDS))
        for row in rows(table)
    ],
)
def test_other_identifiers(read: Callable[[str], str | None], text: str, told: str | None) -> None:
    assert read(text) == told


months = st.integers(1, 12).map("{:02}".format)


@st.composite
def arxiv_ids(draw: st.DrawFn) -> str:
    """Ids of either age, as arXiv gives them."""
    year = draw(st.integers(7, 40))
    month = draw(months) if year > 7 else draw(st.integers(4, 12).map("{:02}".format))
    digits = 5 if year >= 15 else 4
    return f"{year:02}{month}.{draw(st.integers(1, 10**digits - 1)):0{digits}}"


@given(arxiv_ids(), st.none() | st.integers(1, 40))
def test_every_address_of_an_id_is_that_id(bare: str, version: int | None) -> None:
    own = bare + (f"v{version}" if version else "")
    for form in ("{}", "arXiv:{}", "https://arxiv.org/abs/{}", "https://arxiv.org/pdf/{}.pdf",
                 "10.48550/arXiv.{}", "https://huggingface.co/papers/{}"):  # fmt: skip
        assert arxiv_id(form.format(own)) == ArxivId(bare, version)
        assert identity(form.format(own), None, None, None) == {(ARXIV, bare)}
    assert identity(None, f"10.48550/arXiv.{own}", None, None) == {(ARXIV, bare)}


@given(arxiv_ids())
def test_an_id_read_as_a_number_gets_its_zeros_back(bare: str) -> None:
    assert arxiv_id_of_number(repr(float(bare))) == ArxivId(bare)
    assert arxiv_id_of_number(bare) == ArxivId(bare)


@pytest.mark.parametrize("text", ["2024", "12.5", "-704.0001", "1e3", "2409.105941", "", "٧٠٤.١"])
def test_other_numbers_are_no_id(text: str) -> None:
    assert arxiv_id_of_number(text) is None


@given(st.text() | st.text(alphabet="10./v-arxiv:doi%2F()<>&;=? "))
def test_any_text_is_read_and_what_is_read_of_it_reads_the_same(text: str) -> None:
    found = identifiers(text)
    for read, value in (
        (doi, found.doi), (acl_id, found.acl_id), (arxiv_id, found.arxiv_id),
    ):  # fmt: skip
        if value:
            again = read(value)
            assert (again.id if isinstance(again, ArxivId) else again) == value
    arxiv_id_of_number(text)
    identity(text, text, text, text)


def test_the_first_of_each_kind_is_taken_from_several_texts() -> None:
    assert identifiers(
        None, "", "https://github.com/moss/peat", "arXiv:2409.10594v2", "https://arxiv.org/abs/2401.00001",
        "https://doi.org/10.18653/v1/P19-1001", "https://openreview.net/forum?id=B1xsqj09Fm",
    ) == Identifiers("2409.10594", 2, "10.18653/v1/p19-1001", "B1xsqj09Fm", "P19-1001")  # fmt: skip
    assert identifiers("We pay 2409.10594 for P19-1001.") == Identifiers()


@pytest.mark.parametrize("prefix", PREPRINT_PREFIXES)
def test_a_preprint_beside_its_publication_is_not_apart(prefix: str) -> None:
    preprint = identity(None, f"{prefix}/moss.1", None, None)
    published, other = (identity(None, f"10.5555/moss.{n}", None, None) for n in (1, 2))
    assert is_of_preprint(f"{prefix}/moss.1")
    assert apart(preprint, published) is apart(published, preprint) is None
    assert apart(published, other) == DOI
    assert identity(None, f"{prefix}/moss.v2", None, None) == identity(
        None, f"{prefix}/moss.v1", None, None
    )


def test_what_is_shared_and_what_is_apart() -> None:
    a = identity("2409.10594v1", "10.5555/Moss.1", None, None)
    b = identity("arXiv:2409.10594", "10.5555/moss.2", None, None)
    c = identity("2409.10595", None, " B1xsqj09Fm", "P19-1001")
    assert shared(a, b) == ARXIV
    assert apart(a, b) is None
    assert shared(a, c) is None
    assert apart(a, c) == ARXIV
    assert shared(a, NOT_IDENTIFIED) is apart(a, NOT_IDENTIFIED) is None
    assert c == {(ARXIV, "2409.10595"), (OPENREVIEW, "B1xsqj09Fm"), (ACL, "P19-1001")}
    assert identity("Tides", "none", "", "?") == NOT_IDENTIFIED
    # Two forums may be one paper that was handed in twice.
    assert apart(*(identity(None, None, forum, None) for forum in ("zz9zz9", "zz9zz8"))) is None
