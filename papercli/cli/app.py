"""Which commands there are, and how the arguments of one of them are read.

Typer inspects every parameter of every command it knows, which for all of them takes longer than a
search. So the first word is looked up here and only that command is handed to Typer; the whole list
is built for the help and for a word that is no command.
"""

import inspect
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib import import_module
from typing import Any

import typer

from papercli.cli.options import Color, Database, Quiet, Verbose, Version, Wait
from papercli.cli.session import Session
from papercli.errors import ExitCode
from papercli.store.locking import WAIT_SECONDS

COMMANDS = {
    "ingest": ("papercli.cli.ingest:ingest", "Read digests and merge duplicate papers."),
    "search": ("papercli.cli.search:search", "List the papers that match a query."),
    "show": (
        "papercli.cli.show:show",
        "Show a paper in full: its sightings and why they were merged.",
    ),
    "open": ("papercli.cli.open:open_", "Open the page of a paper in your browser."),
    "similar": ("papercli.cli.similar:similar", "List the papers most like one."),
    "check": (
        "papercli.cli.check:check",
        "Check a list: what is in the index already or stands twice.",
    ),
    "export": ("papercli.cli.export:export", "Write papers into a folder, one note each."),
    "stats": ("papercli.cli.stats:stats", "Count papers, dates, authors, and how digests overlap."),
    "digests": ("papercli.cli.digests:digests", "List the ingested digests."),
    "forget": ("papercli.cli.digests:forget", "Remove a digest from the index."),
    "duplicates": (
        "papercli.cli.duplicates:duplicates",
        "List merged papers and near misses, with the evidence.",
    ),
    "review": ("papercli.cli.review:review", "Review possible duplicates one by one."),
    "merge": ("papercli.cli.decide:merge", "Merge papers by hand."),
    "split": ("papercli.cli.decide:split", "Split a wrongly merged paper."),
    "undo": ("papercli.cli.decide:undo", "Take a decision back."),
    "decisions": ("papercli.cli.decisions:decisions", "List, export or import your decisions."),
    "readers": ("papercli.cli.readers:readers", "List the formats that can be read."),
    "rebuild": ("papercli.cli.rebuild:rebuild", "Recompute all papers from the stored sightings."),
    "resolve": (
        "papercli.cli.resolve:resolve",
        "Put a library of millions into papers, in Parquet files.",
    ),
    "evaluate": ("papercli.cli.evaluate:evaluate", "Measure the matching on labeled data."),
    "fields": ("papercli.cli.fields:fields", "List the query fields."),
    "web": ("papercli.cli.web:web", "Browse the index in a web browser."),
    "completion": (
        "papercli.cli.completion:completion",
        "Print a script that completes commands in your shell.",
    ),
    "help": ("papercli.cli.help:help_", "Print the help of a command."),
}
"""Name -> where the command is, and what it does in one line."""

SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
SUMMARY = """One searchable index from overlapping digests of papers.

Digests are dumps of paper pages, saved as text. `papers` reads them, merges the entries that are
the same paper, and answers questions by keyword, date and author count."""
EXAMPLES = """
papers ingest digests/
papers search "KV cache"
papers search 'date:2024.. authors:>=8 diffusion' --json | jq -r '.[].title'
papers stats"""


def parse(arguments: Sequence[str]) -> Callable[[], int | None] | int:
    """Read a command line: a call that does the work, or an exit code when there is none to do."""
    leading, rest = split_leading(arguments)
    if rest and rest[0] in COMMANDS:
        name = rest[0]
        app, program, own = single(name), f"papers {name}", [*leading, *rest[1:]]
    else:
        # The version is told without looking at the commands.
        names = () if rest[:1] in (["--version"], ["-V"]) else COMMANDS
        app, program, own = several(names), "papers", list(arguments)
    try:
        outcome: Callable[[], int | None] | int = app(own, prog_name=program, standalone_mode=False)
    except SystemExit as error:
        # Help into a closed pipe: Typer ends with 1, a reader that has seen enough is no failure.
        if isinstance(error.__context__, BrokenPipeError):
            raise error.__context__ from None
        raise
    if outcome == ExitCode.INTERRUPTED:
        raise KeyboardInterrupt  # which Typer swallows while it reads the arguments
    return outcome


def split_leading(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part the options every command takes, where they stand before the command, from the rest."""
    place = 0
    while place < len(arguments):
        word = arguments[place]
        if word in ("--db", "--wait", "--color"):
            place += 2
        elif _is_flag(word) or word.startswith(("--db=", "--wait=", "--color=")):
            place += 1
        else:
            break
    return list(arguments[:place]), list(arguments[place:])


def _is_flag(word: str) -> bool:
    letters = word.removeprefix("-")
    short = letters not in (word, "") and not letters.strip("qv")
    return short or word in ("--quiet", "--verbose")


def single(name: str) -> typer.Typer:
    """An application of one command."""
    app = _application()
    _register(app, name)
    return app


def several(names: Iterable[str]) -> typer.Typer:
    """The application with these commands, for its help."""
    app = _application()
    app.callback(
        invoke_without_command=True,
        help=SUMMARY,
        epilog=_examples(EXAMPLES),
        context_settings=SETTINGS,
    )(_top)
    for name in names:
        _register(app, name)
    return app


def _top(
    context: typer.Context,
    db: Database = None,
    wait: Wait = WAIT_SECONDS,
    quiet: Quiet = 0,
    verbose: Verbose = 0,
    color: Color = "auto",
    version: Version = False,
) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def _application() -> typer.Typer:
    # Plain help is three times as fast as Rich's, reads the same everywhere and takes no text for
    # markup; a traceback in color is no answer to a user's mistake.
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def _register(app: typer.Typer, name: str) -> None:
    place, summary = COMMANDS[name]
    module, function = place.split(":")
    text, examples = help_of(name)
    app.command(
        name,
        help=text,
        short_help=summary,
        epilog=_examples(examples),
        context_settings=SETTINGS,
    )(_deferred(getattr(import_module(module), function)))


def help_of(name: str) -> tuple[str, str]:
    """What the help of a command says it does, and its examples, one a line."""
    # Beside the command, but no docstring: `python -OO` strips those.
    module, function = COMMANDS[name][0].split(":")
    text: str = getattr(import_module(module), f"{function.upper().rstrip('_')}_HELP")
    does, _, examples = text.partition("\nExamples:\n")
    return does, examples


def _examples(lines: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines.strip().splitlines())


def _deferred(command: Callable[..., int | None]) -> Callable[..., Callable[[], int | None]]:
    """The command with the common options added, which when called only says what is to be done."""
    shared = inspect.signature(_top, eval_str=True).parameters
    own = inspect.signature(command, eval_str=True)

    def deferred(**values: Any) -> Callable[[], int | None]:
        values.pop("version")
        common = ("db", "wait", "quiet", "verbose", "color")
        session = Session(*(values.pop(name) for name in common))
        return partial(session.run, command, values)

    parameters = [*own.parameters.values()][1:] + [*shared.values()][1:]
    setattr(deferred, "__signature__", own.replace(parameters=parameters))  # noqa: B010
    return deferred
