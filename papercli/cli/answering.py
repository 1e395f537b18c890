"""What a search says beyond its results: how a query was understood, and what would find more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from papercli.cli import clock
from papercli.cli.session import Session
from papercli.errors import QueryError
from papercli.query.hints import hints, is_bare_syntax
from papercli.query.parser import as_title, bare_title, has_field, has_syntax, parse
from papercli.query.tree import EVERYTHING, Group, Node, all_of, group, leaves, replaced, texts
from papercli.query.values import Label, Range, Text, public_identifiers
from papercli.search.ranking import Found, find, loaded
from papercli.search.ranking import count as count_matches
from papercli.search.rare_compounds import settled
from papercli.store.columns import count_rows
from papercli.text import fold

if TYPE_CHECKING:
    from sqlite3 import Connection

    from papercli.search.corrections import Corrected

FEW = 5
"""Matches below which a terminal is told what would find more, and shown what comes near."""
MOST = 5
"""Words whose cost is told, or which were perhaps meant."""
TITLE = 4
"""Words of a title that is known again, among others or cut off."""
NOTHING = group("OR", ())
_MARKS = "?!.,;:"
"""What ends a word of a sentence and is no part of it."""
_UNREAD = "this could not be read as a query"


def check_readable(session: Session, text: str) -> None:
    """Raise QueryError for a query that cannot be read where no index has a title of its words."""
    try:
        parse(text, clock.now().astimezone().date())
    except QueryError:
        from papercli.store.connection import is_there

        if not is_there(session.index, session.waiting):
            raise


def understood(
    session: Session,
    connection: Connection,
    text: str,
    filters: Node,
    fuzzy: bool,
    order: Mapping[str, Any],
) -> tuple[Node, Found]:
    """The tree of a query and its filters, and what it finds. What cannot be read, or finds
    nothing, is tried by the identifiers in it, and then, if it has operators, as a title that was
    pasted. Tells hints."""
    tree, hint = _read(connection, text, filters, fuzzy)
    tree = settled([connection], tree)
    found = find(connection, tree, fuzzy=fuzzy, **order)
    if not (hint or found.exact or order["offset"]):
        other = _otherwise(connection, tree, text, filters)
        if other:
            tree, searched = other
            hint = f"the query finds nothing; {searched}"
            found = find(connection, tree, fuzzy=fuzzy, **order)
    told = [hint] if hint else (*hints(tree, text), *_unknown_formats(connection, tree))
    for line in (*told, *parted(tree, partial(count_matches, connection))):
        session.note(f"hint: {line}")
    return tree, found


def parted(tree: Node, count: Callable[[Node], int]) -> Iterator[str]:
    """What to say of compounds so rare that their parts may stand apart, as is settled in the tree,
    where they do; ``count`` tells how many papers a tree finds."""
    as_one: dict[Node, Node] = {one: one._replace(apart=False) for one in texts(tree) if one.apart}
    if not as_one:
        return
    found, together = count(tree), count(replaced(tree, as_one))
    if found == together:
        return

    def brings(one: Node) -> bool:
        others = {other: as_one[other] for other in as_one if other != one}
        return count(replaced(tree, others)) > together

    apart = [*islice(filter(brings, as_one), MOST)] or [*as_one][:MOST]
    more = ", …" if len(apart) == MOST < len(as_one) else ""
    named = ", ".join(map(str, apart)) + more
    have = "has" if found - together == 1 else "have"
    yield (
        f"{found - together} of {found} papers {have} the parts of {named} only apart;"
        " quotation marks keep them together"
    )


def _unknown_formats(connection: Connection, tree: Node) -> Iterator[str]:
    """What to say of a format in a query as which no digest was read."""
    asked = [one.text for one in leaves(tree) if isinstance(one, Label) and one.field == "format"]
    if asked:
        rows = connection.execute("SELECT DISTINCT reader FROM digests ORDER BY reader")
        known = [reader for (reader,) in rows]
        for name in dict.fromkeys(asked):
            if name not in known:
                yield f"no digest was read as {name}; the index has {', '.join(known) or 'none'}"


def _read(connection: Connection, text: str, filters: Node, fuzzy: bool) -> tuple[Node, str]:
    """The tree of a query and its filters; of one that cannot be read what it holds of ids and
    titles, or the title of a paper as it stands, and for a fuzzy search as it may have been meant,
    with a hint that says so. QueryError where there is nothing of it."""
    try:
        return all_of([parse(text, clock.now().astimezone().date()), filters]), ""
    except QueryError:
        if is_bare_syntax(text):
            raise
        other = _identified(connection, text, filters)
        if other:
            return other[0], f"{_UNREAD}; {other[1]}"
        titled = as_title(text)
        if _finds(connection, titled, filters):
            return all_of([titled, filters]), f"{_UNREAD} and was searched as a title"
        other = _quoted_title(connection, titled, text, filters)
        if other:
            return other[0], f"{_UNREAD}; {other[1]}"
        if fuzzy and len(list(leaves(titled))) >= TITLE and not has_field(text):
            return all_of([titled, filters]), f"{_UNREAD} and was searched as a title"
        raise


def _otherwise(
    connection: Connection, tree: Node, text: str, filters: Node
) -> tuple[Node, str] | None:
    """What a query that finds nothing may be instead, and what to say of it."""
    given = tuple(leaves(filters))
    text_alone = all(isinstance(leaf, Text) or leaf in given for leaf in leaves(tree))
    if text_alone:
        other = _identified(connection, text, filters)
        if other:
            return other
    if has_syntax(tree, text) or bare_title(text) != text:
        titled = as_title(text)
        if _finds(connection, titled, filters):
            return all_of([titled, filters]), "its words were searched as a title"
    if not text_alone:
        return None
    cut = as_title(f"{text.rstrip(' .…')}…")
    if len(list(leaves(cut))) >= TITLE and _finds(connection, cut, filters):
        return all_of([cut, filters]), "its words were searched as a title that was cut off"
    return _quoted_title(connection, tree, text, filters)


def _identified(connection: Connection, text: str, filters: Node) -> tuple[Node, str] | None:
    """The papers whose ids stand in a text, as in a citation, and what to say of it; None where the
    index has none of them and the text says more."""
    named = group("OR", [Label("id", public) for public in public_identifiers(text)])
    tree = all_of([named, filters])
    alone = len(text.split()) == 1
    if named == NOTHING or not (alone or count_matches(connection, tree)):
        return None
    return tree, f"{named} was searched instead"


def _quoted_title(
    connection: Connection, tree: Node, text: str, filters: Node
) -> tuple[Node, str] | None:
    """The papers whose whole titles stand in a text, as in a citation, and what to say of it."""
    said = f" {fold(text)} "
    if len(said.split()) <= TITLE:
        return None
    from papercli.search.corrections import unknown
    from papercli.search.nearly import nearest

    # A title that stands here whole has no word that no paper holds; to put those right takes long.
    known = replaced(tree, dict.fromkeys(unknown(connection, tree), EVERYTHING))
    near = loaded(connection, nearest(connection, known)[:FEW], abstracts=False)
    titles = {paper.id: fold(paper.title) for paper in near}
    held = {
        number: title
        for number, title in titles.items()
        if f" {title} " in said and len(title.split()) >= TITLE
    }
    longest = max(map(len, held.values()), default=0)
    found = [Range("id", one, one) for one, title in held.items() if len(title) == longest]
    named = group("OR", found)
    if not held:
        return None
    return all_of([named, filters]), f"{named} was searched, whose title it holds"


def _finds(connection: Connection, titled: Node, filters: Node) -> bool:
    """Whether a title has the words of another, within the filters."""
    return titled != EVERYTHING and bool(count_matches(connection, all_of([titled, filters])))


def tell_rest(
    session: Session,
    connection: Connection,
    tree: Node,
    number: int,
    limit: int | None,
    offset: int,
) -> None:
    """Say what was not shown, and why so little was found; to look for it takes a while."""
    if session.quiet:
        return
    if limit is not None and number == limit:
        more = count_matches(connection, tree) - offset - number
        if more > 0:
            session.note(f"{more} more (-n 0 for all)")
    elif not number and offset and count_matches(connection, tree):
        session.note(f"no paper matches beyond the first {offset}")
    elif not number and not count_rows(connection, "papers"):
        # A first ingest that was interrupted leaves an index without papers.
        session.note("the index holds no papers yet")
    few = number < min(FEW, limit or FEW)
    if not offset and (few or _has_alternatives(tree)) and count_rows(connection, "papers"):
        advice = _advice(connection, tree, number, few)
        if advice:
            session.note(advice)


def _has_alternatives(tree: Node) -> bool:
    """Whether a word that no paper holds may pass unseen among those that are found."""
    if not isinstance(tree, Group):
        return False
    return tree.operator == "OR" or any(map(_has_alternatives, tree.parts))


def _advice(connection: Connection, tree: Node, number: int, few: bool) -> str:
    """One line on what would find more."""
    from papercli.search.corrections import corrected, unknown
    from papercli.search.nearly import costs

    told = [] if number else ["no paper matches"]
    other = corrected(connection, tree)
    if other.made:
        told.append(f"did you mean {_proposal(other)}")
    ids = [leaf.text for leaf in leaves(tree) if isinstance(leaf, Label) and leaf.field == "id"]
    if ids and not number:
        told.append(f"the index has no paper with the id {' or '.join(ids)}")
    missing = unknown(connection, other.tree)[:MOST]
    if missing:
        told.append(f"no paper holds {', '.join(map(_quoted, missing))}")
    if few and not (other.made or ids):
        dear = costs(connection, tree)[:MOST]
        told += [", ".join(f"without {_named(one.parts)}: {one.found}" for one in dear)]
    return "; ".join(filter(None, told))


def _proposal(other: Corrected) -> str:
    """What may have been meant, with how many papers that finds."""
    told, more = other.made[:MOST], ", …" if len(other.made) > MOST else ""
    if other.found:
        return f"{', '.join(str(one.instead) for one in told)}{more}? ({other.found})"
    return ", ".join(f"{one.instead}? ({one.papers})" for one in told) + more


def _named(parts: Sequence[Node]) -> str:
    more = f" and {len(parts) - MOST} more" if len(parts) > MOST else ""
    return ", ".join(map(_quoted, parts[:MOST])) + more


def _quoted(part: Node) -> str:
    plain = isinstance(part, Text) and not (part.scope or part.quoted)
    return f'"{str(part).rstrip(_MARKS) or part}"' if plain else str(part)
