"""Kinds of works: one word each, whatever a format calls them."""

from __future__ import annotations

import pytest

from papercli import kinds
from papercli.kinds import KINDS, Kind


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_is_read_as_it_is_written(kind: Kind) -> None:
    assert kinds.of_bibtex(kinds.as_bibtex(kind.name).upper()) == kind.name
    if kind.csl:
        assert kinds.of_csl(kinds.as_csl(kind.name)) == kind.name
    if kind.ris:
        assert kinds.of_ris(kinds.as_ris(kind.name).lower()) == kind.name


@pytest.mark.parametrize("place", [1, 2, 3], ids=["bibtex", "csl", "ris"])
def test_a_name_means_one_kind(place: int) -> None:
    names = [name for kind in KINDS for name in kind[place]]
    assert len(names) == len(set(names))


def test_what_nobody_knows_keeps_its_name_and_is_written_as_what_says_nothing() -> None:
    assert (kinds.of_bibtex("Video"), kinds.of_csl("song"), kinds.of_ris("MPCT")) == (
        *("video", "song", "mpct"),
    )
    for kind in (None, "video"):
        assert (kinds.as_bibtex(kind), kinds.as_csl(kind), kinds.as_ris(kind)) == (
            *("misc", "document", "GEN"),
        )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # Words of lists, of which some name no type of a format, or another kind there,
        ("Journal Article", "article"),
        ("Posted-Content", "preprint"),
        ("Review Article", "review"),
        ("letter", "letter"),
        # types of BibTeX, CSL and RIS,
        ("phdthesis", "thesis"),
        ("article-journal", "article"),
        ("CONF", "inproceedings"),
        # and what says something else of a paper.
        ("Oral", None),
        ("attack", None),
        ("Document", None),
    ],
)
def test_what_names_no_kind_of_work_is_none(text: str, kind: str | None) -> None:
    assert kinds.known(text) == kind
