"""Which sighting each field of a stored paper is from; it never differs from what is stored."""

from __future__ import annotations

from hypothesis import given, settings

from papercli.model.digest import Digest
from papercli.model.paper import PartialDate, Sighting
from papercli.search.lookup import load
from papercli.search.origins import origins_of
from papercli.store.connection import scratch
from papercli.store.sightings import sightings_of
from tests.store.invented import FERRY, digest, store
from tests.store.test_laws import LAW, libraries


@settings(LAW, max_examples=25)
@given(libraries())
def test_the_sighting_named_is_the_one_that_combining_took(library: list[Digest]) -> None:
    with scratch() as connection:
        store(connection, [[page] for page in library])
        numbers = [number for (number,) in connection.execute("SELECT id FROM papers")]
        for paper in load(connection, numbers):
            members = sightings_of(connection, paper.id)
            for name, number in origins_of(paper, members).items():
                stored = getattr(paper, name)
                assert (number is None) == (stored is None)
                if number is not None and name not in ("title", "abstract"):
                    seen = members[number - 1]
                    source = seen if name == "published" else seen.sighting
                    assert getattr(source, name) == stored


def test_what_other_rules_stored_is_named_where_it_stands() -> None:
    title = "Verified Docking of Island Ferries"
    entries = [Sighting(1, title.upper(), FERRY, 3), Sighting(1, title, FERRY, 3)]
    with scratch() as connection:
        store(connection, [[digest(f"page{n}", [one])] for n, one in enumerate(entries)])
        [paper] = load(connection, [1])
        members = sightings_of(connection, 1)
        found = origins_of(paper, members)
        assert (paper.title, found["title"], found["abstract"]) == (title, 2, 1)
        older = paper._replace(title=title.upper(), comments=7, published=PartialDate(2024, 5, 6))
        found = origins_of(older, members)
        assert (found["title"], found["comments"], found["published"]) == (1, None, None)
