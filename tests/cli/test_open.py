"""`papers open`: which address a paper has."""

from __future__ import annotations

import pytest

from papercli.cli.open import page_of
from tests.command import Papers, assert_refused
from tests.output.papers import paper


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"arxiv_id": "2505.00001", "doi": "10.5555/a"}, "https://arxiv.org/abs/2505.00001"),
        ({"arxiv_id": "cs/0112017"}, "https://arxiv.org/abs/cs/0112017"),
        ({"doi": "10.5555/a#b<c>"}, "https://doi.org/10.5555/a%23b%3Cc%3E"),
        ({"openreview_id": "Kelp_7-Q"}, "https://openreview.net/forum?id=Kelp_7-Q"),
        ({"acl_id": "P19-1001"}, "https://aclanthology.org/P19-1001"),
        ({"url": "https://kelp.example/a?b=c#d"}, "https://kelp.example/a?b=c#d"),
        ({"links": ("ftp://a.example", "HTTPS://b.example")}, "HTTPS://b.example"),
        ({"url": "javascript:alert(1)"}, None),
        ({"url": "file:///etc/passwd", "links": ()}, None),
        ({"url": "https://a.example/\x1b[31m"}, "https://a.example/%1B[31m"),
        ({"url": "https://a.example/ --flag"}, None),
        ({}, None),
    ],
)
def test_the_page_of_a_paper(fields: dict[str, object], address: str | None) -> None:
    assert page_of(paper(1, **fields)) == address  # type: ignore[arg-type]


def test_what_has_no_page_or_is_no_paper(filled: Papers) -> None:
    assert_refused(filled("open", "1"), 1, "no digest gives an address of paper 1")
    assert_refused(filled("open", "999"), 1, "there is no paper 999")
