"""Tables in HTML: cells that reach over several rows or columns, rows over several lines."""

from __future__ import annotations

from papercli.readers import read_bytes
from tests.readers.pages import sightings

LARDER = "Larder: Sorting the KV Cache by How Soon It Is Needed"
KELP = "Kelp Forests Seen from Above at Dawn"
WHALE = "Prompting Large Marine Mammals by Song"
PAPERS = ((LARDER, "2405.01234"), (KELP, "2405.01235"), (WHALE, "2405.01236"))
OTHERS = [(f"{title} and Elsewhere", f"2406{number[4:]}") for title, number in PAPERS]
HEAD = "<tr><th>Topic</th><th>Model</th><th>Title</th><th>Paper</th></tr>"


def rows(*first: str) -> list[str]:
    """A row a paper; ``first`` are the cells before its model."""
    return [
        f"<tr>\n{topic}<td>M{number[-1]}</td>\n<td>{title}</td>\n"
        f'<td><a href="https://arxiv.org/abs/{number}">Link</a></td>\n</tr>'
        for topic, (title, number) in zip(first, PAPERS, strict=True)
    ]


def listed(*lines: str) -> list[tuple[str, str | None]]:
    text = "\n".join(lines)
    reading = read_bytes(f"# Sea\n\n{text}\n".encode(), "list.md", reader="markdown-list")
    assert not reading.problems
    return [(one.title, one.arxiv_id) for one in sightings(reading)]


def test_a_cell_reaches_over_several_rows() -> None:
    for topics in (
        ('<td rowspan="3">Cache</td>', "", ""),
        ("<td rowspan=2>Cache</td>", "", "<td>Song</td>"),
        ("<td>Cache</td>", "<td rowspan='2'>Sea</td>", ""),
    ):
        assert listed("<table>", HEAD, *rows(*topics), "</table>") == list(PAPERS)


def test_a_cell_reaches_over_several_columns() -> None:
    text = rows(*["<td>Cache</td>"] * 3)
    wide = [row.replace("<td>Cache</td><td>M4</td>", '<td colspan="2">Both</td>') for row in text]
    assert wide != text
    assert listed("<table>", HEAD, *wide, "</table>") == list(PAPERS)


def test_a_row_of_one_cell_over_all_columns_is_said_of_the_row_above() -> None:
    said = "<tr><td colspan='4'><details>\n\n<a href='{}'>All of the Code of Seas</a>\n"
    told = [
        part
        for row, (_, number) in zip(rows(*["<td>Cache</td>"] * 3), PAPERS, strict=True)
        for part in (row, f"{said.format(f'https://arxiv.org/abs/{number}')}\n</details></td></tr>")
    ]
    assert listed("<table>", HEAD, *told, "</table>") == list(PAPERS)


def test_an_empty_line_ends_no_table() -> None:
    parts = [HEAD, *rows(*["<td>Cache</td>"] * 3)]
    assert listed("<table>", "\n\n".join(parts), "</table>") == list(PAPERS)


def test_a_new_table_has_its_own_columns() -> None:
    link = "<a href='https://arxiv.org/abs/{}'>{}</a>"
    first = [f"<tr><td>2024</td><td>{link.format(n, title)}</td></tr>" for title, n in PAPERS]
    more = [f"<tr><td>{title}</td><td>{link.format(n, 'Link')}</td></tr>" for title, n in OTHERS]
    head = "<tr><th>Date</th><th>Title</th></tr>"
    tables = "<table>", head, *first, "</table>", "<table>", *more, "</table>"
    assert listed(*tables) == [*PAPERS, *OTHERS]
