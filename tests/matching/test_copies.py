"""Which copy of a text is shown: one kind of damage a row, and summaries, which are no copies."""

from __future__ import annotations

import pytest

from papercli.matching.copies import best_abstract, best_title, damage

CLEAN = "We map kelp from orbit. The maps hold."
LONG = (
    "Kelp forests shelter fish and break waves, but nobody has counted them from above for long. We"
    " collect eleven years of satellite images of cold coasts, mark the floating canopies by hand"
    " on a small share of them, and train a network that finds the rest. Where divers looked, it"
    " agrees with them on nine of ten beds, and the maps show that forests near melting glaciers"
    " are moving north faster than the charts of the harbor office had it."
)
SHORT = "A network trained on satellite pictures charts underwater vegetation and its drift."

DAMAGE = {
    "a lost character": "We map kel\ufffd from orbit. The maps hold, and more.",
    "a lost letter": "We map k?lp from orbit. The maps hold, and more.",
    "a misread dash": "We map kelp â€” from orbit. The maps hold, and more.",
    "a letter misread twice": "We map kÃ©lp from orbit. The maps hold, and more.",
    "punctuation read as Windows-1251": "We map kelp вЂ” from orbit. The maps hold, and more.",
    "punctuation read as Thai": "We map kelp โ€” from orbit. The maps hold, and more.",
    "punctuation read as Greek": "We map kelp β€” from orbit. The maps hold, and more.",
    "punctuation read on a Mac": "We map kelp ‚Äî from orbit. The maps hold, and more.",
    "punctuation read by DOS": "We map kelp ΓÇö from orbit. The maps hold, and more.",
    "letters of formulas": "We map 𝐤elp from orbit. The maps hold, and more.",
    "wide letters": "We map ｋelp from orbit. The maps hold, and more.",
    "a soft hyphen": "We map kelp from or\u00adbit. The maps hold, and more.",
    "a control character": "We map kelp\x0c from orbit. The maps hold, and more.",
    "a word divided at a line's end": "We map under-\nwater kelp from orbit. The maps hold.",
    "a word divided and joined": "We map under- water kelp from orbit. The maps hold.",
    "a page number": "We map kelp\n12\nfrom orbit. The maps hold, and more.",
    "a page of pages": "We map kelp Page 2 of 9 from orbit. The maps hold, and more.",
    "a print's header": "We map kelp 12/10/25, 9:41 from orbit. The maps hold, and more.",
    "votes": "We map kelp from orbit. The maps hold, and more. Upvote 12",
    "who submitted": "We map kelp from orbit. The maps hold. Submitted by kelpie",
    "a button": "We map kelp from orbit. The maps hold, and more. View PDF",
    "stars": "We map kelp from orbit. The maps hold, and more. · GitHub 1.3k",
    "metadata": "We map kelp from orbit. The maps hold, and more. • 4 authors",
    "a proxy's line": "URL Source: https://a.org We map kelp from orbit. The maps hold.",
    "the site's address": "We map kelp from orbit. https://huggingface.co/papers?q=a The maps.",
    "an archive": "We map kelp. https://web.archive.org/web/2025 from orbit. The maps hold.",
    "arXiv's stamp": "arXiv:2405.01234v1 [cs.CV] We map kelp from orbit. The maps hold, and more.",
    "a label": "Abstract: We map kelp from orbit. The maps hold, and more.",
    "a tag": "We map <mml:mi>kelp</mml:mi> from orbit. The maps hold.",
    "an entity": "We map kelp &kelp; from orbit. The maps hold, and more.",
    "half of an emphasis": "We map **kelp from orbit. The maps hold, and more.",
    "half of a link": "We map kelp](x) from orbit. The maps hold, and more.",
    "a command of TeX": r"We map \kelp from orbit. The maps hold, and more.",
    "braces": "We map mathcal{K} kelp from orbit. The maps hold, and more.",
    "formulas": "We map $K + E$ kelp from orbit. The maps hold, and more.",
    "capitals all through": CLEAN.upper() + " AND MORE.",
    "an end that was cut": "We map kelp from orbit. The maps hold, and mo...",
    "a cut end and a button": "We map kelp from orbit. The maps hold, and mo… Read more",
}


