"""How a query was read, which statements it became, and what each result scored."""

from __future__ import annotations

from collections.abc import Iterator

from papercli.search.explain import Explanation


def lines(explanation: Explanation) -> Iterator[str]:
    """The lines of ``--explain``."""
    yield f"query: {explanation.query}"
    yield from (f"  {line}" for line in explanation.outline.splitlines())
    for statement in explanation.statements:
        yield "SQL:"
        yield from (f"  {line}" for line in statement.strip().splitlines())
    for scored in explanation.results:
        score = "no score" if scored.score is None else f"BM25 {scored.score:.3f}"
        phrase = ", as a phrase" if scored.together else ""
        where = f", in {' and '.join(scored.fields)}" if scored.fields else ""
        yield f"{scored.id}: {score}{phrase}{where}: {scored.title}"
