"""What an abstract is a witness of: its words and runs, or nothing where it says nothing."""

from __future__ import annotations

import pytest

from papercli.matching.abstracts import EMPTY, SHORTEST, profile_abstract, runs_of

TEXT = "Harbor seals sleep on warm sandbanks between tides."
WORDS = ("harbor", "seals", "sleep", "on", "warm", "sandbanks", "between", "tides")


def test_words_runs_and_vocabulary() -> None:
    profile = profile_abstract(TEXT + " Seals sleep on warm rocks.")
    assert profile.words == (*WORDS, "seals", "sleep", "on", "warm", "rocks")
    (harbor,) = runs_of(("harbor", "seals", "sleep"))
    (tides,) = runs_of(("tides", "seals", "sleep"))
    assert profile.shingles.issuperset({harbor, tides})
    assert len(profile.shingles) == 9, "two of eleven runs stand twice"
    assert profile.vocabulary == {*WORDS, "rocks"}


@pytest.mark.parametrize(
    "lead",
    ["Abstract: ", "ABSTRACT. ", "abstract — ", "Abstract - ", "  ", "Abstract", "Abstract :",
     "arXiv:2405.01234v1 Announce Type: new Abstract: ", "arXiv:2405.01234 Announce Type: cross "],
)  # fmt: skip
def test_what_stands_before_an_abstract_is_left_out(lead: str) -> None:
    words = ("abstract", *WORDS) if lead == "Abstract" else WORDS
    assert profile_abstract(f"{lead} {TEXT}").words == words


@pytest.mark.parametrize(
    "text",
    [
        "This paper has been withdrawn by the author due to an error in it.",
        "This submission was withdrawn since it holds a mistake in the proof.",
        "This article is being retracted because its data cannot be found again.",
        "This manuscript has been replaced by another one of the same authors.",
        "This work has been superseded by a longer one of the same authors.",
        "Abstract: Withdrawn by arXiv administrators because of its submission history.",
        "No abstract is given for this paper, which nobody has read so far.",
        "Not available in the digest from which this was taken last year.",
        "N/A (see the paper itself for all that you might want to know)",
        "None was given by its authors when they sent it to us.",
        "[No abstract was given by its authors when they sent it.]",
        "Abstract not given by its authors when they sent it to us.",
        "Discussion of a paper that nobody has read, by its three authors.",
        "Comments on a paper that nobody has read, by its three authors.",
        "Rejoinder by those who wrote the paper about the harbor seals.",
        "Reply to those who wrote to us about the harbor seals.",
        "Correction to a paper about the seals that sleep on sandbanks.",
        "Removed by arXiv because it was no paper but an advertisement.",
        "Replaced with a longer one about the seals that sleep on sandbanks.",
        "Submitted to the Journal of Seals, which has not answered for years.",
        "Published in the Journal of Seals, volume three, pages four to nine.",
    ],
)
def test_what_says_nothing_of_a_paper_is_no_witness(text: str) -> None:
    assert len(text.split()) >= SHORTEST
    assert profile_abstract(text) is EMPTY


@pytest.mark.parametrize(
    "text",
    [
        "We have withdrawn nothing: seals sleep on sandbanks between the tides.",
        "This paper is about seals that sleep on sandbanks between tides.",
        "In this paper we count seals that sleep on sandbanks between tides.",
        "Nonetheless seals sleep on the sandbanks of a harbor between tides.",
        "Discussions among seals are held on the sandbanks of a harbor.",
        "Replaced sandbanks of a harbor are slept on by seals between tides.",
    ],
)
def test_what_only_begins_alike_is_a_witness(text: str) -> None:
    assert len(profile_abstract(text).words) == len(text.split())


def test_a_few_words_are_no_witness() -> None:
    assert SHORTEST == len(WORDS) == 8
    assert profile_abstract(" ".join(WORDS)).words == WORDS
    assert profile_abstract(" ".join(WORDS[:7])) is EMPTY
    assert profile_abstract("") is EMPTY