@pytest.mark.parametrize("damaged", DAMAGE.values(), ids=DAMAGE.keys())
def test_of_a_clean_and_a_longer_damaged_copy_the_clean_one_is_shown(damaged: str) -> None:
    assert len(damaged) > len(CLEAN)
    assert best_abstract({damaged: 3, CLEAN: 1}) == CLEAN


@pytest.mark.parametrize(
    "sound",
    [
        "Mid- and long-term drift, input- or output-bound. Why? Because.", "Is it? It is.",
        "On GitHub and at https://a.org/x?y=z, with 4 authors of <5 % and AT&T.", "It costs $5.",
        r"Na\"ive \emph{kelp} at 50\%, H$_2$O and **bold**.", "“café”— one", "C’est déjà Ângela’s.",
        "We publish page 12 and 3 upvotes.", "Abstractions hold.", "A - b and c -d.",
    ],
)  # fmt: skip
def test_what_is_no_damage(sound: str) -> None:
    assert damage(sound) == 0


def test_the_least_damaged_of_damaged_ones() -> None:
    worse, better = "K\ufffdlp of \ufffdr and more", "Kelp \ufffdf Or"
    assert best_title({worse: 2, better: 1}) == better


def test_among_clean_ones_what_most_say_and_then_the_fullest() -> None:
    longer = CLEAN + " They hold for years."
    assert best_abstract({CLEAN: 2, longer: 1}) == CLEAN
    assert best_abstract({CLEAN: 1, longer: 1}) == longer
    # Written in two ways it is still what most say; of the ways the more frequent one.
    other = CLEAN.replace(". The", ".\nThe")
    assert best_abstract({CLEAN: 1, other: 2, longer: 2}) == other


def test_a_copy_that_stops_within_a_sentence_is_cut_without_a_mark() -> None:
    stopped = LONG[: LONG.index(" on a small share")]
    whole = LONG[: LONG.index(" Where divers")]
    assert best_abstract({stopped: 3, LONG: 1}) == LONG
    assert best_abstract({whole: 3, LONG: 1}) == whole


@pytest.mark.parametrize(
    "summary",
    [
        SHORT,
        "A network finds kelp in satellite images of cold coasts, mark the change.",
        f"AI-generated summary\n{LONG} And more.",
        f"{LONG} And more. AI-generated summary",
        f"TL;DR: {LONG} And more.",
        f"**TLDR** {LONG} And more.",
        "No abstract.",
    ],
)
def test_a_summary_never_takes_the_place_of_an_abstract(summary: str) -> None:
    assert best_abstract({summary: 5, LONG: 1}) == LONG
    lost = LONG.replace("Kelp", "K\ufffdlp")
    assert best_abstract({summary: 5, lost: 1}) == lost


def test_a_text_is_no_summary_of_what_is_no_abstract() -> None:
    brief = "Sea charts of green plants drift north, and divers agree on that."
    rubbish = LONG.replace("e", "\ufffd")
    assert best_abstract({brief: 1, CLEAN * 2: 3}) == CLEAN * 2
    assert best_abstract({CLEAN * 2: 1, brief: 3}) == brief
    assert best_abstract({brief: 1, rubbish: 1}) == brief
    # A copy with something behind it is longer, too, but says what the short one says.
    assert best_abstract({LONG: 1, f"{LONG} Upvote 12. {LONG.upper()}": 3}) == LONG


def test_where_all_are_summaries_one_is_shown() -> None:
    said = f"AI-generated summary: {SHORT}"
    assert best_abstract({said: 1}) == said
    assert best_abstract({said: 2, "TL;DR: Kelp.": 1}) == said
    assert best_abstract({}) is None


MOSS = "Moss stores rain water for many weeks and releases it in bursts that follow the weather"


def test_a_blank_behind_the_last_sentence_cuts_nothing_off() -> None:
    whole = f"{MOSS}. "
    assert best_abstract({whole: 2, f"{MOSS}. It is read by probes.": 1}) == whole


def test_another_text_without_an_end_is_not_cut() -> None:
    other = "Ferries dock by themselves where the quay is short and the wind does not turn at night"
    assert best_abstract({other: 2, f"{MOSS}. It is read by probes in peat.": 1}) == other


def test_a_hyphen_of_any_kind_divides_a_word_that_goes_on_behind_a_blank() -> None:
    assert damage("multi\u2010 modal") == damage("multi- modal") == 1
    assert damage("multi\u2010modal") == damage("multi-modal") == 0
