"""Cleaning that never guesses, links, terminal-safe text, keys for filters."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from papercli.text import MOST_MARKS, clean, few_marks, fold, visible
from papercli.text.addresses import MOST_LINKS, links

TEX = st.lists(
    st.sampled_from(
        [*"\\{}~`'\"&;%^cveio a.", "\\emph", "\\em ", "amp;", "https://a.b", "``", "''", "\\o", "é"]
    ),
    max_size=25,
).map("".join)


ACCENTS = {
    r"\"{o}": "ö", r"\'{e}": "é", r"\`{a}": "à", r"\^{o}": "ô", r"\~{n}": "ñ", r"\={a}": "ā",
    r"\.{z}": "ż", r"\c{c}": "ç", r"\v{s}": "š", r"\u{g}": "ğ", r"\H{o}": "ő", r"\k{a}": "ą",
    r"\r{a}": "å", r"{\"o}": "ö", r"{\=a}": "ā", r"{\.z}": "ż", r"\"{ o }": "ö", r"\'{\i}": "í",
    r"\v{c}\'{e}": "čé", r"\"A": "Ä", r"\'e": "é", r"\`u": "ù",
    r"\^O": "Ô", r"\'y": "ý", r"\~a": "ã", r"\~N": "Ñ", r"\~O": "Õ",
}  # fmt: skip
LETTERS = {
    r"{\o}": "ø", r"{\O}": "Ø", r"{\l}": "ł", r"{\L}": "Ł", r"{\ss}": "ß", r"{\ae}": "æ",
    r"{\AE}": "Æ", r"{\oe}": "œ", r"{\OE}": "Œ", r"{\aa}": "å", r"{\AA}": "Å", r"{\i}": "ı",
    r"\o{}": "ø", r"\ss{}": "ß", r"\'\i": "í", r"\^\j": "ĵ",
}  # fmt: skip
SYMBOLS = {
    r"{\deg}": "°", r"\deg": "°", r"\times": "×", r"\pm": "±", r"\ldots": "…", r"\dots": "…",
    r"\%": "%", r"\&": "&", r"\_": "_", r"\#": "#", r"\$": "$",
}  # fmt: skip
STYLES = "emph em it bf sc sl tt rm sf textit textbf textsc textsl texttt textrm textsf underline"
LOST_STYLES = "emph textit textbf textsc textsl texttt textrm textsf"
ENTITIES = {
    "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&#x27;": "'",
    "&#X27;": "'", "&eacute;": "é", "&amp;amp;": "&", "&amp;lt;": "<",
    "&CounterClockwiseContourIntegral;": "\N{ANTICLOCKWISE CONTOUR INTEGRAL}",
}  # fmt: skip


@pytest.mark.parametrize(
    ("read", "cleaned"),
    [
        ("plain text", "plain text"),
        (" folded \t white\n space\N{NO-BREAK SPACE}", "folded white space"),
        ("two  blanks", "two blanks"),
        ("a\ttab", "a tab"),
        ("cafe\N{COMBINING ACUTE ACCENT}", "café"),
        *((f"x{read}x", f"x{cleaned}x") for read, cleaned in ACCENTS.items()),
        *((read + " x", f"{cleaned} x") for read, cleaned in (LETTERS | SYMBOLS).items()),
        *((f"x{read}x", f"x{cleaned}x") for read, cleaned in ENTITIES.items()),
        *((rf"{{\{style} a b}} c", "a b c") for style in STYLES.split()),
        *((rf"\{style}{{a b}} c", "a b c") for style in (*STYLES.split(), "text", "mbox")),
        *((f"x {style}{{a b}} c", "x a b c") for style in LOST_STYLES.split()),
        (r"\"Uber uns", "Über uns"),
        (r"na\"ive \"word\"", r"naïve \"word\""),
        (r"caf\'e, don\'t", r"café, don\'t"),
        (r"{ \em a}", "a"),
        (r"\emph {a}", "a"),
        (r"\textbf{a \emph{b}}", "a b"),
        (r"{\em{a}}", "{a}"),
        ("Fig.~2", "Fig. 2"),
        ("models~(LLMs)", "models (LLMs)"),
        ("see~[1]", "see [1]"),
        ("RTX~3090", "RTX 3090"),
        ("3090~cards", "3090 cards"),
        ("A~B~C", "A B C"),
        ("``quoted'' text", "“quoted” text"),
        ("``a ``b''", "``a “b”"),
        ("at https://a.org/x{https://a.org/x}.", "at https://a.org/x."),
        ("at http://a.org/x{http://a.org/x}.", "at http://a.org/x."),
        ("at https://www.a.org{a.org}.", "at https://www.a.org."),
        ("at https://a.org/x{http://b.org}.", "at https://a.org/x."),
        ("at https://a.org/x{here}.", "at https://a.org/x (here)."),
        ("(https://a.org/https://b.org/x{here})", "(https://a.org/https://b.org/x (here))"),
        (f"at https://a.org/{'x' * 1900}{{here}}", f"at https://a.org/{'x' * 1900} (here)"),
        (r"at \href{https://a.org/x}{https://a.org/x}", "at https://a.org/x"),
        (r"at \href {https://a.org/x} {here}", "at https://a.org/x (here)"),
        (r"at \url{https://a.org/~x}", "at https://a.org/~x"),
        ("&nbsp;x&nbsp;", "x"),
        ("&eacute;~x", "é x"),
    ],
)
def test_clean_resolves_what_is_certain(read: str, cleaned: str) -> None:
    assert clean(read) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "by ~5x", "5~66 %", "~/.config", "https://a.org/~user", "https://a.org/x~y",
        "http://a.org/x~y", "a/~b", "x~-y", "end~", "don\\'t", 'a \\"word\\" quoted', "\\c c",
        "\\ve", "\\'\\ind", "\\'{\\alpha}", "\\'{\\a}", "&#8203;",
        "\\~e", "x \\~a", "\\o x", "mathcal{O}(n)", "\\mathbf{a}", "\\eg this", "256times256",
        "f''(x)", "``a", "`a'", "\\{\\emph x\\}", "{\\em a\\}", "{\\emb a}", "context{a}",
        "text{a}", "mbox{a}", "AT&T; &nonsense;", "&lt", "&#12345678;", "{-1, 0, 1}", "https://a.org{}",
        "C:\\users\\new", "\\timestamp", "\\degree", "\\pmb", "\\dotsb",
    ],
)  # fmt: skip
def test_clean_leaves_what_it_cannot_know(text: str) -> None:
    assert clean(text) == text


@given(st.text() | TEX)
@example("&amp\u037e lt;")
@example("&" + "amp;" * 40)
@example("{\\em " * 30 + "}" * 30)
def test_clean_is_idempotent(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once == " ".join(once.split())
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(st.characters(categories=["L", "N"])))
def test_clean_keeps_letters_and_digits(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("no link http", ()),
        ("at https://a.org/x.", ("https://a.org/x",)),
        ("(see https://a.org/x_(y)), then http://b.org!", ("https://a.org/x_(y)", "http://b.org")),
        ("https://a.org/x{https://a.org/x}. https://a.org/x", ("https://a.org/x",)),
        ("https://a.org{http://www.a.org/} and https://b.org", ("https://a.org", "https://b.org")),
        ("https://a.org/x{here}", ("https://a.org/x",)),
        (r"\url{https://a.org/x\_y\%20z}", ("https://a.org/x_y%20z",)),
        (r"\href{https://a.org/}{page}", ("https://a.org/",)),
        ("https://a.org/?a=1&amp;b=2", ("https://a.org/?a=1&b=2",)),
        *((f"at https://a.org/X{mark} x", ("https://a.org/X",)) for mark in ".,;:!?'*)”’…"),
        ("((https://a.org/x))", ("https://a.org/x",)),
        ("https://a.org/x_(y))", ("https://a.org/x_(y)",)),
        ("https://", ()),
    ],
)
def test_links(text: str, found: tuple[str, ...]) -> None:
    assert links(text) == found


@given(st.text() | TEX)
def test_links_are_in_the_text_and_each_once(text: str) -> None:
    found = links(text)
    assert len(set(found)) == len(found)
    assert all(address.startswith("http") and not address.endswith(".") for address in found)
    if "\\" not in text and "&amp;" not in text:
        assert all(address in text for address in found)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain é 模型", "plain é 模型"),
        ("a\tb\nc\r\nd\u2028e", "a b c d e"),
        ("\x1b[31mred\x9b0m\x07", "\ufffd[31mred\ufffd0m\ufffd"),
        ("\u202egnp.exe\u2069", "\ufffdgnp.exe\ufffd"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters(exclude_categories=[])))
def test_visible_leaves_nothing_to_act_upon(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in shown)
    assert not any(
        unicodedata.bidirectional(char) in {"RLO", "LRO", "RLI", "PDF"} for char in shown
    )
    shown.encode()


MARKED = st.lists(
    st.sampled_from(["e", "\u0316\u0301", "\u0301", "\u0f73\u0316", "\uff9e", " ", "\\'", "果"]),
    max_size=60,
).map("".join)


@given(MARKED)
def test_combining_marks_are_kept_up_to_thirty_in_a_row(text: str) -> None:
    few = few_marks(text)
    assert few_marks(few) == few
    assert clean(clean(text)) == clean(text)
    longest = max(map(len, re.findall("[\u0301\u0316\u0f73\uff9e]*", few)))
    assert longest <= MOST_MARKS
    if not re.search(f"[\u0301\u0316\u0f73\uff9e]{{{MOST_MARKS + 1}}}", text):
        assert few == text


@pytest.mark.parametrize("marks", [MOST_MARKS, MOST_MARKS + 1, 2 * MOST_MARKS])
def test_the_marks_beyond_thirty_are_those_that_are_left_out(marks: int) -> None:
    assert few_marks("e" + "\u0301" * marks + "x") == "e" + "\u0301" * MOST_MARKS + "x"


def test_what_a_person_writes_has_no_mark_too_many() -> None:
    written = "Phở ở Huế, ภาษาไทย, נִקּוּד, देवनागरी, " + "n\u0303" * 100
    assert few_marks(written) == written


@given(st.text(st.sampled_from("ab \n\t\u3000")), st.integers(1, 9))
def test_a_long_text_is_folded_as_a_short_one(text: str, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("papercli.text.cleaning._AT_ONCE", size)
        assert clean(text + "\n") == " ".join(text.split())


def test_links_end_after_the_first_hundred() -> None:
    addresses = [f"https://a.org/{number}" for number in range(MOST_LINKS + 1)]
    assert links(" ".join(addresses)) == tuple(addresses[:MOST_LINKS])


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("http://http://a.org{code}", "http://http://a.org (code)"),
        (f"http://a{'b' * 2000} http://c{{d}}", f"http://a{'b' * 2000} http://c (d)"),
        (f"http://{'b' * 1999}http://c{{d}}", f"http://{'b' * 1999}http://c (d)"),
        (f"http://{'b' * 2001}{{d}}", f"http://{'b' * 2001}{{d}}"),
        ("http://{d} x://y{d}", "http://{d} x://y{d}"),
    ],
)
def test_the_address_before_a_label_ends_at_the_brace(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("KV-Cache: 2.0!", "kv cache 2 0"),
        (r"Na\"ive Straße", "naive strasse"),
        ("ﬁne Ångström Ørsted Łódź", "fine angstrom orsted lodz"),
        ("模型 \N{FULLWIDTH DIGIT TWO}0", "模型 20"),
        ("Łódź Øre đ ħ ı Æsir Œuvre", "lodz ore d h i aesir oeuvre"),
        ("한국어", "한국어"),
        ("a\x7fb_c", "a b c"),
        ("--", ""),
    ],
)
def test_fold(text: str, key: str) -> None:
    assert fold(text) == key


@given(st.text() | TEX)
def test_fold_is_idempotent_and_alphanumeric(text: str) -> None:
    key = fold(text)
    assert fold(key) == key
    assert not any(char.isspace() and char != " " for char in key)
    assert "_" not in key


@given(st.text(st.characters(codec="ascii")))
def test_fold_ignores_case(text: str) -> None:
    assert "\\" in text or "&" in text or fold(text.upper()) == fold(text.lower())


@pytest.mark.parametrize(
    ("read", "shown"),
    [
        ("Reli\u00adable Evalua\u00adtion", "Reliable Evaluation"),
        ("Gesamt\u200bkonzept", "Gesamtkonzept"),
        ("f\u2061(x\u2063y), a\u034fb", "f(xy), ab"),
        ("\ufb01bril, of\ufb01ce, a\ufb04uent, \ufb02ow", "fibril, office, affluent, flow"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
        ("H\u2082O", "H\u2082O"),
        ("Ke\u200dlp\u200c o\u200e\u200df\u200d\u3000the\u200d \u212aelp", "Kelp of the Kelp"),
        ("\u200eKelp\u200f \u05d0\u200e", "\u200eKelp\u200f \u05d0\u200e"),
        ("\U0001f469\u200d\U0001f4bb Ke\u200dlp", "\U0001f469\u200d\U0001f4bb Kelp"),
    ],
    ids=[
        "soft hyphens",
        "zero-width space",
        "operators",
        "ligatures",
        "a joiner that is read",
        "subscript",
        "joiners and directions that change nothing",
        "directions that are read",
        "joined pictures",
    ],
)
def test_what_only_typesetting_put_in_is_left_out(read: str, shown: str) -> None:
    assert clean(read) == shown
    assert clean(shown) == shown


@pytest.mark.parametrize(
    ("read", "shown"),
    [
        (r"Gda\'nsk, Zamo\'s\'c and Pozna\'n", "Gdańsk, Zamość and Poznań"),
        (r"\'Swi\k{e}to", "Święto"),
        (
            r"it\'s, don\'t, we\'re, they\'ll, I\'m, IT\'S",
            r"it\'s, don\'t, we\'re, they\'ll, I\'m, IT\'S",
        ),
    ],
    ids=["in a word", "at its start", "apostrophes"],
)
def test_accents_on_consonants_are_no_apostrophes(read: str, shown: str) -> None:
    assert clean(read) == shown
