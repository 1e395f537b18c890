"""What comes out as the same paper, what must not, and the laws of comparison."""

from __future__ import annotations

import subprocess
import sys
from copy import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.matching.blocking import block_keys
from papercli.matching.comparison import compare, score, score_text
from papercli.matching.record import Record, is_self_identifying
from papercli.matching.resolution import candidate_pairs
from papercli.model.paper import PartialDate
from papercli.model.verdict import Outcome, Verdict
from papercli.output.evidence import in_one_line

ABSTRACT = (
    "Orchard keepers prune their trees in winter, when the branches are bare and the cuts heal "
    "slowly. We study when a pruned network should be retrained and find that waiting for the "
    "loss to settle saves a third of the work, on nine invented benchmarks and two real gardens."
)
OTHER = (
    "Rivers carry sediment in pulses that follow the melting of snow. A gauge of two microphones "
    "hears the gravel move and predicts the next flood a day earlier than the water level does, "
    "which we confirm over eleven seasons at four stations in an imaginary valley."
)

SAME = [
    ("case", "Pruning the Quiet Orchard Network", "PRUNING THE QUIET ORCHARD NETWORK"),
    (
        "TeX",
        r"$\lambda$-Orchard: Pruning Networks in Winter",
        "λ-Orchard: Pruning Networks in Winter",
    ),
    (
        "accents",
        "Schrödinger Pruning of Orchard Networks",
        'Schr\\"odinger Pruning of Orchard Networks',
    ),
    (
        "entities",
        "Pruning &amp; Grafting of Orchard Networks",
        "Pruning and Grafting of Orchard Networks",
    ),
    (
        "line end",
        "Hierarchical Prun-\ning of Orchard Networks",
        "Hierarchical Pruning of Orchard Networks",
    ),
    (
        "spelling",
        "Regularisation of Orchard Network Behaviour",
        "Regularization of Orchard Network Behavior",
    ),
    (
        "typing error",
        "Hierarchical Prunning of Orchard Networks",
        "Hierarchical Pruning of Orchard Networks",
    ),
    (
        "joined",
        "Hierarchical Pruning ofOrchard Networks",
        "Hierarchical Pruning of Orchard Networks",
    ),
    (
        "ellipsis",
        "Hierarchical Pruning of Orchard Networks in ...",
        "Hierarchical Pruning of Orchard Networks in Cold Winters",
    ),
    ("report", "Pruning of Orchard Networks: A Technical Report", "Pruning of Orchard Networks"),
    (
        "damaged TeX",
        r"$\mathcal{O}(n \log n)$ Pruning of Orchard Networks",
        "mathcal{O}(n log n) Pruning of Orchard Networks",
    ),
    ("TeX degree", r"A 360$^\circ$ View of Orchard Networks", "A 360° View of Orchard Networks"),
    (
        "TeX bar",
        r"Pruning of $P(a\vert b)$ Orchard Networks",
        "Pruning of $P(a|b)$ Orchard Networks",
    ),
    (
        "symbol",
        r"$\ell_1$ Pruning of Orchard Networks in Practice",
        "ℓ1 Pruning of Orchard Networks in Practice",
    ),
]
NOT_SAME = [
    (
        "part",
        "Pruning Orchard Networks, Part I: Theory",
        "Pruning Orchard Networks, Part II: Practice",
    ),
    ("version", "Orchard 2: Pruning Networks in Winter", "Orchard 3: Pruning Networks in Winter"),
    ("size", "Orchard-7B: Pruned Language Models", "Orchard-70B: Pruned Language Models"),
    ("comment", 'Comment on "Pruning of Orchard Networks"', "Pruning of Orchard Networks"),
    ("survey", "A Survey of Pruning for Graphs", "A Survey of Pruning in Cybersecurity"),
    (
        "opposite",
        "Supervised Pruning of Orchard Networks",
        "Unsupervised Pruning of Orchard Networks",
    ),
    (
        "version of a name",
        "Counting Apples with ORCHv7 on Small Devices",
        "Counting Apples with ORCHv8 on Small Devices",
    ),
    (
        "another task",
        "Transformer-Based Segmentation of Apple Blossoms from Multimodal Orchard Drone Scans",
        "Transformer-Based Detection of Apple Blossoms from Multimodal Orchard Drone Scans",
    ),
    ("in memoriam", "In Memoriam", "In Memoriam"),
    ("plus plus", "Orchard: Fast Pruning of Networks", "Orchard++: Fast Pruning of Networks"),
    ("generic", "Editorial", "Editorial"),
    (
        "ordinal",
        "Proceedings of the Fifteenth Orchard Meeting",
        "Proceedings of the Sixteenth Orchard Meeting",
    ),
]


def told(verdict: Verdict) -> str:
    return f"{verdict.outcome.value} {verdict.bits}: {verdict.evidence}"


@pytest.mark.parametrize(("why", "a", "b"), SAME, ids=[row[0] for row in SAME])
def test_renderings_of_one_title_are_the_same(why: str, a: str, b: str) -> None:
    verdict = compare(Record(a), Record(b))
    assert verdict.outcome is Outcome.SAME, told(verdict)
    assert candidate_pairs(map(block_keys, (Record(a), Record(b))))


@pytest.mark.parametrize(("why", "a", "b"), NOT_SAME, ids=[row[0] for row in NOT_SAME])
def test_look_alikes_are_not_merged(why: str, a: str, b: str) -> None:
    verdict = compare(Record(a), Record(b))
    assert verdict.outcome is not Outcome.SAME, told(verdict)


def test_what_asks_for_review_is_said() -> None:
    verdict = compare(
        Record("Pruning of Orchard Networks"), Record("Pruning of Orchard Networks: A Closer Look")
    )
    assert verdict.outcome is Outcome.UNDECIDED
    assert in_one_line(verdict).endswith(", review: one title goes on, and no second witness")


