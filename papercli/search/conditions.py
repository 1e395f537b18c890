"""What a field whose value is a text asks of a row ``p`` of ``papers``."""

from __future__ import annotations

from collections.abc import Callable

from papercli.query.values import OPENREVIEW, Label
from papercli.text import encodable, fold

Parameters = tuple[int | str, ...]
Condition = tuple[str, Parameters]
"""SQL that is never NULL, and its parameters."""

FIRST_READ = """(
    SELECT min(d.ingested_at)
      FROM records AS r
     CROSS JOIN sightings AS s ON s.record_id = r.id
     CROSS JOIN digests AS d ON d.id = s.digest_id
     WHERE r.paper_id = p.id
)"""
"""When the first digest that shows a paper was read; all digests of a run were read at one time."""
FLAGS = {
    "has:date": "p.published_from IS NOT NULL",
    "has:authors": "(p.author_count IS NOT NULL OR p.authors IS NOT NULL)",
    "has:org": "p.org_slug IS NOT NULL",
    "has:abstract": "p.abstract_record IS NOT NULL",
    "has:id": "coalesce(p.arxiv_id, p.doi, p.openreview_id, p.acl_id) IS NOT NULL",
    "has:link": "coalesce(p.links, '[]') <> '[]'",
    "is:merged": "p.sightings > 1",
    "is:inferred": "p.published_inferred",
    # In the order of ids: clocks are set back.
    "is:new": f"{FIRST_READ} = (SELECT ingested_at FROM digests ORDER BY id DESC LIMIT 1)",
}


def _identifier(node: Label) -> Condition:
    if node.text.startswith("10.") and "/" in node.text:
        return "coalesce(lower(p.doi) = ?, 0)", (encodable(node.text),)
    text = encodable(node.text)
    literal = text.replace("[", "[[]").replace("*", "[*]").replace("?", "[?]")
    found = (
        "coalesce(lower(p.arxiv_id) = ? OR lower(p.arxiv_id) GLOB ? || 'v[0-9]*', 0)"
        " OR coalesce(p.openreview_id = ?, 0) OR coalesce(p.acl_id = ?, 0)"
    )
    return found, (text, literal, text.removeprefix(OPENREVIEW), text)


def _organization(node: Label) -> Condition:
    found = "instr(' ' || p.org_folded, ?) > 0"
    return f"coalesce({found}, 0)", (f" {fold(encodable(node.text))}",)


def _digest(node: Label) -> Condition:
    return (
        "p.id IN (SELECT r.paper_id FROM sightings AS s JOIN records AS r ON r.id = s.record_id"
        " WHERE s.digest_id IN (SELECT id FROM digests WHERE instr(' ' || fold(path), ?) > 0))",
        (f" {fold(encodable(node.text))}",),
    )


def _author(node: Label) -> Condition:
    """Every word begins a word of one and the same name."""
    folded = encodable(fold(node.text))
    each = " AND ".join(["instr(' ' || p.authors_folded, ' ' || ?) > 0"] * len(folded.split()))
    # AND would call the function for every paper, as it works out both of its sides.
    condition = f"CASE WHEN {each} THEN named(p.authors_folded, ?) ELSE 0 END"
    return condition, (*folded.split(), folded)


def named(names: str | None, wanted: str) -> bool:
    """Whether one of the names, folded and with bars between them, has words that begin with all
    those that are wanted, in any order."""
    begun = [f" {word}" for word in wanted.split()]
    each = (f" {name}" for name in (names or "").split(" | "))
    return any(all(word in name for word in begun) for name in each)


def _venue(node: Label) -> Condition:
    found = "instr(' ' || fold(p.venue), ?) > 0"
    return f"coalesce({found}, 0)", (f" {fold(encodable(node.text))}",)


def _category(node: Label) -> Condition:
    """The category itself, or one below it: cs.CL below cs."""
    found = "instr(lower(p.categories), ?) > 0 OR instr(lower(p.categories), ?) > 0"
    text = encodable(node.text)
    return f"coalesce({found}, 0)", (f'"{text}"', f'"{text}.')


def _format(node: Label) -> Condition:
    return (
        "p.id IN (SELECT r.paper_id FROM digests AS d JOIN sightings AS s ON s.digest_id = d.id"
        " JOIN records AS r ON r.id = s.record_id WHERE d.reader = ?)",
        (encodable(node.text),),
    )


def _flag(node: Label) -> Condition:
    flag = str(node)
    return FLAGS[flag] if flag in FLAGS else _undecided(), ()


def _undecided() -> str:
    from papercli.search.open_pairs import OPEN_PAIRS  # with all that decisions are, for one flag

    return f"""p.id IN (
        WITH o AS MATERIALIZED (SELECT a, b FROM ({OPEN_PAIRS}))
        SELECT a FROM o UNION SELECT b FROM o
    )"""


CONDITIONS: dict[str, Callable[[Label], Condition]] = {
    "id": _identifier,
    "author": _author,
    "venue": _venue,
    "category": _category,
    "format": _format,
    "org": _organization,
    "digest": _digest,
    "has": _flag,
    "is": _flag,
}
"""What a field whose value is a text asks of a row ``p`` of ``papers``."""
