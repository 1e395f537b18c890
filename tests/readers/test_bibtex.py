r"""BibTeX as it stands in libraries: each line of the reader's docstring."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from papercli.model.paper import Sighting
from papercli.readers import Reading, bibtex, read_bytes
from papercli.readers.bibtex_tex import decoded
from tests.invented import ROOT
from tests.readers.pages import entry, page, problems, sightings, titles

LIBRARY = ROOT / "fixtures/bibtex/library.bib"
SAMPLES = ROOT.parent / "shared/samples"


def read(text: str) -> Reading:
    return read_bytes(text.encode("utf-8", "replace"), "a.bib", reader="bibtex")


def one(fields: str, kind: str = "article") -> Sighting:
    [found] = sightings(read(f"@{kind}{{key, {fields}}}"))
    return found


def test_the_fixture() -> None:
    reading = read_bytes(LIBRARY.read_bytes(), "library.bib")
    seen = sightings(reading)
    assert [(one.line, one.title, one.kind) for one in seen] == [
        (7, "Larder: Sorting the KV Cache by How Soon It Is Needed Again", "inproceedings"),
        (22, "Limits of $\\mathcal{O}(n)$ End-to-End Lanterns", "article"),
        (33, "“Wicks” and “Flames”: Naïve Lamps", "article"),
        (41, "Harbor '19", "proceedings"),
        (43, "Foghorns", "inproceedings"),
        (45, "Light over Water", "thesis"),
        (48, "An Entry That Is Not Closed", "article"),
        (52, "The Entry After It", "misc"),
    ]
    larder, limits, wicks, _, foghorns, thesis, *_ = seen
    assert larder.authors == ("Hansen, Jørgen", "van der Bee, Ann", "Command and Control Group")
    assert (larder.author_count, str(larder.published)) == (3, "2024-10")
    assert (larder.doi, larder.venue) == (
        "10.1000/lamps_24",
        "Proceedings of the Workshop on Lamps",
    )
    assert larder.abstract is not None
    assert larder.abstract.endswith("entries and keep 40% of them.")
    assert (limits.authors, limits.author_count) == (("Ann Bee", "Cy Dee"), None)
    assert (limits.arxiv_id, limits.version, limits.categories) == ("2410.99902", 3, ("cs.CV",))
    assert limits.venue is None
    assert (wicks.arxiv_id, str(wicks.published)) == ("1709.99903", "2017-09-08")
    assert wicks.url == "https://example.org/wicks%20and%20flames~eve"
    assert (foghorns.venue, str(foghorns.published)) == ("Harbor '19", "2019")
    assert thesis.venue == "University of Kelp"
    assert [(line, what.split(":")[0]) for line, what in problems(reading)] == [
        (15, "doi stands twice in the entry 'hansen_larder_2024'"),
        (47, "braces that do not balance within a field"),
    ]
    assert reading.digests[0].reader == "bibtex"
    assert all(problem.hint for problem in reading.problems)


@pytest.mark.parametrize(
    ("fields", "arxiv", "doi"),
    [
        ("title = {A}, eprint = {2410.01901}, archivePrefix = {arXiv}", "2410.01901", None),
        ("title = {A}, eprint = {2410.01901v2}", "2410.01901", None),
        ("title = {A}, eprint = {hep-th/9901001}", "hep-th/9901001", None),
        ("title = {A}, eprint = {2410.01901}, eprinttype = {pubmed}", None, None),
        ("title = {A}, eprint = {https://example.org/content/2410.01901.pdf}", None, None),
        ("title = {A}, journal = {arXiv preprint arXiv:2410.01901}", "2410.01901", None),
        ("title = {A}, journal = {CoRR}, volume = {abs/2410.01901}", "2410.01901", None),
        ("title = {A}, note = {arXiv:2410.01901 [cs]}", "2410.01901", None),
        ("title = {A}, note = {Preprint, arXiv:2410.01901}", "2410.01901", None),
        ("title = {A}, note = {Extends arXiv:2410.01901}", None, None),
        ("title = {A}, note = {\\_eprint: 2410.01901}", "2410.01901", None),
        ("title = {A}, note = {\\_eprint: https://arxiv.org/pdf/2410.01901}", "2410.01901", None),
        ("title = {A}, journal = {arXiv e-prints}, pages = {arXiv:2410.01901}", "2410.01901", None),
        ("title = {A}, eid = {arXiv:2410.01901}", "2410.01901", None),
        ("title = {A}, doi = {10.1000/a, 10.1000/b}", None, "10.1000/a"),
        ("title = {A}, abstract = {Unlike arXiv:2410.01901 we do.}", None, None),
        (
            "title = {A}, howpublished = {\\url{https://arxiv.org/abs/2410.01901}}",
            "2410.01901",
            None,
        ),
        ("title = {A}, doi = {10.48550/arXiv.2410.01901}", "2410.01901", None),
        ("title = {A}, doi = {https://doi.org/10.1000/a\\_b}", None, "10.1000/a_b"),
        ("title = {A}, doi = {10.1000/a{\\_}b}", None, "10.1000/a_b"),
        ("title = {A}, url = {https://doi.org/10.1000/ab}", None, "10.1000/ab"),
        ("title = {A}, year = 2410, volume = {2410.01901}", None, None),
    ],
)
def test_identifiers(fields: str, arxiv: str | None, doi: str | None) -> None:
    found = one(fields)
    assert (found.arxiv_id, found.doi) == (arxiv, doi)


def test_a_field_of_several_words_is_none_of_one_word() -> None:
    found = one("title = {A}, Year = {2020}, Early Access Date = {MAR 2021}, Month = {DEC 15}")
    assert str(found.published) == "2020-12-15"


def test_a_field_an_author_gives_no_count() -> None:
    found = one("title = {A}, author = {Bee, Ann}, author = {Dee, Cy}")
    assert (found.authors, found.author_count) == (("Bee, Ann",), None)


def test_other_identifiers_and_the_key_of_dblp() -> None:
    found = one("title = {A}, url = {https://openreview.net/forum?id=abcDEF123}")
    assert found.openreview_id == "abcDEF123"
    assert one("title = {A}, url = {https://aclanthology.org/2020.acl-main.1}").acl_id
    [found] = sightings(read("@article{DBLP:journals/corr/abs-2410-01901, title = {A}}"))
    assert found.arxiv_id == "2410.01901"


@pytest.mark.parametrize(
    ("text", "expected", "told"),
    [
        ('@misc(a, title = "In (Round) Brackets")', ["In (Round) Brackets"], 0),
        ("@misc{a, title = {One}}\n@misc{a, title = {Two}}", ["One", "Two"], 0),
        ("@misc{a, title = {One} }@misc{b, title = {Two}}", ["One", "Two"], 0),
        ("@misc{, title = {No Key}}", ["No Key"], 0),
        ("@misc{title = {No Key at All}}", ["No Key at All"], 1),
        ("@misc{a title = {No Comma}, year = 2020}", ["No Comma"], 1),
        ("@misc{a, title = {No Comma Between} year = 2020}", ["No Comma Between"], 1),
        ("@misc{a, title = {Last Brace}, year = 2020\n", ["Last Brace"], 1),
        ("@misc{a, title = {No {End},\n year = 2020}\n@misc{b, title = {B}}", ["B"], 1),
        (
            "@misc{a, title = {Too Many}},\n year = {2020}\n}\n@misc{b, title = {B}}",
            ["Too Many", "B"],
            1,
        ),
        ("@misc{a, title = nothing}", [], 2),
        ("@misc{a, title = nips # { Lamps}}", [" Lamps".strip()], 1),
        ("@string(x = {Lamp})\n@misc{a, title = x # {s } # 7}", ["Lamps 7"], 0),
        ('@misc{a, title = "A {"}Quoted{"} Lamp"}', ['A "Quoted" Lamp'], 0),
        ("@misc{a, author = {Bee, Ann}}", [], 1),
        ("@misc{a, eprint = {2410.01901}}", [""], 1),
        ("@comment{@misc{a, title = {A}}}\n@misc{b, title = {B}}", ["B"], 1),
        ("@comment{a,\n title = {A}\n}\n@misc{b, title = {B}}", ["B"], 1),
        ("@comment{read: @misc{a, title={A}}}\n@misc{b, title = {B}}", ["B"], 1),
        ("@comment{mail me@a.b, {x}}\n@misc{b, title = {B}}", ["B"], 0),
        ("@comment{jabref-meta: x:y=z;\n\n1 a=b;}\n@misc{b, title = {B}}", ["B"], 0),
        ("@misc{a,\n title = {A {b},\n year = 2020}\n@misc{c, title = {C}}", ["A b", "C"], 1),
        ("@misc{a,\n title = {A} b},\n year = 2020\n}\n@misc{c, title = {C}}", ["A b", "C"], 1),
        ("@misc{a,\n title = {A {b},\n year = 2020\n@misc{c, title = {C}}", ["A b", "C"], 1),
        ("@misc{a, title={A {b}, year={2020}}\n@misc{c, title={C}}", ["A b", "C"], 1),
        ("@misc{a, title={A}, note={B} c}, year={2020}}\n@misc{c, title={C}}", ["A", "C"], 1),
        ("@misc{a,\n title = {A},,\n year = 2020\n}\n@misc{c, title = {C}}", ["A", "C"], 1),
        ('@misc{a, title = "A "b" c", year = 2020}', ['A "b" c'], 1),
        ("@control{a, title = {}}\n@xdata{b, publisher = {B}}\n@misc{c, title = {C}}", ["C"], 0),
        ("@misc{a, shorttitle = {A}}", ["A"], 0),
        ("@misc{a, shorttitle = {A}, title = {A: B}}", ["A: B"], 0),
        ("%@misc{a, title = {A}}\n@misc{b, title = {B}}", ["B"], 1),
        ("@misc{a,\n% title = {Old},\ntitle = {New},\n%, a remark\nyear = 2020}", ["New"], 0),
        ("@misc{a,\n title = {New},\n% a, b\n year = 2020}", ["New"], 0),
        ("@misc{a, TITLE = {Loud}}", ["Loud"], 0),
        ("@misc\n{a, title = {On Two Lines}}\n@misc{b, title = {B}}", ["On Two Lines", "B"], 0),
        ("@misc{https://a.example/?b=1, title = {Key}}", ["Key"], 1),
        ("@misc{a, title = {Main}, subtitle = {The Rest}}", ["Main: The Rest"], 0),
        ("@misc{a, title = {Mail me @ {Home}}}", ["Mail me @ Home"], 0),
        ("@misc{a, title = {A}, crossref = {gone}}", ["A"], 1),
        ('@preamble{"x"}\n@misc{a, title = {A}}', ["A"], 0),
        ("\ufeff@misc{a, title = {A}}", ["A"], 0),
    ],
)
def test_what_is_malformed_costs_itself_and_is_told(
    text: str, expected: list[str], told: int
) -> None:
    reading = read(text)
    assert titles(reading) == expected
    assert len(reading.problems) == told, reading.problems


def test_macros_made_of_macros_end() -> None:
    doubled = "".join(f"@string{{m{n} = m{n - 1} # m{n - 1}}}\n" for n in range(1, 80))
    reading = read(f'@string{{m0 = "ha"}}\n{doubled}@misc{{a, title = {{A}}, note = m79}}')
    assert titles(reading) == ["A"]
    assert any("too long" in what for _, what in problems(reading))


def test_the_library_writes_nothing_to_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    read("@misc{a, title = {No {End},\n@misc{b}")
    assert capfd.readouterr() == ("", "")


TEX = {
    'na\\"\\i ve na{\\"{\\i}}ve': "naïve naïve",
    "Erd{\\H o}s, Dvo\\v{r}\\'{a}k, {\\L}ukasz, \\O rsted, Stra{\\ss}e, {\\c c}a": (
        "Erdős, Dvořák, Łukasz, Ørsted, Straße, ça"
    ),
    "{\\textquotedblleft}a{\\textquotedblright} ``b'' `c'": "“a” “b” `c'",
    "1--2 --- 3": "1–2 — 3",
    "50\\% of \\$5 \\& \\_ \\# {\\%}": "50% of $5 & _ # %",
    "$\\mathcal{O}(n~{2})$ and $x$": "$\\mathcal{O}(n~{2})$ and $x$",
    "US$ 5": "US$ 5",
    "\\(a{b}\\) c{d}": "\\(a{b}\\) cd",
    "\\emph{a} {\\em b} \\textbf{\\textit{c}}": "a b c",
    "\\unknown{a}{b}": "\\unknown{a}b",
    "C:$\\backslash$a": "C:\\a",
    "\\${\\textbackslash}beta\\$-VAE": "$\\beta$-VAE",
    "\\href{https://example.org/%20}{the page}": "the page",
    "a~b http://x.example/~ann": "a b http://x.example/~ann",
    "{ a }  {{b}}": "a b",
    "St{\n{a}}hle, St{\x0b{s}}": "Ståhle, Stš",
    "\\": "\\",
    "}{": "",
}


@pytest.mark.parametrize("tex", TEX)
def test_tex_is_written_out(tex: str) -> None:
    assert decoded(tex) == TEX[tex]


@settings(max_examples=50)
@given(st.text("\\{}$~-`'\"^aoiH \u00e9%\n", max_size=40))
def test_any_tex_is_written_out_and_plain_text_stays(text: str) -> None:
    decoded(text)
    plain = re.sub(r"[\\{}$~`'-]", "", text)
    assert decoded(plain) == " ".join(plain.split())


@settings(max_examples=50)
@given(st.text('@{}(),="#%\\\n aT1', max_size=120))
@example("@a{@a{@a{")
@example("@string{a=a#a}@misc{a,title=a}")
def test_any_text_is_read_or_told(text: str) -> None:
    read(text)
    assert titles(read(f"{text}\n@misc{{last, title = {{Last}}}}"))[-1:] == ["Last"]


@pytest.mark.parametrize(
    "hostile",
    [
        "@misc{a, title = " + "{" * 20_000,
        "@misc{a, title = {" + "{" * 9_000 + "A" + "}" * 9_000 + "}}",
        "@misc{a, title = {" + "\\'{" * 9_000,
        "@a{" * 2_000,
        "@misc{a, title = {" + "$" * 50_000 + "}}",
        "@misc{a, title = {A}, year = {" + "9" * 50_000 + "}}",
        "@misc{a, author = {" + " and " * 30_000 + "}, title = {A}}",
        "@misc{a, title = {" + "\\'" + " " * 50_000 + "1}}",
        '@misc{a, title = "' + '{"}' * 9_000 + '"}',
    ],
    ids=range(9),
)
def test_hostile_text_takes_no_long(hostile: str) -> None:
    read(hostile)


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        (bibtex.EXAMPLE, 0.95),
        ("% Encoding: UTF-8\n\n@misc{a,\n title = {A}}", 0.95),
        ("Automatically generated by Shelfkeeper\n\n@misc{a,\n title = {A}}", 0.8),
        ("# A Program\n\nPlease cite\n\n```\n@misc{a,\n title = {A}}\n```", 0.3),
        ("mail me@home{today}", 0),
        ("@media (max-width: 2em) { a { color: red } }", 0),
        ("@dataclass\nclass A:\n    a = 1", 0),
    ],
)
def test_what_is_claimed(text: str, strength: float) -> None:
    assert bibtex.claim(text).strength == strength


def test_a_page_is_not_claimed() -> None:
    assert bibtex.claim(page(entry(0))).strength == 0


@pytest.mark.parametrize("name", ["zotero/library_a.bib", "zotero/library_b.bib"])
def test_real_libraries_lose_no_entry(name: str) -> None:
    path = Path(SAMPLES / name)
    if not path.is_file():
        pytest.skip(f"no {name} beside the project")
    data = path.read_bytes()
    reading = read_bytes(data, "library.bib")
    assert len(sightings(reading)) == len(re.findall(rb"(?m)^(?:\xef\xbb\xbf)?@\w+\{\w", data))
    assert all(one.title and one.authors for one in sightings(reading))


def test_a_long_run_of_blanks_is_looked_through_once() -> None:
    blanks = " " * 300_000
    reading = read_bytes(
        f"@misc{{kelp, title = {{Kelp}}{blanks}, doi = {{10.5555/a}}}}\n".encode(), "a.bib"
    )
    assert [one.doi for one in reading.digests[0].sightings] == ["10.5555/a"]
