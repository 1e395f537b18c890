"""Which part of an abstract a snippet shows."""

from __future__ import annotations

from papercli.output.snippets import snippet

FAR = " Nothing of that is said anywhere in the lines that follow, which are many and long." * 2


def test_small_words_draw_no_snippet_where_others_stand() -> None:
    abstract = f"Compared to the best in the harbor of all.{FAR} It prunes whole layers."
    shown = snippet("Lighter Transformers", abstract, ["to", "prune", "in", "the"])
    assert shown is not None
    assert "prunes whole layers" in shown


def test_small_words_are_shown_where_nothing_else_is_asked_for() -> None:
    shown = snippet("Lighter Transformers", f"{FAR} Compared to others.", ["to"])
    assert shown is not None
    assert "Compared to" in shown


def test_forms_of_one_word_count_once() -> None:
    abstract = f"We prune, pruning what was pruned.{FAR} Whoever prunes a vine waits a year."
    shown = snippet("Lighter Transformers", abstract, ["prune", "vine"])
    assert shown is not None
    assert "prunes a vine" in shown


def test_of_as_many_words_the_longer_are_shown() -> None:
    abstract = f"We ask how that is.{FAR} It prunes whole layers."
    shown = snippet("Lighter Transformers", abstract, ["how", "prune"])
    assert shown is not None
    assert "prunes whole layers" in shown
