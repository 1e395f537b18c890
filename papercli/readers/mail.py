"""Reader of mails about papers, one or a folder of them (.eml, mbox), and of their bodies alone.

    mime           a message taken apart: head, texts, lines
    mail_arxiv     arXiv's daily mails and listing files
    mail_scholar   alerts of Google Scholar
    mail_links     lists in HTML that link each paper, as recommenders send them
    html_tree      HTML, parsed

What real files hold that breaks simple parsers:

- bodies in quoted-printable or base64, in unknown charsets; the same list as text and as HTML;
- listings without a head, forwarded (``> ``), with days inside (``/* Fri, 3 Mar 2023 */``), with
  ``(*cross-listing*)`` and ``replaced with revised version``, with and without abstracts;
- authors joined by commas and "and", with affiliations in (nested) parentheses, cut short ("et al.
  (19 additional authors not shown)", "…", "...");
- addresses behind a redirection (``scholar_url?url=``), ids only in the name of a preprint;
- folders in which most mails are about something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from papercli.model.digest import Digest, Problem
from papercli.model.paper import PartialDate, Sighting
from papercli.readers.base import Claim, Request
from papercli.readers.markup import source
from papercli.text.pattern import Pattern

if TYPE_CHECKING:
    from papercli.readers.mime import Mail, Part

NAME = "mail"
EXAMPLE = r"""Date: Tue, 28 May 2024 01:29:12 GMT
Subject: cs daily Subj-class mailing

\\
arXiv:2405.90101
Date: Sun, 26 May 2024 09:00:02 GMT   (3197kb,D)

Title: Larder: Sorting the KV Cache by How Soon It Is Needed
Authors: Ada Quill and Bo Lindqvist
Categories: cs.LG cs.CL
\\
  Long conversations are limited by the memory of a cache.
\\ ( https://arxiv.org/abs/2405.90101 ,  3197kb)
"""

_LOOKED_AT = 8_000
_LONGEST_NAME = 61
"""Letters of the name of a field, with the colon behind it."""
_HEAD = Pattern(r"(?:From [^\n]{1,300}\n)?(?:[!-9;-~]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,200}\n")
_OF_MAIL = Pattern(r"(?mi)^(?:From|Subject|Date|Message-ID|MIME-Version|Received|To):")
_LISTING = Pattern(r"(?m)^(?:> ?)?\\\\[ \t]*\n(?:> ?)?(?:arXiv:|Paper:|/\* )")
_SCHOLAR = "gse_alrt_title"
_HINT = "nothing of these mails was stored; save a mail again if it should hold some"


def claim(text: str) -> Claim:
    """How surely a text is such a mail or the body of one; what was taken apart is handed on."""
    head = text[:_LOOKED_AT].lstrip("\ufeff \t\n")
    if "\\\\" in head and _LISTING.search(head, 0):
        return Claim(0.95)
    if _is_mail(text):
        mails = _mails(text)
        return Claim(max(map(_strength, mails), default=0.0), mails)
    # Text that begins with a tag may as well be Markdown.
    return Claim(_strength(_body_alone(text)) if source(text) else 0.0)


def _strength(mail: Mail) -> float:
    bodies = _bodies(mail)
    sure = any(_SCHOLAR in part.text or _LISTING.search(part.text, 0) for part in bodies)
    return 0.95 if sure else 0.5 if bodies else 0.0


def read(text: str, request: Request) -> tuple[list[Digest], list[Problem]]:
    """Read the entries of all mails; each is a digest of the day on which it was sent.

    Raises UsageError where a mail contradicts the year that is said.
    """
    if isinstance(request.parsed, list):
        mails = request.parsed
    elif _is_mail(text):
        mails = _mails(text)
    else:
        mails = [_body_alone(text)]
    made: list[Digest] = []
    problems: list[Problem] = []
    others: list[int] = []
    for mail in mails:
        before = len(made)
        for part in _bodies(mail, request.named):
            made += _digests(part, mail, request, problems)
        if len(made) == before:
            others.append(mail.line)
    if made and others:
        count = f"{len(others)} mails hold" if len(others) > 1 else "a mail holds"
        problems.append(Problem(request.path, others[0], f"{count} no list of papers", _HINT))
    return made, sorted(problems, key=lambda problem: problem.line or 0)


def _is_mail(text: str) -> bool:
    if ":" not in text[:_LONGEST_NAME] and not text.startswith("From "):
        return False
    head = _HEAD.match(text, 0)
    return head is not None and len(_OF_MAIL.findall(head[0])) > 1


def _mails(text: str) -> list[Mail]:
    from papercli.readers.mime import mail, messages  # the standard library's takes 40 ms

    return [mail(message, line) for line, message in messages(text)]


def _body_alone(text: str) -> Mail:
    from papercli.readers.mime import Mail, Part

    kind = "text/html" if text.lstrip("\ufeff \t\n").startswith("<") else "text/plain"
    part = Part(kind, text, range(len(text) + 1), 1)
    return Mail(1, "", "", None, (part,))


def _bodies(mail: Mail, named: bool = False) -> list[Part]:
    """The texts of a mail that list papers; of the same list as text and as HTML the text.

    Where the reader is ``named``, whatever links of papers there are is a list.
    """
    plain = [part for part in mail.parts if _LISTING.search(part.text, 0)]
    if plain:
        return plain
    from papercli.readers import mail_links

    pages = [part for part in mail.parts if part.kind == "text/html"]
    return [
        part for part in pages if named or _SCHOLAR in part.text or mail_links.is_list(part.text)
    ]


def _digests(part: Part, mail: Mail, request: Request, problems: list[Problem]) -> list[Digest]:
    from papercli.readers.digests import digest

    def tell(line: int, problem: str, hint: str) -> None:
        problems.append(Problem(request.path, part.line(line), problem, hint))

    lists: list[tuple[PartialDate | None, list[Sighting]]]
    if _LISTING.search(part.text, 0):
        from papercli.readers import mail_arxiv

        lists = mail_arxiv.lists(part.text, mail.date, part.line, tell)
    elif _SCHOLAR in part.text:
        from papercli.readers import mail_scholar

        lists = [(mail.date, _placed(part, mail_scholar.sightings(part.text, tell)))]
    else:
        from papercli.readers import mail_links

        lists = [(mail.date, _placed(part, mail_links.sightings(part.text)))]
    made: list[Digest] = []
    for date, seen in lists:
        if seen:
            begin = mail.line if not made else seen[0].line
            own = [f"{one.arxiv_id} {one.title} {one.abstract}" for one in seen]
            made.append(digest(request.path, NAME, begin, date, request.year, own, seen))
    return made


def _placed(part: Part, found: list[Sighting]) -> list[Sighting]:
    """The sightings of a text, with their lines in the file."""
    return [one._replace(line=part.line(one.line)) for one in found]
