"""Front matter that is read without YAML is what YAML makes of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.readers import front_matter
from papercli.readers.front_matter_regular import written
from tests.invented import ROOT

KEYS = "title|authors|a b|a-b|-a|é|标题|1a|_x|<<|a.b|x:|? a|key |" + "k" * 1_100
VALUES = (
    "text|2409.10590|null|None|~|a: b|a:b|a :b|a:|x #y|x#y|a, b|a [b]"
    "|a {b}|a - b|a ? b|²|x\ty|x\xa0y"
    "|trail  |a  b|- a|>|*a|&a b|!t x|@x|http://x.y/z?a=b#c|😀 x|x 😀|\u0301x|x\u0301|x\ufeff"
    '|"q: x"|"a\\nb"|"a" b|"|""|"a" # c|"a\'b"|\'it\'\'s\'|\'ok\'|\'a"b\'|"  a "'
    "|[a, b]|[a,b]|[a , b  c]|[a, [b]]|[]|[ ]|[a, ]|[a: b]|[a?b]|[O'Brien, x.y]|[- a]|[a]b|[a #b]"
    '|["a"]|[é, 标题]|{a: b}'
)
LINES = (
    "|  |# c|- item|  - item|    - item|  - a: b|  -  two|  - \"q\"|  - 'q'|  - [x]|  -|- "
    "|  cont|cont|  key: v|\t- x|  - x:|  - x #c|  - https://a.b/c|-item|  - - x|... x|  - null"
)
WRITTEN = st.one_of(
    st.tuples(
        st.sampled_from(KEYS.split("|")),
        st.sampled_from([": ", ": ", ":", " : ", ":  "]),
        st.sampled_from(VALUES.split("|")),
    ).map("".join),
    st.sampled_from(KEYS.split("|")).map("{}:".format),
    st.sampled_from(LINES.split("|")),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(WRITTEN, max_size=5).map("\n".join))
def test_what_is_read_without_yaml_is_what_yaml_reads(inner: str) -> None:
    if written(inner + "\n") is None:
        return
    note = f"---\n{inner}\n---\nText.\n"
    found = front_matter.read(note)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(front_matter, "written", lambda inner: None)
        assert found == front_matter.read(note)


RULES = "---|--- |----|...|.... |---x|a: b|a|# c|:||\ufeff---"


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(RULES.split("|")), max_size=6).map("\n".join))
def test_where_front_matter_usually_ends_is_where_it_ends(text: str) -> None:
    found = front_matter.block(f"---\n{text}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(front_matter, "_plain_block", lambda text: None)
        assert found == front_matter.block(f"---\n{text}")


@pytest.mark.parametrize("note", sorted((ROOT / "fixtures/notes").glob("*.md")), ids=str)
def test_a_usual_note_needs_no_yaml(note: object, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / str(note)).read_text(encoding="utf-8")
    monkeypatch.setattr(front_matter, "_loader", lambda inner: pytest.fail("YAML was asked"))
    found = front_matter.read(text)
    assert found is not None
    assert found.fields["title"].values[0] in text
