"""The query language: a string becomes a tree; what that means to an index is not known here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from papercli.errors import QueryError, UsageError
from papercli.named_tuples import NamedTuple
from papercli.query.fields import FIELDS, SCOPES, reads
from papercli.query.names import OTHER_NAMES
from papercli.query.tree import (
    EVERYTHING,
    Group,
    Node,
    Not,
    group,
)
from papercli.query.values import (
    Text,
    Value,
    WrongValueError,
    count_words,
    read_text,
    says_anything,
)
from papercli.text.pattern import Pattern

if TYPE_CHECKING:
    from datetime import date

MAX_DEPTH = 10
"""Parentheses inside each other; the parsers of SQLite have room for about twice as many."""
MAX_TERMS = 400
"""Words, in phrases too, and conditions; a pasted abstract has some 250, SQLite's limits are not
far above. What punctuation parts is several words, as it is to the index."""
MAX_LETTERS = 20_000
"""Letters of a query; a pasted abstract has some 2,000."""

KEYWORDS = ("AND", "OR", "NOT")
_CUT_OFF = ("…", "...")
"""Where the last word of a title ends that was too long for a page."""
_LABEL = Pattern(r"\s*(?:[0-9]{1,3}[.)]|\[[0-9]{1,3}\]|(?:[Tt]itle|TITLE):)\s+")
_YEAR_AFTER = Pattern(r"(?<!\s)\s+\((?:[^()]*[\s,])?(?:19|20)[0-9]{2}[a-z]?\)[\s.]*\Z")
"""When, and perhaps who and where before it."""
_ADDRESS = Pattern(r"\]?\(?https?://\S+")
_LINE_END = Pattern(r"(?<=[a-z])- +(?=[a-z])")
"""A word that a page divided at the end of a line."""


def parse(query: str, today: date) -> Node:
    """Read a query; relative dates (``30d..``) count back from ``today``.

    The empty query is `EVERYTHING`. Raises QueryError for whatever cannot be read, with the place,
    UsageError for more than `MAX_LETTERS`.
    ``parse(str(tree), …) == tree`` for every tree it returns.
    """
    if len(query) > MAX_LETTERS:
        message = f"the query has {len(query):,} letters, more than {MAX_LETTERS:,}"
        raise UsageError(message, "use fewer and rarer words")
    return _Parser(query, today).tree()


def as_title(query: str) -> Node:
    """The letters and digits of a query as words that a title is to hold, operators, fields and
    quotation marks among them: a title that was pasted as it stands, each compound as one.
    `EVERYTHING` without any.

    Raises UsageError for more than `MAX_LETTERS`.
    """
    if len(query) > MAX_LETTERS:
        raise UsageError(f"the query has more than {MAX_LETTERS:,} letters", "use fewer words")
    words = bare_title(query).replace(":", " ").split()
    found = [word.strip('()"*') for word in words]
    said = [
        Text(word.rstrip(".…"), "title", False, place == len(found) and word.endswith(_CUT_OFF))
        for place, word in enumerate(found, 1)
        if says_anything(word)
    ]
    return group("AND", [text._replace(apart=False) for text in said[:MAX_TERMS]])


def bare_title(query: str) -> str:
    """A title without what lists and pages write around it and into it: its number, ``Title:``, a
    year in parentheses at its end, an address, the hyphen of a word that was divided."""
    bare = _LINE_END.sub("", _YEAR_AFTER.sub("", _ADDRESS.sub(" ", query)))
    label = _LABEL.match(bare)
    bare = bare[label.end() :] if label else bare
    return bare if says_anything(bare) else query


def has_syntax(tree: Node, query: str) -> bool:
    """Whether a query is anything but words that are all to occur."""
    parts = tree.parts if isinstance(tree, Group) else (tree,)
    plain = all(isinstance(part, Text) and not (part.scope or part.quoted) for part in parts)
    return not plain or any(word in KEYWORDS for word in query.split())


def has_field(query: str) -> bool:
    """Whether some word of a query is a field with a value."""
    return any(_field_of(word.lstrip("(-"))[1] for word in query.split())


class _Token(NamedTuple):
    kind: str
    """``(``, ``)``, ``word``, ``phrase`` or ``end``."""
    text: str
    start: int
    end: int
    prefix: bool = False


class _Parser:
    """Recursive descent over a list of tokens; OR binds looser than AND, NOT tightest."""

    def __init__(self, query: str, today: date) -> None:
        self.query = query
        self.today = today
        self.tokens = list(self._lex())
        self.place = 0
        self.depth = 0
        self.terms = 0
        self.field: str | None = None

    def tree(self) -> Node:
        if self._peek().kind == "end":
            return EVERYTHING
        tree = self._any()
        token = self._peek()
        if token.kind != "end":
            raise self._error("unmatched )", 'quote it: ")"', token)
        if tree is None:
            message = "nothing to search for here"
            raise self._error(message, "a word needs a letter or a digit", self.tokens[0], token)
        return tree

    def _any(self) -> Node | None:
        """One or more conjunctions joined by OR; None for nothing but punctuation."""
        first = self._peek()
        parts = [self._all()]
        while self._keyword() == "OR":
            parts.append(self._all(self._next()))
        if len(parts) == 1:
            return parts[0]
        if None in parts:
            message = "nothing to search for on one side of OR"
            raise self._error(message, "a word needs a letter or a digit", first, self._before())
        return group("OR", [part for part in parts if part is not None])

    def _all(self, after: _Token | None = None) -> Node | None:
        parts: list[Node] = []
        first = True
        while True:
            keyword = self._keyword()
            if not first and (keyword == "OR" or self._peek().kind in ("end", ")")):
                break
            if keyword == "AND" and not first:
                after = self._next()
            part = self._operand(after)
            first, after = False, None
            if part is not None:
                parts.append(part)
        return group("AND", parts) if parts else None

    def _operand(self, after: _Token | None) -> Node | None:
        """One condition, perhaps negated; ``after`` is the operator that asks for it."""
        negated = False
        while self._keyword() == "NOT":
            after = self._next()
            negated = not negated
        token = self._peek()
        keyword = self._keyword()
        if token.kind in ("end", ")") or keyword:
            culprit = after or token
            told = f"{culprit.text} needs something " + ("after it" if after else "before it")
            if not after and not keyword:
                told = "unmatched )"
            quoted = culprit.text if culprit.text in KEYWORDS else token.text
            raise self._error(told, f'to search for it as a word, quote it: "{quoted}"', culprit)
        part = self._parenthesis() if token.kind == "(" else self._leaf(self._next())
        if not negated:
            return part
        if part is None:
            message = "nothing to leave out after NOT"
            raise self._error(message, "a word needs a letter or a digit", token)
        return part.part if isinstance(part, Not) else Not(part)

    def _parenthesis(self) -> Node | None:
        opened = self._next()
        self.depth += 1
        if self.depth > MAX_DEPTH:
            message = f"parentheses are nested more than {MAX_DEPTH} deep"
            raise self._error(message, "write the query with fewer of them", opened)
        if self._peek().kind == ")":
            message = "nothing between the parentheses"
            raise self._error(message, 'to search for them, quote them: "()"', opened, self._peek())
        tree = None if self._peek().kind == "end" else self._any()
        if self._peek().kind != ")":
            raise self._error("this ( is never closed", 'close it, or quote it: "("', opened)
        self._next()
        self.depth -= 1
        return tree

    def _leaf(self, token: _Token) -> Node | None:
        name, rest = _field_of(token.text) if token.kind == "word" else ("", "")
        if not name:
            return self._value(self.field, token, token)
        if self.field is not None:
            message = f"{name}: stands inside {self.field}:( )"
            raise self._error(message, "put it outside the parentheses", token)
        if rest or token.prefix:
            return self._value(name, token._replace(text=rest), token)
        following = self._peek()
        if following.start != token.end or following.kind not in ("(", "phrase"):
            is_word = following.kind == "word" and not self._keyword()
            is_word = is_word and not _field_of(following.text)[0]
            written = f"{name}:{following.text}{'*' if following.prefix else ''}"
            if not (is_word and reads(name, Value(following.text, self.today))):
                written = FIELDS[name].example
            hint = f"write it without a blank: {written}"
            raise self._error(f"{name}: needs a value", hint, token)
        if following.kind == "phrase":
            return self._value(name, self._next(), token)
        self.field = name
        tree = self._parenthesis()
        self.field = None
        if tree is None:
            message = f"{name}: needs a value"
            raise self._error(message, FIELDS[name].example, token, self._before())
        return tree

    def _value(self, field: str | None, token: _Token, first: _Token) -> Node | None:
        self.terms += max(1, count_words(token.text))
        if self.terms > MAX_TERMS:
            message = f"more than {MAX_TERMS} words and conditions"
            raise self._error(message, "use fewer and rarer words", token)
        if first is token and (field is None or field in SCOPES) and not says_anything(token.text):
            return None
        try:
            read = FIELDS[field].read if field else read_text
            return read(Value(token.text, self.today, token.kind == "phrase", token.prefix))
        except WrongValueError as wrong:
            raise self._error(str(wrong), wrong.hint, first, token) from None

    def _peek(self) -> _Token:
        return self.tokens[self.place]

    def _next(self) -> _Token:
        self.place += 1
        return self.tokens[self.place - 1]

    def _before(self) -> _Token:
        return self.tokens[max(self.place - 1, 0)]

    def _keyword(self) -> str | None:
        token = self._peek()
        keyword = token.kind == "word" and not token.prefix and token.text in KEYWORDS
        return token.text if keyword else None

    def _error(
        self, message: str, hint: str, first: _Token, last: _Token | None = None
    ) -> QueryError:
        end = max(first.end, (last or first).end)
        return QueryError(message, hint, self.query, first.start, end)

    def _lex(self) -> Iterator[_Token]:
        query, place, end = self.query, 0, len(self.query)
        while place < end:
            char, start = query[place], place
            if char.isspace():
                place += 1
            elif char in "()":
                place += 1
                yield _Token(char, char, start, place)
            elif char == '"':
                close = query.find('"', place + 1)
                if close < 0:
                    message = "this quotation mark is never closed"
                    raise QueryError(message, "close it, or leave it out", query, start, start + 1)
                place = close + 1
                while query[place : place + 1] == "*":
                    place += 1
                yield _Token("phrase", query[start + 1 : close], start, place, place > close + 1)
            else:
                while place < end and not (query[place].isspace() or query[place] in '()"'):
                    # \" is an umlaut in TeX, and titles are pasted as they stand.
                    place += 2 if query.startswith('\\"', place) else 1
                word = query[start:place]
                text = word.rstrip("*")
                if text.endswith(_CUT_OFF) and not query[place:].strip() and ":" not in text:
                    text = text.rstrip(".…")
                yield _Token("word", text, start, place, len(text) < len(word))
        yield _Token("end", "", end, end)


def _field_of(word: str) -> tuple[str, str]:
    """The field that a word begins with, and what stands behind the colon; empty without one."""
    name, colon, rest = word.partition(":")
    name = OTHER_NAMES.get(name.lower(), name.lower())
    return (name, rest) if colon and name in FIELDS else ("", "")
