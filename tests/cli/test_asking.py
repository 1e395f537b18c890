"""What a search says beyond its results: what was meant, what comes near, where the words stand."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from papercli.cli import clock
from papercli.cli.session import Session
from tests.command import Papers
from tests.invented import CACHE, DIFFUSION, KELP, dump


@pytest.fixture
def on_terminal(filled: Papers, monkeypatch: pytest.MonkeyPatch) -> Papers:
    """Commands that take standard output for a terminal."""
    monkeypatch.setattr(Session, "terminal", True)
    return filled


NEAR = "not all of the words, but most of what they say:"


def test_a_terminal_is_told_what_was_meant_and_shown_what_comes_near(on_terminal: Papers) -> None:
    found = on_terminal("search", "kelp dialgoue")
    assert found.err.splitlines() == ["no paper matches; did you mean dialogue? (1)", NEAR]
    assert "Kelp-7B" in found.out
    assert found.code == 0
    assert on_terminal("search", "kelp dialgoue", "--exit-status").code == 1


def test_what_comes_near_is_no_more_than_was_asked_for(on_terminal: Papers) -> None:
    query = ("search", "we the cahce", "--fields", "id")
    assert len(on_terminal(*query).out.splitlines()[2:]) > 1
    assert len(on_terminal(*query, "-n", "1").out.splitlines()[2:]) == 1


def test_a_word_that_no_paper_holds_does_not_hide_among_others(on_terminal: Papers) -> None:
    found = on_terminal("search", "diffusion OR kelp OR the OR dialgoue", "-n", "2")
    assert "did you mean dialogue?" in found.err.splitlines()[-1]
    assert "did you mean" not in on_terminal("search", "diffusion OR kelp OR the").err


def test_a_terminal_is_told_which_word_costs_what(on_terminal: Papers) -> None:
    told = on_terminal("search", "kelp lighthouse").err.splitlines()[0]
    assert told == 'no paper matches; without "kelp": 1, without "lighthouse": 1'
    told = on_terminal("search", "kelp xylophone").err.splitlines()[0]
    assert told == 'no paper matches; no paper holds "xylophone"; without "xylophone": 1'
    told = on_terminal("search", "xylophone, kelp?").err.splitlines()[0]
    assert told == 'no paper matches; no paper holds "xylophone"; without "xylophone": 1'
    told = on_terminal("search", f"kelp {' '.join(f'xylophone{n}' for n in range(7))}").err
    assert told.splitlines()[0].endswith('"xylophone4" and 2 more: 1')
    told = on_terminal("search", "kelp", "--until", "1999").err.splitlines()[0]
    assert told == "no paper matches; without date:..1999-12-31: 1"
    told = on_terminal("search", "kelp dialgoue xylophone").err.splitlines()[0]
    assert told == 'no paper matches; did you mean dialogue? (1); no paper holds "xylophone"'


def test_a_terminal_is_told_of_an_author_and_of_an_id_that_the_index_lacks(
    on_terminal: Papers,
) -> None:
    with Path("list.bib").open("w", encoding="utf-8") as file:
        file.write("@misc{a, title={Sand and Shells}, author={Lind, Åsa and Berg, Bo}}\n")
    assert on_terminal("ingest", "list.bib").code == 0
    told = on_terminal("search", "Lind shells").err.splitlines()[0]
    assert told == "no paper matches; did you mean author:Lind? (1)"
    told = on_terminal("search", '"Bo Berg" kelp').err.splitlines()[0]
    assert told == 'no paper matches; did you mean author:"Bo Berg"? (1)'
    for query in ("https://arxiv.org/abs/2405.99999", "id:2405.99999"):
        told = on_terminal("search", query).err.splitlines()[-1]
        assert told == "no paper matches; the index has no paper with the id 2405.99999"


def test_a_page_that_is_full_is_shown_nothing_near(on_terminal: Papers) -> None:
    assert NEAR not in on_terminal("search", "of", "-n", "2").err
    assert NEAR not in on_terminal("search", "").err


def test_a_pipe_gets_what_matches_and_nothing_else(filled: Papers) -> None:
    meant = "no paper matches; did you mean dialogue? (1)\n"
    assert filled("search", "kelp dialgoue")[:3] == (0, "", meant)
    assert filled("search", "kelp dialgoue", "-q")[:3] == (0, "", "")
    found = filled("search", "kelp lighthouse", "--json")
    assert found[:2] == (0, "[]\n")
    assert found.err.startswith("no paper matches; without ")
    assert filled("search", "kelp")[2] == "", "where little is found a terminal alone is told"


def test_fuzzy_adds_what_comes_near_and_says_which_is_which(filled: Papers) -> None:
    rows = filled("search", "lighthouse networks rumours", "--fuzzy", "--json").json
    assert rows[0]["exact"] is True
    rows = filled("search", "lighthouse netwroks xylophones", "--fuzzy", "--json").json
    assert [(row["title"], row["exact"]) for row in rows] == [(DIFFUSION[0], False)]
    assert "exact" not in filled("search", "kelp", "--json").json[0]
    lines = filled("search", "lighthouse netwroks", "--fuzzy").out.splitlines()
    assert [line.split("\t")[-1] for line in lines] == ["no"]
    assert filled("search", "lighthouse netwroks", "--fuzzy", "--exit-status").code == 0


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("Diffusion (of Rumours in", "hint: this could not be read as a query"),
        ('Kelp-7B: an "Open Model', "hint: this could not be read as a query"),
        ("title:Diffusion OR", "hint: this could not be read"),
    ],
)
def test_a_pasted_title_is_found_whatever_it_holds(filled: Papers, query: str, hint: str) -> None:
    if "title:" in query:
        assert filled("search", query).code == 2
        return
    found = filled("search", query, "--json")
    assert len(found.json) == 1
    assert found.err.startswith(hint)


def test_operators_of_a_title_are_words_where_they_find_nothing(
    papers: Papers, tmp_path: object
) -> None:
    title = "To Mow or NOT to Mow a Meadow of Eelgrass"
    with Path("list.txt").open("w", encoding="utf-8") as file:
        file.write(dump("Dec 10", (title, *CACHE[1:]), KELP))
    assert papers("ingest", "list.txt").code == 0
    found = papers("search", title, "--json")
    assert [row["title"] for row in found.json] == [title]
    assert found.err == "hint: the query finds nothing; its words were searched as a title\n"
    # A filter is no word of a title, and holds.
    assert papers("search", title, "--until", "1999", "--json").json == []
    # What finds something is left as it was written.
    assert papers("search", "kelp NOT meadow").err == ""


@pytest.mark.parametrize(
    "query",
    [
        "https://arxiv.org/abs/2405.01234v2",
        "arXiv:2405.01234",
        "2405.01234",
        "[2405.01234]",
        "A. Lind and B. Berg. Reefs, at last. arXiv preprint arXiv:2405.01234, 2024.",
        "[Reefs, at Last](https://arxiv.org/abs/2405.01234)",
        'Lind, "Reefs, at Last, (https://arxiv.org/pdf/2405.01234',
    ],
)
def test_an_identifier_in_what_finds_nothing_finds_its_paper(papers: Papers, query: str) -> None:
    with Path("list.bib").open("w", encoding="utf-8") as file:
        file.write("@misc{a, title={Of Sand and Shells}, eprint={2405.01234}, year={2024}}\n")
        file.write("@misc{b, title={Kelp of the Sea}, eprint={2405.09999}, year={2024}}\n")
    assert papers("ingest", "list.bib").code == 0
    found = papers("search", query, "--json")
    assert [row["title"] for row in found.json] == ["Of Sand and Shells"]
    assert found.err.startswith("hint: ")
    assert "id:2405.01234 was searched" in found.err
    # A filter holds; what no paper has is not searched for; what finds something is left alone.
    assert papers("search", query, "--since", "2024", "--json").out == found.out
    assert papers("search", query, "--until", "1999", "--json").out in ("[]\n", "")
    assert papers("search", query.replace("01234", "01235"), "--json").out in ("[]\n", "")
    assert papers("search", "kelp").err == ""
    assert "searched" not in papers("search", "kelp id:2405.01234").err


@pytest.mark.parametrize(
    "query", ["Title: {}", "17. {}", "[17] {} (2025)", "{} (2025)", "{} (Lind & Berg, 2025)"]
)
def test_what_a_list_writes_around_a_pasted_title_is_left_out(filled: Papers, query: str) -> None:
    found = filled("search", query.format("Diffusion of Rumours"), "--json")
    assert [row["title"] for row in found.json] == [DIFFUSION[0]]
    assert "searched as a title" in found.err


@pytest.mark.parametrize(
    "query",
    [
        "Lind, A., & Berg, B. (2025). {}. Journal of Tides.",
        "[12] A. Lind. {}. In Proc. of Tides, 2025.",
        "{} | Papers of the Sea",
        "title = {{{}}},",
        'A. Lind: "{} (Tides, 2025',
        "2025-12-10\t{}\t3",
    ],
)
def test_a_query_that_holds_a_whole_title_finds_its_paper(filled: Papers, query: str) -> None:
    found = filled("search", query.format(KELP[0]), "--json")
    assert [row["title"] for row in found.json] == [KELP[0]]
    assert found.err.splitlines()[-1].endswith("was searched, whose title it holds")
    assert filled("search", query.format(KELP[0]), "--until", "1999", "--json").out in ("[]\n", "")


def test_a_title_that_a_query_holds_is_looked_for_by_words_that_are_known(
    filled: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(connection: object) -> None:
        pytest.fail("putting words right takes long")

    monkeypatch.setattr("papercli.search.nearly.vocabulary", refuse)
    query = f"Xylofone zitter wiola. {KELP[0]}. Jurnal xxi."
    assert [row["title"] for row in filled("search", query, "--json").json] == [KELP[0]]


@pytest.mark.parametrize("end", ["", " …", "...", "…"])
def test_a_title_that_was_cut_within_a_word_finds_its_paper(filled: Papers, end: str) -> None:
    found = filled("search", f"Diffusion of Rumours in Lighth{end}", "--json")
    assert [row["title"] for row in found.json] == [DIFFUSION[0]]
    assert ("cut off" in found.err) == (end in ("", " …"))
    assert filled("search", "Rumours in Lighth", "--json").json == [], "too few words of a title"
    assert filled("search", "Lighthouse that hears rumour", "--json").json == [], "of an abstract"


def test_titles_of_few_words_are_not_looked_for_among_others(filled: Papers) -> None:
    with Path("list.bib").open("w", encoding="utf-8") as file:
        file.write("@misc{a, title={Sand and Shells}}\n@misc{b, title={Sand and Small Shells}}\n")
        file.write("@misc{c, title={Counting Sand and Small Shells}}\n")
    assert filled("ingest", "list.bib").code == 0
    query = "A walk on sand and {}shells, with a dog"
    assert filled("search", query.format(""), "--json").out == "[]\n"
    assert len(filled("search", query.format("small "), "--json").json) == 1
    query = query.replace("A walk on", "On counting")
    longest = filled("search", query.format("small "), "--json")
    assert [row["title"] for row in longest.json] == ["Counting Sand and Small Shells"]


def test_what_cannot_be_read_is_a_misspelt_title_to_a_fuzzy_search(filled: Papers) -> None:
    query = 'Kelp-7B: an "Opne Model for Under-Water Dialgoue'
    assert filled("search", query).code == 2
    found = filled("search", query, "--fuzzy", "--json")
    assert [(row["title"], row["exact"]) for row in found.json] == [(KELP[0], False)]
    assert found.err.startswith("hint: this could not be read as a query and was searched as")
    assert filled("search", '"kelp', "--fuzzy").code == 0
    assert filled("search", "kelp model (date:2025 opne dialgoue", "--fuzzy").code == 2, "no title"
    assert filled("search", '"xylophone', "--fuzzy").code == 2


def test_a_folder_of_indexes_knows_a_pasted_title_too(filled: Papers, tmp_path: Path) -> None:
    with Path("list.bib").open("w", encoding="utf-8") as file:
        file.write("@misc{a, title={To Mow or NOT to Mow (a Meadow)}}\n")
    assert filled("ingest", "list.bib").code == 0
    (tmp_path / "library/shards").mkdir(parents=True)
    (tmp_path / "papers.db").rename(tmp_path / "library/shards/0.db")
    for query, told in (
        ("Diffusion (of Rumours", "hint: this could not be read as a query and was searched as"),
        ("To Mow or NOT to Mow", "hint: the query finds nothing; its words were searched as"),
    ):
        found = filled("--db", "library", "search", query, "--json")
        assert len(found.json) == 1
        assert found.err.startswith(told)
    assert filled("--db", "library", "search", "(xylophone").code == 2
    assert filled("--db", "library", "search", "xylophone")[:3] == (0, "", "no paper matches\n")


def test_what_cannot_be_read_and_is_no_title_stays_an_error(filled: Papers) -> None:
    assert filled("search", "(xylophone").code == 2
    assert filled("search", "date:2024-13 kelp").code == 2


def test_snippets_stand_under_the_title(on_terminal: Papers) -> None:
    assert "sounds of" in on_terminal("search", "trained").out
    assert "sounds of" not in on_terminal("search", "trained", "--no-snippets").out
    assert "sounds of" not in on_terminal("search", "kelp").out


def test_a_snippet_shows_what_was_meant_where_that_comes_near(on_terminal: Papers) -> None:
    assert "sounds of" in on_terminal("search", "kelp traineed").out
    [row] = on_terminal("search", "kelp traineed", "--fuzzy", "--json", "--snippets").json
    assert "trained on sounds" in row["snippet"]
    [row] = on_terminal("search", "kelp divres", "--fuzzy", "--json", "--snippets").json
    assert "divers" in row["snippet"]


def test_snippets_are_a_key_for_programs_that_ask(filled: Papers) -> None:
    assert "snippet" not in filled("search", "trained", "--json").json[0]
    [row] = filled("search", "trained", "--json", "--snippets", "--fields", "id").json
    assert "trained on sounds" in row["snippet"]
    [row] = filled("search", "kelp", "--json", "--snippets").json
    assert row["snippet"] is None


def test_keys_of_an_option_are_fields_with_it(filled: Papers) -> None:
    fuzzy = ("search", "kelp traineed", "--fuzzy", "--snippets", "--format", "ndjson")
    row = filled(*fuzzy, "--fields", "snippet,exact,id").json
    assert list(row) == ["snippet", "exact", "id"]
    row = filled(*fuzzy, "--fields", "id,exact").json
    assert list(row) == ["id", "exact", "snippet"], "what is not named stands last"
    assert filled("search", "kelp", "--fields", "id,exact").code == 2
    Path("library/shards").mkdir(parents=True)
    Path("papers.db").rename("library/shards/0.db")
    header, _ = filled(
        "--db", "library", "search", "kelp", "--snippets", "--format", "csv"
    ).out.split("\n", 1)
    assert header.split(",").count("snippet") == 1


@pytest.mark.parametrize(("sort", "heading"), [("comments", "Comments"), ("seen", "Seen")])
def test_the_column_sorted_by_is_shown(on_terminal: Papers, sort: str, heading: str) -> None:
    assert heading in on_terminal("search", "--sort", sort).out.splitlines()[0]
    drawn = on_terminal("search", "--sort", sort, "--format", "markdown").out
    assert heading in drawn.splitlines()[0]


def test_names_work_everywhere(filled: Papers) -> None:
    for name in ("date", "published"):
        assert filled("search", f"{name}:2024", "--count").out == "2\n"
        [first, *_] = filled("search", "--sort", name, "--fields", name, "--json").json
        assert first == {"published": "2025-12-09"}
    for name in ("seen", "sightings"):
        assert filled("search", f"{name}:2", "--count").out == "2\n"
        [first, *_] = filled("search", "--sort", name, "--fields", name, "--json").json
        assert first == {"sightings": 2}
    for name, key in (("org", "organization"), ("digest", "digests"), ("category", "categories")):
        for other in (name, key):
            assert key in filled("search", "--fields", other, "--json").json[0]
            assert filled("search", f"{other}:kelp", "--count").err == ""
            assert f"{other!r} is not one of" in filled("search", "--sort", other).err
    for name in ("authors", "author_count"):
        assert filled("search", f"{name}:9", "--count").out == "1\n"
        assert filled("search", "--sort", name, "--fields", "title").out.startswith("Diffusion")


def test_new_is_what_the_last_ingest_brought(
    filled: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = clock.now() + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    everything = filled("search", "is:new", "--count").out
    assert everything == filled("search", "--count").out
    title = "A Meadow of Eelgrass, Mown"
    with Path("third.txt").open("w", encoding="utf-8") as file:
        file.write(dump("Dec 13", (title, "Grass of the sea, cut by hand.", KELP[2]), KELP))
    filled("ingest", "third.txt")
    assert filled("search", "is:new", "--fields", "title").out == f"{title}\n"
    assert filled("search", "is:new OR new:2d..", "--count").out == "6\n"
    assert filled("search", "new:..2d", "--count").out == "0\n"
    assert filled("search", "digest:third NOT is:merged", "--fields", "title").out == f"{title}\n"
    assert filled("search", "new:soon").code == 2


@pytest.mark.parametrize("after", [timedelta(microseconds=1), timedelta(days=-1)])
def test_what_is_new_is_told_however_soon_a_run_follows_and_if_the_clock_was_set_back(
    filled: Papers, monkeypatch: pytest.MonkeyPatch, after: timedelta
) -> None:
    times = [clock.now().replace(microsecond=0) + timedelta(minutes=1)]
    times.append(times[0] + after)
    for number, now in enumerate(times):
        monkeypatch.setattr(clock, "now", lambda now=now: now)
        Path(f"{number}.txt").write_text(
            dump("Dec 13", (f"Barley of the Year {number}", "Grass.", KELP[2])), encoding="utf-8"
        )
        filled("ingest", f"{number}.txt")
    assert filled("search", "is:new", "--fields", "title").out == "Barley of the Year 1\n"
    shown = [row["ingested_at"] for row in filled("digests", "--json").json]
    assert shown[-2:] == [now.isoformat(timespec="seconds") for now in times]


def test_similar_and_its_errors(filled: Papers) -> None:
    assert filled("similar", "x").code == 2
    assert filled("similar", "999").code == 1
    [first, *_] = filled("search", "kelp", "--json").json
    assert all(
        row["id"] != first["id"] for row in filled("similar", str(first["id"]), "--json").json
    )


def test_where_nothing_is_similar_it_is_told(
    filled: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"xylophone zither")))
    assert filled("similar", "-")[:3] == (0, "", "no other paper has a word of it\n")
    told = filled("similar", "Xylophones and Zithers").err.splitlines()[-1]
    assert told.endswith("for a title that the index lacks: echo TITLE | papers similar -")
