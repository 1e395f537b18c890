"""Tables whose rows alone say that they are of papers, and tables of other things."""

from __future__ import annotations

import pytest

from papercli.readers import read_bytes
from papercli.readers.base import UnknownFormatError
from tests.readers.pages import sightings, titles

LONG = ("Kelp Forests Seen from Above at Dawn", "Larder: Sorting the Cache by How Soon It Is Due")
KELP, LARDER = LONG


def table(header: str, *rows: str) -> bytes:
    return "\n".join((header, *rows, "")).encode()


@pytest.mark.parametrize(
    "text",
    [
        table("Title,Year,Tags", f"{KELP},2023,seas", f"{LARDER},2024,llm"),
        table("Title,Venue,Status", f"{KELP},SeaConf,Done", f"{LARDER},,Next"),
        table("Name,Link,Status", f"{KELP},https://arxiv.org/abs/2405.01234,Done",
              f"{LARDER},https://openreview.net/forum?id=aBcDeF1234,Next"),
        table("Status,Paper,URL", f"Done,{KELP},https://arxiv.org/pdf/2405.01234.pdf",
              f"Next,{LARDER},https://proceedings.mlr.press/v1/larder24a.html"),
        table("Title,Venue,Read", f"{KELP},Nature,x", f"{LARDER},Nature,"),
        table("Title,Year", f"{KELP},2023.0", f"{LARDER},2024.0"),
        table("Title,Link,Price", f"{KELP},openreview.net/forum?id=aBcDeF1234,5",
              f"{LARDER},doi.org/10.1234/larder,6"),
        table("Title,Venue,Read", f"{KELP},Workshop on Seas,x", f"{LARDER},Conference of Cooks,"),
        table("Title,Venue,Read", f"{KELP},Journal of Seas,x", f"{LARDER},NeurIPS 2023,"),
        table(",Title,Date,Venue", f"1,{KELP},2024-05-01,SeaConf", f"2,{LARDER},2024-05-01,ICML"),
        table("Title,Author,Year,Type", f"{KELP},Ada Tide,2023,article",
              f"{LARDER},Ben Reef,2024,Conference Paper"),
        table("Type,Title,Venue", f"survey,{KELP},ICML 2024", f"method,{LARDER},SeaConf"),
        table("Title;Link;Rating", f"{KELP};https://doi.org/10.1234/kelp.5;5",
              f"{LARDER};https://example.org/larder;4"),
    ],
)  # fmt: skip
def test_rows_say_that_a_table_is_of_papers(text: bytes) -> None:
    reading = read_bytes(text, "library.csv")
    assert titles(reading) == [KELP, LARDER]
    assert not reading.problems


@pytest.mark.parametrize(
    "text",
    [
        table("Title,Year,Tags", f"{KELP},2023,seas"),
        table("Title,Year,Tags", "Kelp,2023,drama", "The Larder,2024,crime", "Tides,2020,drama"),
        table("Title,Year,Genre", f"{KELP},2023,drama", f"{LARDER},2024,crime"),
        table("Title,Year,Type", f"{KELP},2023,film", f"{LARDER},2024,series"),
        table("Title,Date,Status", f"{KELP},2024-05-01,Open", f"{LARDER},2024-05-02,Done"),
        table("Title,Link,Year", f"{KELP},https://example.org/a,2023",
              f"{LARDER},https://example.org/b,2024"),
        table("Name,Link,Price", "Lamp,https://example.org/lamp.pdf,9.99",
              "Desk,https://example.org/desk.pdf,99.00"),
        table("Name,ID,Link", "Lamp,N19-1423,https://example.org/a",
              "Desk,P18-2001,https://example.org/b"),
        table("Name,Link,Status", f"{KELP},https://arxiv.org/abs/2405.01234,Done"),
        table("Title,Year,Status", f"{KELP},2023,https://a.b/c", f"{LARDER},2024,https://a.b/d"),
        table("Title,Year,Composer", f"{KELP},1908,Tide", f"{LARDER},1985,Reef"),
        table("Title,Number,Year", f"{KELP},HB 12,2023", f"{LARDER},HB 13,2024"),
        table("Name,Title,Year", f"Carol Tide,{KELP},2023", f"Dan Reef,{LARDER},2024"),
        table("Title,Year,Organization", f"{KELP},2023,Bakery", f"{LARDER},2024,Harbor"),
        table("Title,Venue,Date", f"{KELP},Town Hall,2024-05-01", f"{LARDER},Room 5,2024-05-02"),
        table("Title,Venue,Date", f"{KELP},Conference Room,2024-05-01", f"{LARDER},TBA,2024-05-02"),
        table("Title,Version,Year", f"{KELP},2,2023", f"{LARDER},3,2024"),
        table("Title,Year,Link", f"{KELP},2023,www.example.org/a", f"{LARDER},2024,example.org/b"),
        table("Date,Name,Amount", f"2024-05-01,{KELP},1203.4512", f"2024-05-02,{LARDER},1012.5012"),
        table("Name,Link,Date", f"{KELP},https://example.org/manual.PDF,2024",
              f"{LARDER},https://example.org/manual.pdf?page=2,2024"),
    ],
)  # fmt: skip
def test_rows_of_other_things_are_no_papers(text: bytes) -> None:
    with pytest.raises(UnknownFormatError):
        read_bytes(text, "things.csv")


