"""What a title is seen to be: its kind, generic or not, cut or not, its head, name and numbers."""

from __future__ import annotations

import pytest

from papercli.matching.titles import is_number, profile_title
from papercli.matching.words import information

KINDS = {
    "comment": (
        "Comment on Kelp", "Comments on Kelp", "Comment to Kelp", "Comments about Kelp",
        "Commentary on Kelp", "Commentary to Kelp", "Remarks to Kelp", "Remark to Kelp",
        '"Comment on Kelp"', "[A Comment on Kelp]", "The Comment on Kelp", "Kelp: Comment",
        "Kelp (Comment)", "Kelp: a Comment", "Kelp: the Comment",
    ),
    "reply": (
        "Reply to Kelp", "Reply by Kelp", "Reply from Kelp", "Response to Kelp", "Reply: Kelp",
        "Response. Kelp", "Authors' Reply to Kelp", "Author Reply", "Authors' Response",
        "An Author Response", "Kelp: Reply", "Kelp – a Reply", "Kelp [Reply]",
    ),
    "rejoinder": ("Rejoinder", "Rejoinder: Kelp", "A Rejoinder to Kelp", "Kelp: Rejoinder"),
    "discussion": (
        "Discussion of Kelp", "Discussion on Kelp", "Discussion about Kelp", "Discussion: Kelp",
        "Discussion. Kelp", "Invited Discussion",
    ),
    "erratum": (
        "Erratum", "Errata: Kelp", "Corrigendum to Kelp", "Corrigenda", "Correction to: Kelp",
        "Corrections of Kelp", "Correction: Kelp", "Publisher's Note: Kelp",
        "Publishers Correction", "Publisher Note", "Kelp: Erratum", "Kelp (Corrigendum)",
        "Kelp - Corrigendum",
    ),
    "addendum": (
        "Addendum to Kelp", "Addenda", "Supplement to Kelp", "Supplement for Kelp",
        "Supplementary Material for Kelp", "Appendix to Kelp", "Appendix for Kelp",
        "Kelp: Addendum",
    ),
    "retraction": (
        "Retraction: Kelp", "Retraction of Kelp", "Kelp (Retraction)",
        "Kelp: Retraction",
    ),
    "review": ("Review of Kelp", "Book Review of Kelp", "Book Review: Kelp", "A Book Review: Kelp"),
    "": (
        "Kelp", "Comment Sections of the Sea", "Commenting on Kelp", "Kelp Comment",
        "Remarks on Kelp", "Replying to Kelp", "Response Times", "Kelp Reply", "Rejoinders",
        "Discussions of Kelp", "Discussion Boards", "Erratic Kelp", "Correction Terms",
        "Error Correction: Kelp",
        "Publishers of Notes", "Supplement of Kelp", "Appendix", "Retracting Kelp",
        "Reviewing Kelp", "Book Reviews", "Peer Review of Kelp", "On a Comment on Kelp",
        "Kelp: Comment Sections", "Retracted: Kelp", "Withdrawn: Kelp", "A Review of Kelp",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "title"), [(kind, title) for kind, titles in KINDS.items() for title in titles]
)
def test_kinds(kind: str, title: str) -> None:
    assert profile_title(title).kind == kind


@pytest.mark.parametrize(
    ("title", "generic"),
    [
        ("Editorial", True),
        ("Introduction to the Special Issue", True),
        ("Foreword 2024", True),
        ("In Memoriam", True),
        ("May 2024", True),
        ("Part II", True),
        ("Part V", True),
        ("Part X", True),
        ("Volume xii", True),
        ("On the", True),
        ("", True),
        ("Kelp Editorial", False),
        ("Special Issue on Kelp", False),
        ("Foreword 2b", False),
        ("2024: Kelp", False),
    ],
)
def test_generic_titles_hold_nothing_else(title: str, generic: bool) -> None:
    assert profile_title(title).is_generic is generic


@pytest.mark.parametrize(
    ("title", "normal", "cut"),
    [
        ("Kelp of ...", "kelp of", True),
        ("Kelp of\N{HORIZONTAL ELLIPSIS}", "kelp of", True),
        ("Kelp of . . . ", "kelp of", True),
        ("Kelp (v2) ...", "kelp", True),
        ("Kelp.", "kelp.", False),
        ("Kelp..", "kelp..", False),
        ("Kelp... of the Sea", "kelp... of the sea", False),
        ("...", "...", False),
    ],
)
def test_titles_that_are_cut_short(title: str, normal: str, cut: bool) -> None:
    profile = profile_title(title)
    assert (profile.normal, profile.is_cut) == (normal, cut)


ANNOTATIONS = (
    "v2|v 2|version 2|extended abstract|extended version|full version|technical report|preprint|"
    "short paper|invited|invited paper|invited talk|poster|demo|arabic|chinese|czech|dutch|french|"
    "german|italian|japanese|korean|polish|portuguese|russian|spanish|turkish|ukrainian|english"
)
TAILS = (
    "technical report|extended version|extended abstract|full version|empirical study|"
    "empirical evaluation|brief empirical analysis|comprehensive empirical study|long version|"
    "preprint|short version|position paper"
)


