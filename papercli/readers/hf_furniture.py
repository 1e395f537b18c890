"""What stands on a saved page and is no text of a paper: menus, footers, headers of tools.

Some lines are furniture wherever they stand (`is_furniture`); of others only the place tells, since
a paper may be called "Subscribe" (`may_be_furniture`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from papercli.readers.hf_dates import is_nearly_date, read_date
from papercli.readers.hf_metadata import is_number, is_sign, without_mark

_ADDRESS = r"<?\(?(?:https?://|file://|ftp://|www\.)\S{1,2000}"
_TIME = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s?[AP]\.?M\.?)?"
_DAY = r"(?:[0-9]{1,4}[/.\-][0-9]{1,2}[/.\-][0-9]{1,4})"
_CAPTURED = r"[0-9]{1,2} [a-z]{3,9} [0-9]{4}"
_PAGE_OF = r"[0-9]{1,4}(?:\s*(?:/|of)\s*[0-9]{1,4})?"
_SUBMITTED = (
    "submitted by|eingereicht von|envoyé par|soumis par|proposé par|enviado por|inviato da"
    "|inviata da|ingediend door|отправил|отправила|отправлено|提交者|投稿者|제출자"
)
"""What stands before the name of who submitted a paper, in the languages of browsers."""
_SUBMITTER = re.compile(rf"(?:{_SUBMITTED})(?![^\W_])", re.I)
_ALWAYS = re.compile(
    "|".join(
        (
            # Addresses, alone or with what a browser prints beside them.
            rf"(?:\[?[0-9]{{1,4}}[.\]]:?\s*)?{_ADDRESS}(?:\s+(?:page\s*)?{_PAGE_OF})?",
            r"(?:source|url|link|(?:saved|retrieved|archived) (?:from|at))(?: url)?\s?:?\s?"
            rf"{_ADDRESS}.{{0,80}}",
            # Printed pages.
            rf"{_DAY},?\s+{_TIME}\b.{{0,160}}",
            rf".{{0,120}}\s{_DAY},?\s+{_TIME}",
            rf"(?:(?:today|yesterday),? (?:at )?)?{_TIME}",
            r"(?:page|p\.|seite)\s*[0-9]{1,4}(?:\s*(?:/|of|von)\s*[0-9]{1,4})?",
            r"\W{0,3}[0-9]{1,4}\s?(?:/|\bof\b)\s?[0-9]{1,4}\W{0,3}",
            r"[-–—]\s?[0-9]{1,4}\s?[-–—]",
            r".{0,120}\s[-–—|·]\s(?:a )?hugging face(?:\s.{0,60})?",
            r"hugging face\s[-–—|]\s.{0,100}",
            # Programs that show a file page by page.
            r"--more--.{0,20}|\(end\)|lines [0-9]{1,6}-[0-9]{1,6}(?:/[0-9]{1,6})?.{0,20}|~",
            # Proxies, clippers and archives.
            r"(?:url source|published time|markdown content|page url|source url|number of pages"
            r"|saved on|clipped (?:from|on)|exported (?:from|on)|retrieved(?: on)?)\s*:.{0,300}",
            r".{0,120}\bweb\.archive\.org\b.{0,300}",
            r"(?:the )?wayback machine\b.{0,120}",
            r"[0-9][0-9,]{0,8}\s+captures?\b.{0,60}",
            r"(?:saved|clipped|captured|archived|printed|exported|downloaded)(?: on| at)?:? "
            r"(?:[a-z]{3,6}day,? )?[a-z]{3,9}\.? [0-9]{1,2},? [0-9]{4}.{0,40}",
            r"[0-9:]{5,8}[,.][0-9]{3} --> [0-9:]{5,8}[,.][0-9]{3}",
            # What a shell shows.
            r"script (?:started|done)[ ,].{0,160}|eof",
            r"[$%#] (?:exit|logout|w3m|lynx|links|curl|cat|less)\b.{0,200}",
            rf"{_CAPTURED}\s?[-–—]\s?{_CAPTURED}",
            r"about this capture|collected by|timestamps?|visible links:?|hidden links:?",
            # The site's own furniture.
            rf"(?:{_SUBMITTED})(?![^\W_]).{{0,60}}",
            r"by\s?\S.{0,60}?\s?\band the research community",
            r"upvotes?(?:\s*[:(]?\s*[0-9][0-9,.]{0,9}k?\)?)?(?:\s*\+\s?[0-9]{1,4})?",
            r"[0-9][0-9,.]{0,9}k?\s+(?:up)?votes?|votes?\s?:\s?[0-9][0-9,.]{0,9}k?",
            r"(?:link:\s*)?github\W{0,8}[0-9][0-9,.]{0,9}\s?k?(?:\s+stars?)?",
            r"(?:view )?arxiv (?:page|link|abstract|pdf)|view (?:pdf|paper|on \w{1,20})",
            r"(?:voir|ver|vedi|zobacz|посмотреть|查看)\s[^.]{0,24}arxiv(?:\s[^\W\d_]{1,8})?",
            r"arxiv[ -]?(?:页面|ページを表示|페이지 보기|seite(?: ansehen| anzeigen)?)",
            r"project page|[0-9]{1,3}[- ]min(?:ute)?s?(?: read)?",
            r"\{(?:[#.]|[a-z]{2,10}:\s)[^{}]{1,500}\}",
            r"\[[^\[\]]{1,80}\]:\s+\S.{0,500}",
            r"(?:[0-9][0-9,.]{0,9}k?\s(?:models?|datasets?|spaces?|collections?|likes?|shares?|views?)"
            r"[\s,·]{0,3}){1,3}",
            r"(?:arxiv\s?:?\s?)?(?:abs/)?[0-9]{4}\.[0-9]{4,5}(?:v[0-9]{1,2})?(?:\s\[[\w.\-]{2,20}\])?",
            r"(?:doi\s?:?\s?)10\.[0-9]{4,9}/\S{1,200}",
            r"(?:show|read|see|view|load)\s(?:more|less|full abstract)\W{0,4}|(?:\.\.\.|…)\s?more",
            r"hugging face'?s logo.{0,40}",
            r"get trending papers in your email inbox.{0,20}",
            r"search by arxiv id or title|submit a paper|system theme",
            # Pictures.
            r"!?\[(?:img|image|inline|logo|avatar|button|link)?\b[^\]]{0,80}\](?:\([^)]{0,400}\))?",
            r"\[?image(?:\s[0-9]{1,4})?\s?:.{0,100}|image [0-9]{1,4}\]?",
            r"\(button\).{0,40}|\W{0,3}\+\s?[0-9]{1,4}\W{0,2}",
            r".{1,60}(?:'s|’s)\s(?:avatar|profile(?: picture)?|picture|logo)(?:\simage)?",
            # Notes on cookies.
            r"(?:we|(?:this|our) (?:web ?)?site|hugging face) uses? cookies\b.{0,600}",
            r"by (?:continuing|clicking|using)\b.{0,200}\bcookies?\b.{0,300}",
        )
    ),
    re.I,
)
_LONGEST, _LONGEST_RULE = 700, 300
_PICTURE = re.compile(r"\W{0,6}\[[\w\-. ]{0,40}\]\W{0,3}")
_RULE = re.compile(r"(?:[-=_*~─━═—–#.+|:^\"'`]\s?){3,}|([^\w\s])\1{2,}|[⸺⸻]")
_ENTRY_IN_HEADER = re.compile(
    r"(?:title|url|link|source|author|authors|date|tags?|aliases|created|updated|modified|published"
    r"|type|description|site|language|retrieved|exported|clipped|saved|command|statuscode|transport"
    r"|completeness|cssclass|category|categories|keywords|id|topics?|status|image|publisher)"
    r"[\w \-]{0,16}:(?:\s.{0,400})?",
    re.I,
)

_FENCES = ("---", "+++")
_LONGEST_MATTER = 200
_MATTER = re.compile(r"[a-z][\w -]{0,40}[:=](?:\s.*)?|[-#]\s?.*|\s+\S.*|")

_WORDS = frozenset(
    "models datasets spaces posts docs documentation solutions enterprise pricing community tos "
    "privacy about careers jobs website company log login logout in out sign up signup daily "
    "weekly monthly trending paper papers previous prev next new subscribe unsubscribe hugging "
    "face huggingface system theme search terms of service contact blog forum discord twitter x "
    "github linkedin menu home skip to main content toggle navigation share export copy link "
    "links edit save print close open back top learn more show read load all less reply like "
    "likes follow following settings profile inbox notifications accept reject decline cookies "
    "cookie manage preferences policy buckets inference endpoints hub organizations collections "
    "languages tasks dark light mode the and your on this page sort by date relevance filter "
    "filters results copyright inc rights reserved © images image logo avatar button ai ml ak pdf "
    "arxiv html upvote upvotes comments comment tags title source url published author authors "
    "view abstract references footnotes collapse expand status changelog day week month".split()
)
_ANY_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 12


@lru_cache(maxsize=1 << 12)
def is_furniture(line: str) -> bool:
    """Say whether a folded line is furniture wherever it stands."""
    if len(line) > _LONGEST:
        return False
    bare = without_mark(line)
    if len(line) <= _LONGEST_RULE and _RULE.fullmatch(bare):
        return True
    if is_picture(line) or _ALWAYS.fullmatch(line):
        return True
    return bare != line and bool(_ALWAYS.fullmatch(bare))


def is_picture(line: str) -> bool:
    """Say whether a line is what a text browser shows of a picture or a box: ``[2407]``."""
    return len(line) <= 50 and bool(_PICTURE.fullmatch(line))


@lru_cache(maxsize=1 << 12)
def may_be_furniture(line: str) -> bool:
    """Say whether a folded line is no title unless its place says so: a count, a mark, a date, a
    word of a menu."""
    if is_number(line) or is_sign(line) or read_date(line) or is_nearly_date(line):
        return True
    words = _ANY_WORD.findall(line.casefold())
    return 0 < len(words) <= _MOST_WORDS and all(word in _WORDS for word in words)


def front_matter(raw: Sequence[str]) -> int:
    """Return how many lines at the beginning of a file are front matter, as note-taking clippers
    write it: ``key: value`` between two rules, with lists and indented lines."""
    start = next((place for place, line in enumerate(raw) if line.strip(" \r\ufeff")), 0)
    if not raw or (fence := raw[start].strip(" \r\ufeff")) not in _FENCES:
        return 0
    for place in range(start + 1, min(len(raw), start + _LONGEST_MATTER)):
        line = raw[place].rstrip()
        if line == fence:
            keyed = any(re.match("[a-z]", raw[inside]) for inside in range(start + 1, place))
            return place + 1 if keyed else 0
        if not _MATTER.fullmatch(line):
            return 0
    return 0


def is_address(line: str) -> bool:
    """Say whether a line is a web address and nothing else."""
    return line.lstrip("(<{[").startswith(("http://", "https://", "www.")) and " " not in line


def is_entry_of_a_header(line: str) -> bool:
    """Say whether a line is ``key: value``, as tools write above a page."""
    return bool(_ENTRY_IN_HEADER.fullmatch(line))


def names_submitter(line: str) -> bool:
    """Say whether the next line is the name of who submitted the paper."""
    return line.casefold().rstrip(":： ") in _SUBMITTED.split("|")


def is_submitter(line: str) -> bool:
    """Say whether a line says who submitted the paper, or that the next one does."""
    return bool(_SUBMITTER.match(line))