def test_a_paper_may_be_the_address_of_it() -> None:
    rows = (
        "Larder,https://arxiv.org/abs/2405.01234,14",
        "Shelf,https://openreview.net/forum?id=aBcDeF1234,3",
    )
    reading = read_bytes(table("Name,Paper,Size", *rows), "library.csv")
    assert [(one.arxiv_id, one.openreview_id) for one in sightings(reading)] == [
        ("2405.01234", None),
        (None, "aBcDeF1234"),
    ]
    rows = (f"Kelp,{KELP},2405.01234", f"Cache,{LARDER},arXiv:2405.01235")
    reading = read_bytes(table("Name,Title,Paper", *rows), "library.csv")
    assert [(one.title, one.arxiv_id) for one in sightings(reading)] == [
        (KELP, "2405.01234"),
        (LARDER, "2405.01235"),
    ]


def test_names_of_methods_are_no_titles() -> None:
    rows = (
        "Larder,https://arxiv.org/abs/2405.01234,Done",
        "Shelf,https://arxiv.org/abs/2405.01235,",
    )
    reading = read_bytes(table("Name,Link,Status", *rows), "library.csv")
    assert [(one.title, one.arxiv_id) for one in sightings(reading)] == [
        ("", "2405.01234"),
        ("", "2405.01235"),
    ]
    assert [one.problem for one in reading.problems] == ["2 identifiers without a title: lines 2-3"]


@pytest.mark.parametrize(
    ("authors", "count"),
    [
        ("Ann BeeBob Cee", None),
        ("Ann BeeBob CeeDora Dee-Ea", None),
        ("Jean-Luc BeeAmandine O'DeeCy E. Fee", None),
        ("Ann BeeB. Cee Dee", None),
        ("The OpenKELP Research Team", 1),
        ("Ann PhD Bee", 1),
        ("Ann Bee", 1),
        ("Cy McDee", 1),
        ("Cy McDee Bee", 1),
        ("Ann MacDee Bee", 1),
        ("Li XiaoMing", 1),
        ("Ann O'Dee Bee", 1),
        ("XiaoMing Li", 1),
        ("Jean-Luc van DeGee Bee", 1),
        ("Ann K. LeDee Bee", 1),
    ],
)
def test_names_that_run_together_are_not_counted(authors: str, count: int | None) -> None:
    rows = table("Item Title,Authors,Item DOI", f"{KELP},{authors},10.1234/kelp.5")
    [found] = sightings(read_bytes(rows, "SearchResults.csv"))
    assert (found.authors, found.author_count) == ((authors,), count)


def test_columns_of_objects_written_out_are_read() -> None:
    header = "id,doi,title,authorships.author.display_name,primary_location.source.display_name"
    row = "https://openalex.org/W1,https://doi.org/10.1234/kelp.5,Kelp,Ann Bee|Bo Cee,Seas"
    [found] = sightings(read_bytes(table(header, row), "works.csv"))
    assert (found.authors, found.author_count, found.venue) == (("Ann Bee", "Bo Cee"), 2, "Seas")
    row = """abc,"{'ArXiv': '2405.01230', 'CorpusId': 9}",Kelp,"[{'name': 'Ann Bee'}]\""""
    reading = read_bytes(table("paperId,externalIds,title,authors", row), "papers.csv")
    assert [(one.arxiv_id, one.author_count) for one in sightings(reading)] == [("2405.01230", 1)]