def test_abstracts_decide_where_titles_cannot() -> None:
    title = "When to Prune"
    assert score(Record(title, ABSTRACT), Record(title, ABSTRACT))[0] is Outcome.SAME
    assert score(Record(title, ABSTRACT), Record(title, OTHER))[0] is not Outcome.SAME
    retitled = Record("Waiting for the Loss to Settle: When to Prune Networks", ABSTRACT)
    assert score(Record("When to Prune Orchard Networks", ABSTRACT), retitled)[0] is Outcome.SAME


def test_one_sentence_in_common_does_not_make_two_papers_one() -> None:
    quoted = (
        "An orchard of pruned networks grows back in one season when its keepers water it daily "
        "and leave the oldest branches alone until the first frost of the year has come."
    )
    a = Record("When to Prune", f"{quoted} {ABSTRACT}", 9, published=PartialDate(2024))
    b = Record("Hearing Gravel Move", f"{quoted} {OTHER}", 9, published=PartialDate(2024))
    verdict = compare(a, b)
    assert verdict.outcome is Outcome.UNDECIDED
    assert "one passage" in verdict.evidence[-1].level


def test_another_title_and_another_number_of_authors_is_another_paper() -> None:
    a = Record("Orchard: Pruning in Winter", ABSTRACT, 4)
    b = Record("Orchard: Grafting With Agents in Spring", ABSTRACT, 9)
    assert score(a, b)[0] is Outcome.DIFFERENT


def test_two_arxiv_ids_are_two_papers_or_for_review_where_all_else_agrees() -> None:
    ids = ("2401.00001", "2401.00002")
    a, b = (Record("Pruning of Orchard Networks", ABSTRACT, arxiv_id=i) for i in ids)
    assert compare(a, b).outcome is Outcome.UNDECIDED
    renamed = copy(b)
    renamed.title = "Pruning in Winter"
    for abstract in (None, OTHER):
        b.abstract = abstract
        assert compare(a, b).veto == "two arXiv ids"
    assert compare(a, renamed).veto == "two arXiv ids"


@pytest.mark.parametrize(
    ("field", "identifier"),
    [
        ("arxiv_id", "2405.01234"),
        ("doi", "10.1145/3292500"),
        ("openreview_id", "kElp7_Tide"),
        ("acl_id", "2024.acl-long.7"),
    ],
)
def test_the_text_alone_is_judged_without_identifiers(field: str, identifier: str) -> None:
    a, b = Record("Mapping Kelp Forests from Orbit"), Record("The Price of Lamp Oil in Winter")
    for record in (a, b):
        setattr(record, field, identifier)
    assert score(a, b)[0] is Outcome.SAME
    assert score_text(a, b)[0] is Outcome.DIFFERENT
    assert getattr(a, field) == identifier


def test_evidence_names_the_words_that_one_title_has_and_the_share_of_the_abstract() -> None:
    a = Record("Pruning Orchard Networks in Winter", ABSTRACT)
    b = Record("Pruning Vineyard Networks", ABSTRACT)
    details = {part.field: part.detail for part in compare(a, b).evidence}
    assert details["title beside abstracts"] == "only one has: orchard winter / vineyard"
    assert details["abstract"] == "100% of the shorter one's runs of three words"
    assert details["prior"] == ""


RECORDS = st.builds(
    Record,
    title=st.one_of(
        st.text(max_size=80), st.sampled_from([t for row in SAME + NOT_SAME for t in row[1:]])
    ),
    abstract=st.one_of(
        st.none(), st.sampled_from([ABSTRACT, OTHER, ABSTRACT[:150] + "..."]), st.text()
    ),
    author_count=st.none() | st.integers(0, 30),
    published=st.none()
    | st.builds(PartialDate, year=st.integers(2000, 2030), month=st.none(), day=st.none()),
)


@given(RECORDS, RECORDS)
def test_comparison_is_symmetric_and_judge_says_the_same(a: Record, b: Record) -> None:
    forth, back = compare(a, b), compare(b, a)
    assert (forth.outcome, forth.bits, forth.veto) == (back.outcome, back.bits, back.veto)
    assert sorted(forth.evidence) == sorted(back.evidence)
    assert score(a, b) == (forth.outcome, forth.bits)


@given(RECORDS)
def test_a_copy_is_the_same_paper_unless_its_title_could_be_anybodys(record: Record) -> None:
    title, outcome = record.title_profile, compare(record, copy(record)).outcome
    assert compare(record, record).outcome is Outcome.SAME
    anybodys = title.is_generic and not (record.title and record.abstract_profile.shingles)
    assert is_self_identifying(record) is not anybodys
    if anybodys:
        assert outcome is Outcome.DIFFERENT
    elif title.is_generic or title.kind:
        assert outcome is not Outcome.DIFFERENT
    else:
        assert outcome is Outcome.SAME


@given(RECORDS)
def test_keys_are_sorted_each_once_and_of_31_bits(record: Record) -> None:
    keys = block_keys(record)
    assert list(keys) == sorted(set(keys))
    assert all(-(1 << 31) <= key < 1 << 31 for key in keys)


@pytest.mark.parametrize("seed", ["0", "12345"])
def test_keys_are_the_same_in_every_process(seed: str) -> None:
    code = (
        "from papercli.matching.blocking import block_keys\n"
        "from papercli.matching.record import Record\n"
        f"print(block_keys(Record('Pruning of Orchard Networks', {ABSTRACT!r})))"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert printed.strip() == str(block_keys(Record("Pruning of Orchard Networks", ABSTRACT)))