@pytest.mark.parametrize("annotation", ANNOTATIONS.split("|"))
def test_annotations_are_left_out(annotation: str) -> None:
    for title in (f"Kelp ({annotation})", f"Kelp [{annotation.upper()}].", f"Kelp({annotation}) ."):
        profile = profile_title(title)
        assert (profile.normal, profile.has_tail) == ("kelp", False)


@pytest.mark.parametrize("tail", TAILS.split("|"))
def test_subtitles_that_say_nothing_of_the_subject_are_left_out(tail: str) -> None:
    for title in (f"Kelp: {tail}", f"Kelp. A {tail}", f"Kelp - the {tail}", f"Kelp —- an {tail}"):
        profile = profile_title(title)
        assert (profile.words, profile.has_tail) == (("kelp",), True)


@pytest.mark.parametrize(
    "title",
    [
        "kelp (2)", "kelp (v2) reef", "kelp (posters)", "kelp v2", "(poster)", "kelp: a study",
        "kelp technical report", "a technical report", "kelp: a technical report on reefs",
        "kelp: his technical report", "kelp, a technical report", ": technical report",
    ],
)  # fmt: skip
def test_what_belongs_to_a_title(title: str) -> None:
    profile = profile_title(title)
    assert (profile.normal, profile.has_tail) == (title, False)


@pytest.mark.parametrize(
    ("title", "head", "name"),
    [
        ("Kelp: a Reef: the Sea", "kelp", "kelp"),
        ("Kelp:Reef", "kelp", "kelp"),
        ("Kelp-Net 2.0 : a Reef", "kelpnet20", ""),
        ("Kelp-2.0: a Reef", "kelp20", "kelp20"),
        ("Kelp Net: a Reef", "kelpnet", ""),
        (f"{'K' * 40}: a Reef", "k" * 40, "k" * 40),
        (f"{'K' * 41}: a Reef", "k" * 41, ""),
        ("Kelp - a Reef", "kelp", ""),
        ("Kelp -- a Reef", "kelp", ""),
        ("Kelp--a Reef", "kelp", ""),
        ("Kelp — a Reef", "kelp", ""),
        ("Kelp—a Reef", "kelp", ""),
        ("Kelp–a Reef", "kelp", ""),
        ("Kelp. A Reef: the Sea", "kelp", ""),
        ("Kelp? A Reef", "kelp", ""),
        ("Kelp! A Reef", "kelp", ""),
        ("Kelp-Reef", "kelpreef", ""),
        ("Kelp 2.5 of Reefs", "kelp25ofreefs", ""),
        ("Kelp, a Reef", "kelpareef", ""),
        (": a Reef", "areef", ""),
    ],
)
def test_what_stands_before_the_first_pause(title: str, head: str, name: str) -> None:
    profile = profile_title(title)
    assert (profile.head, profile.name) == (head, name)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Hierarchi- cal Kelp", "hierarchical kelp"),
        ("Self- supervised Kelp", "self supervised kelp"),
        ("Inter- net of Kelp", "internet of kelp"),
        ("Zzk- qqv Kelp", "zzkqqv kelp"),
        ("Long- Zzk Kelp", "longzzk kelp"),
        ("Zzk- Long Kelp", "zzklong kelp"),
        ("Kelp -cal", "kelp cal"),
        ("Kelp2- cal", "kelp2 cal"),
        ("90 x Kelp", "90times kelp"),
    ],
)
def test_words_broken_at_the_end_of_a_line(title: str, words: str) -> None:
    profile = profile_title(title)
    assert profile.words == tuple(words.split())
    assert profile.squashed == words.replace(" ", "")


def test_stems_are_the_telling_words_in_order() -> None:
    profile = profile_title("The Colours of Kelp, and of Kelp Colonies")
    assert profile.words == ("the", "colours", "of", "kelp", "and", "of", "kelp", "colonies")
    assert profile.stems == ("color", "kelp", "kelp", "colony")
    assert profile.content == {"color", "kelp", "colony"}
    assert profile.bits == information(("color", "kelp", "colony"))


ROMAN = "ii iii iv vi vii viii ix xi xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii"


@pytest.mark.parametrize(
    ("previous", "word", "number"),
    [
        *(("", word, True) for word in ["2", "2nd", "gpt4", "7b", "cplusplus", *ROMAN.split()]),
        *(("", word, True) for word in "first twelfth twentieth four twelve".split()),
        *(("", word, True) for word in "base chat mini plus xl max".split()),
        *(("", word, False) for word in "kelp i v x one two three mix ci large".split()),
        *((series, "a", True) for series in (
            "part parts volume vol chapter version phase episode book paper lecture number rev"
            " cz teil"
        ).split()),
        *(("part", word, True) for word in ("i", "one", "two", "three")),
        *((short, "a", False) for short in ("v", "no")),  # "EXAMS-V: A ...", "No A ..."
        ("part", "ab", False),
        ("kelp", "a", False),
        ("kelp", "one", False),
    ],
)  # fmt: skip
def test_what_counts_as_a_number(previous: str, word: str, number: bool) -> None:
    assert is_number(word, previous) is number
