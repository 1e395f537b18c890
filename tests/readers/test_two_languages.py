"""Pages in two languages: what is a translation, and what an abstract in another language."""

from __future__ import annotations

import pytest

from papercli.readers.lines import undress
from papercli.readers.translations import translations
from tests.readers.around import folded
from tests.readers.pages import TITLES, page, read, sightings

GERMAN = (
    "Wir stellen ein neues Modell vor, das die Sprache und die Bilder der Welt mit einer Methode "
    "versteht, die für alle Daten gilt, und zeigen, dass es besser ist als andere. Die Ergebnisse "
    "sind in allen Versuchen gut und werden durch eine Studie mit Menschen bestätigt."
)
METADATA = "- 4 authors\n·\nMay 26 2"


@pytest.mark.parametrize("wrapped", [False, True])
def test_abstracts_in_another_language_than_their_titles_stay(wrapped: bool) -> None:
    text = page(*(f"{title}\n\n{GERMAN}\n\n{METADATA}" for title in TITLES))
    found = sightings(read(folded(text, 70) if wrapped else text))
    read_so = [(one.title, " ".join((one.abstract or "").split())) for one in found]
    assert read_so == [(title, GERMAN) for title in TITLES]


def test_lines_with_words_of_other_languages_in_a_wrapped_text_are_no_translations() -> None:
    words = ["Harbors", "tides", "charts", "moorings", "ships"]
    rows = [f"{words[number % 5]} of the year {number} are what they are" for number in range(300)]
    for place in (50, 150, 250):
        rows[place] = "charted once per tide per ship per quay"
    assert translations(undress(rows), range(len(rows))) == []
    french = [f"{word} dans les ports du nord pour la {{}}" for word in words]
    below = [
        one for place, row in enumerate(rows) for one in (row, french[place % 5].format(place))
    ]
    assert set(range(1, len(below), 2)) <= set(translations(undress(below), range(len(below))))
