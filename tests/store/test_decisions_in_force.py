"""Decisions that contradict each other: found exactly, told by the fewest, and fast."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.errors import PapersError
from papercli.model.decision import Decision, Said
from papercli.store.contradictions import check
from papercli.store.decisions_in_force import HOLDS, REPLACED, stand
from papercli.store.decisions_left import what_holds
from papercli.store.key_sets import Sets
from tests.store.test_laws import LAW


def decided(number: int, verdict: str, a: str, b: str) -> Decision:
    """A decision on two keys."""
    said = Said(1, min(a, b), min(a, b)), Said(1 + (verdict == "different"), max(a, b), max(a, b))
    return Decision(number, verdict, said, "2026-01-01T00:00:00")


@LAW
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["same", "different"]),
            st.sampled_from("abcdef"),
            st.sampled_from("abcdef"),
        ),
        max_size=12,
    )
)
def test_contradictions_are_found_exactly_where_no_grouping_satisfies_all(
    wishes: list[tuple[str, str, str]],
) -> None:
    wishes = [(verdict, a, b) for verdict, a, b in wishes if a != b]
    root = {key: key for key in "abcdef"}
    for _ in root:
        for verdict, a, b in wishes:
            if verdict == "same":
                root[a] = root[b] = min(root[a], root[b])
    possible = all(root[a] != root[b] for verdict, a, b in wishes if verdict == "different")
    decisions = [decided(number, *wish) for number, wish in enumerate(wishes, 1)]
    if possible:
        check(decisions)
    else:
        with pytest.raises(PapersError):
            check(decisions)


FORMS = ("c", "c:1", "c:2", "c:3", "d", "d:1", "d:2", "e", "f")


@LAW
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["same", "same", "different"]),
            st.sampled_from(FORMS),
            st.sampled_from(FORMS),
        ),
        max_size=12,
    )
)
def test_a_contradiction_is_told_by_the_fewest_decisions(
    wishes: list[tuple[str, str, str]],
) -> None:
    decisions = [
        decided(number, verdict, a, b) for number, (verdict, a, b) in enumerate(wishes, 1) if a != b
    ]
    used = {said.key for one in decisions for said in one.said}

    def meant(key: str) -> set[str]:
        return {key} if ":" in key else {form for form in used if form.partition(":")[0] == key}

    links: dict[str, set[str]] = {}
    for one in decisions:
        if one.verdict == "same":
            for a, b in product(*(meant(said.key) for said in one.said)):
                links.setdefault(a, set()).add(b)
                links.setdefault(b, set()).add(a)

    def steps(different: Decision) -> int | None:
        """How many decisions lie between the two sides; None where nothing joins them."""
        a, b = (said.key for said in different.said)
        reached, number = meant(a) & links.keys(), 0
        while not reached & meant(b):
            further = reached.union(*(links[key] for key in reached))
            if further == reached:
                return None
            reached, number = further, number + 1
        return number

    distances = [steps(one) for one in decisions if one.verdict == "different"]
    found = next((distance for distance in distances if distance is not None), None)
    if found is None:
        check(decisions)
        return
    with pytest.raises(PapersError) as caught:
        check(decisions)
    named = (caught.value.hint or "").partition("papers undo ")[2].split()
    assert len(named) <= found + 1
    if found:
        with pytest.raises(PapersError):
            check([one for one in decisions if str(one.id) in named])


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each key was looked up."""
    found: Counter[str] = Counter()
    find = Sets.find

    def counted(sets: Sets, key: str) -> str:
        found[key] += 1
        return find(sets, key)

    monkeypatch.setattr(Sets, "find", counted)
    return found


def test_thousands_of_decisions_are_checked_in_as_many_steps(looked_up: Counter[str]) -> None:
    many = 2_000
    wishes = [("same", f"a{one}", f"a{one + 1}") for one in range(many)]
    wishes += [("same", f"b{one}", f"b{one + 1}") for one in range(many)]
    wishes += [("same", f"c:{one}", f"d:{one}") for one in range(many)]
    wishes += [("different", f"a{one}", f"b{one}") for one in range(many)]
    wishes += [("different", "c", f"a{one}") for one in range(many)]
    check([decided(number, *wish) for number, wish in enumerate(wishes, 1)])
    assert looked_up.total() < 5 * len(wishes)


def test_merges_that_are_parted_again_look_at_what_concerns_them(looked_up: Counter[str]) -> None:
    many, decisions = 200, []
    for one in range(many):
        a, b, c = f"a{one}", f"b{one}", f"c{one}"
        again = Said(1, b, b, 2), Said(1, c, c, 3), Said(2, a, a, 2)
        parted = Said(1, a, a), Said(1, b, b), Said(2, c, c)
        decisions += [
            decided(3 * one + 1, "same", a, b),
            Decision(3 * one + 2, "same", again, "2026-01-01T00:00:00"),
            Decision(3 * one + 3, "different", parted, "2026-01-01T00:00:00"),
        ]
    held = stand(decisions)
    assert Counter(held.status.values()) == {HOLDS: 2 * many, REPLACED: many}
    assert looked_up.total() < 100 * len(decisions)


def test_nothing_is_said_of_sightings_that_nobody_named() -> None:
    apart, joined = decided(1, "different", "b", "c"), decided(2, "same", "b:2", "c")
    held = stand([apart, joined])
    assert held.status == {1: REPLACED, 2: HOLDS}
    assert held.apart == []


def test_what_is_left_names_a_content_where_all_of_it_is_apart() -> None:
    parts = Said(1, "c", "c"), Said(2, "e", "e"), Said(3, "f", "f")
    apart = Decision(1, "different", parts, "2026-01-01T00:00:00")
    single = decided(2, "different", "c:1", "c:2")

    def left(later: Decision) -> set[tuple[str, ...]]:
        holds = what_holds([apart, single, later])
        return {tuple(said.key for said in one.said) for one in holds if one.id == apart.id}

    assert left(decided(3, "same", "e", "f")) == {("c", "e"), ("c", "f")}
    assert left(decided(3, "same", "c:1", "e")) == {("c:2", "e"), ("c", "f"), ("e", "f")}


@pytest.mark.parametrize(
    ("later", "one"),
    [
        (("c:1", "d"), [{"c", "c:1", "e"}]),
        (("c:1", "c:2"), [{"c:1", "e"}]),
        (("c:1", "e"), []),
    ],
    ids=["they are named elsewhere", "they are in two papers", "they are not in this one"],
)
def test_sightings_that_nobody_named_are_merged_where_all_that_are_named_are(
    later: tuple[str, str], one: list[set[str]]
) -> None:
    held = stand([decided(1, "same", "c", "e"), decided(2, "different", *later)])
    assert [set(keys) for keys in held.classes()] == one
