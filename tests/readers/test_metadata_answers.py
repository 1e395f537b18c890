"""Answers of libraries' interfaces, each with the shape that is its own."""

from __future__ import annotations

import json

import pytest

from papercli.readers import read_bytes
from tests.readers.pages import sightings

TITLE = "Kelp Forests Seen from Above"
INSPIRE = {
    "titles": [{"title": TITLE, "source": "arXiv"}],
    "authors": [{"full_name": "Bee, Ann"}, {"full_name": "Dee, Cy"}],
    "arxiv_eprints": [{"value": "2405.01234", "categories": ["hep-th"]}],
    "abstracts": [{"value": "We count kelp.", "source": "arXiv"}],
    "dois": [{"value": "10.1000/kelp"}],
    "preprint_date": "2024-05-26",
}
DATACITE = {
    "titles": [{"title": TITLE}],
    "creators": [{"name": "Bee, Ann"}, {"name": "Dee, Cy"}],
    "doi": "10.1000/kelp",
    "publicationYear": 2024,
}
DBLP = {
    "authors": {"author": [{"@pid": "1/2", "text": "Ann Bee 0001"}, {"text": "Cy Dee"}]},
    "title": TITLE,
    "year": "2024",
    "doi": "10.1000/kelp",
}
ZOTERO = {
    "itemType": "journalArticle",
    "version": 12,
    "title": TITLE,
    "creators": [
        {"creatorType": "author", "firstName": "Ann", "lastName": "Bee"},
        {"creatorType": "author", "firstName": "Cy", "lastName": "Dee"},
        {"creatorType": "editor", "firstName": "Ed", "lastName": "Fee"},
    ],
    "date": "2024-05-26",
    "DOI": "10.1000/kelp",
    "extra": "arXiv:2405.01234 [cs]",
}
PUBMED = {
    "title": TITLE,
    "authors": [{"name": "Bee A", "authtype": "Author"}, {"name": "Dee C"}],
    "fulljournalname": "Journal of Tides",
    "pubdate": "2024 May 26",
    "articleids": [
        {"idtype": "pubmed", "value": "1234"},
        {"idtype": "doi", "value": "10.1000/kelp"},
    ],
}
EUROPE = {
    "title": TITLE,
    "authorString": "Bee A, Dee C.",
    "journalTitle": "J Tides",
    "pubYear": "2024",
    "doi": "10.1000/kelp",
}
ADS = {
    "title": [TITLE],
    "author": ["Bee, Ann", "Dee, Cy"],
    "abstract": "We count kelp.",
    "pubdate": "2024-05-00",
    "identifier": ["2024JTide...3....1B", "arXiv:2405.01234", "10.1000/kelp"],
}


@pytest.mark.parametrize(
    ("answer", "arxiv"),
    [
        ({"hits": {"hits": [{"id": "7", "metadata": INSPIRE}], "total": 1}}, "2405.01234"),
        ({"data": [{"id": "10.1000/kelp", "attributes": DATACITE}]}, None),
        ({"result": {"hits": {"@total": "1", "hit": [{"@id": "1", "info": DBLP}]}}}, None),
        ([{"key": "ABCD", "version": 12, "data": ZOTERO}], "2405.01234"),
        ({"result": {"uids": ["1234"], "1234": PUBMED}}, None),
        ({"hitCount": 1, "resultList": {"result": [EUROPE]}}, None),
        ({"response": {"numFound": 1, "docs": [ADS]}}, "2405.01234"),
    ],
    ids=["inspire", "datacite", "dblp", "zotero", "pubmed", "europe pmc", "ads"],
)
def test_an_answer_is_read(answer: object, arxiv: str | None) -> None:
    reading = read_bytes(json.dumps(answer).encode(), "a.json")
    [found] = sightings(reading)
    assert (found.title, found.doi, found.arxiv_id) == (TITLE, "10.1000/kelp", arxiv)
    assert found.author_count == 2
    assert found.authors is not None
    assert not any("0001" in name or "Fee" in name for name in found.authors)
    assert found.published is not None
    assert found.published.year == 2024
    assert found.version is None  # Zotero counts how often an item was changed
    assert not reading.problems
