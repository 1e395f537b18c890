"""Tables whose columns are called as in other languages, and columns that lists have for more than
one thing."""

from __future__ import annotations

import pytest

from papercli.readers import read_bytes
from tests.readers.pages import sightings


@pytest.mark.parametrize(
    "header",
    [
        "作者,標題,年份,來源出版物名稱,DOI,文獻類型",
        "作者,标题,年份,来源出版物名称,DOI,文献类型",
        "著者名,論文タイトル,発行年,出版物名,DOI,Type",
        "저자,논문 제목,연도,학술지명,DOI,Type",
        "Авторы,Название,Год,Название источника,DOI,Type",
        "Autores,Título,Año,Título de la fuente,DOI,Type",
    ],
)
def test_columns_in_other_languages_are_known(header: str) -> None:
    rows = '"Bee, A.; Dee, C.",Kelp Forests at Night,2024,Journal of Tides,10.1000/kelp,Article\n'
    [found] = sightings(read_bytes(f"{header}\n{rows}".encode(), "a.csv"))
    assert (found.title, found.author_count, str(found.published)) == (
        *("Kelp Forests at Night", 2, "2024"),
    )
    assert (found.venue, found.doi, found.kind) == ("Journal of Tides", "10.1000/kelp", "article")


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("Article", "article"),
        ("phdthesis", "thesis"),
        ("Conference Paper", "inproceedings"),
        ("JOUR", "article"),
        ("attack", None),
        ("Oral", None),
        ("TBD", None),
    ],
)
def test_a_type_is_a_kind_only_if_some_list_of_works_has_that_word(
    told: str, kind: str | None
) -> None:
    table = f"title,authors,year,type\nKelp Forests at Night,Ann Bee,2024,{told}\n"
    record = f'[{{"title": "Kelp Forests at Night", "authors": ["Ann Bee"], "type": "{told}"}}]'
    for text in (table, record):
        [found] = sightings(read_bytes(text.encode(), "a"))
        assert found.kind == kind


def test_what_a_column_for_kinds_alone_says_is_kept() -> None:
    for column in ("Item Type", "Publication Type"):
        table = f"Title,Authors,{column}\nKelp Forests at Night,Ann Bee,presentation\n"
        [found] = sightings(read_bytes(table.encode(), "a.csv"))
        assert found.kind == "presentation"


@pytest.mark.parametrize(
    "said", ["[No abstract available]", "No abstract available.", "Abstract Missing", "N/A"]
)
def test_what_stands_for_no_abstract_is_none(said: str) -> None:
    columns = "Title,Authors,Abstract,DOI,Url,Year,Journal,Item Type"
    table = f"{columns}\nKelp Forests at Night,Ann Bee,{said},10.1000/kelp,,2024,Tides,article\n"
    record = (
        f'{{"title": "Kelp Forests at Night", "authors": ["A B", "C D"], "abstract": "{said}"}}'
    )
    for text in (table, record, f"{record}\n{record}"):
        found = sightings(read_bytes(text.encode(), "a"))
        assert {one.abstract for one in found} == {None}


def test_columns_may_be_called_in_the_plural() -> None:
    table = "terms,titles,abstracts\n\"['cs.LG', 'cs.AI']\",Kelp Forests at Night,We count.\n"
    [found] = sightings(read_bytes(table.encode(), "a.csv"))
    assert (found.title, found.abstract, found.categories) == (
        *("Kelp Forests at Night", "We count.", ("cs.LG", "cs.AI")),
    )
