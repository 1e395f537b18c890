"""Records of OAI-PMH, as arXiv hands out its metadata in bulk."""

from __future__ import annotations

import pytest

from papercli.readers import UnknownFormatError, read_bytes
from tests.readers.pages import problems, sightings, titles

HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
<request verb="ListRecords">http://export.arxiv.org/oai2</request>
<ListRecords>
<record><header status="deleted"><identifier>oai:arXiv.org:2405.09999</identifier></header></record>
"""
FOOT = "<resumptionToken>1234|1001</resumptionToken></ListRecords></OAI-PMH>\n"
ABSTRACT = "We count kelp for $a &lt; b$,\nin one minute each."
OWN = f"""\
<record><metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/">
 <id>2405.01234</id><created>2024-05-26</created><updated>2025-01-02</updated><authors>
 <author><keyname>Bee</keyname><forenames>Ann M.</forenames></author>
 <author><keyname>Dee</keyname><forenames>Cy</forenames><suffix>Jr</suffix></author></authors>
 <title>Kelp Forests
  Seen from Above</title><categories>cs.CV q-bio.PE</categories>
 <journal-ref>Journal of Tides, 3</journal-ref><doi>10.1000/kelp</doi>
 <abstract>  {ABSTRACT}
</abstract></arXiv></metadata></record>
"""
RAW = f"""\
<record><metadata><arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/">
<id>2405.01234</id><version version="v1"><date>Sun, 26 May 2024 10:00:00 GMT</date><size>9kb</size>
</version><version version="v2"><date>Thu, 2 Jan 2025 10:00:00 GMT</date></version>
<title>Kelp Forests Seen from Above</title><authors>Ann M. Bee, Cy Dee and Eve Fee</authors>
<abstract>{ABSTRACT}</abstract></arXivRaw></metadata></record>
"""
DUBLIN = f"""\
<record><metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Kelp Forests Seen from Above</dc:title>
<dc:creator>Bee, Ann M.</dc:creator><dc:creator>Dee, Cy</dc:creator>
<dc:description>{ABSTRACT}</dc:description><dc:description>Comment: 7 pages</dc:description>
<dc:date>2024-05-26</dc:date><dc:date>2025-01-02</dc:date>
<dc:identifier>http://arxiv.org/abs/2405.01234</dc:identifier>
<dc:identifier>doi:10.1000/kelp</dc:identifier></oai_dc:dc></metadata></record>
"""


def test_all_that_a_record_says() -> None:
    reading = read_bytes(f"{HEAD}{OWN}{FOOT}".encode(), "a.xml")
    [found] = sightings(reading)
    assert (found.line, found.title) == (10, "Kelp Forests\n  Seen from Above")
    assert (found.authors, found.author_count) == (("Ann M. Bee", "Cy Dee Jr"), 2)
    assert (found.arxiv_id, found.doi, str(found.published)) == (
        *("2405.01234", "10.1000/kelp", "2024-05-26"),
    )
    assert (found.categories, found.venue) == (("cs.CV", "q-bio.PE"), "Journal of Tides, 3")
    assert found.abstract == "We count kelp for $a < b$,\nin one minute each."
    assert reading.digests[0].reader == "feed"
    assert not reading.problems


@pytest.mark.parametrize(("record", "count"), [(RAW, 3), (DUBLIN, 2)], ids=["raw", "dublin core"])
def test_other_prefixes_say_the_same(record: str, count: int) -> None:
    [found] = sightings(read_bytes(f"{HEAD}{record}{FOOT}".encode(), "a.xml"))
    assert (found.title, found.arxiv_id) == ("Kelp Forests Seen from Above", "2405.01234")
    assert (found.author_count, str(found.published)) == (count, "2024-05-26")
    assert found.abstract is not None
    assert found.abstract.startswith("We count kelp for $a < b$,")


def test_what_stands_before_a_cut_is_read_and_told() -> None:
    text = f"{HEAD}{OWN}{RAW}"
    reading = read_bytes(text[: text.rindex("<abstract>")].encode(), "a.xml")
    assert titles(reading) == ["Kelp Forests\n  Seen from Above"]
    assert [line for line, _ in problems(reading)] == [20]


def test_declared_entities_are_refused() -> None:
    text = HEAD.replace("<OAI-PMH", '<!DOCTYPE a [<!ENTITY a "b">]><OAI-PMH')
    with pytest.raises(UnknownFormatError):
        read_bytes(f"{text}{OWN}{FOOT}".encode(), "a.xml")
