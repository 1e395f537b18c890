"""Completion in each shell: the script that it reads once, and the answers that script expects.

The scripts know nothing of the program: they ask `papers completion SHELL -- …` for each Tab, so
that they need not be written anew after an update and no other command has to look out for them.
"""

from __future__ import annotations

import re
import shlex

from papercli.named_tuples import NamedTuple

BASH = r"""# papers: completion for bash, from `papers completion bash`
_papers_completion() {
    local line kind=
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ -z $kind ]]; then kind=$line; else COMPREPLY+=("$line"); fi
    done < <("${1/#\~/$HOME}" completion bash -- \
        "${COMP_LINE:0:COMP_POINT}" "${COMP_WORDS[COMP_CWORD]}" 2>/dev/null)
    # Files are the shell's own, with a blank after them.
    if [[ $kind == files ]]; then compopt +o nospace 2>/dev/null; fi
}
complete -o default -o nospace -F _papers_completion papers
"""

ZSH = r"""#compdef papers
# papers: completion for zsh, from `papers completion zsh`
_papers() {
    local -a lines whole whole_shown begun begun_shown
    local line value shown
    lines=("${(@f)$("${(Q)words[1]/#\~/$HOME}" completion zsh -- \
        "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    if [[ $lines[1] == files ]]; then
        _files
        return
    fi
    for line in "${(@)lines[2,-1]}"; do
        value=${line%%$'\t'*} shown=${line#*$'\t'}
        if [[ -n $shown ]]; then shown="$value  -- $shown"; else shown=$value; fi
        if [[ $value == *[:=] ]]; then
            begun+=("$value") begun_shown+=("$shown")
        else
            whole+=("$value") whole_shown+=("$shown")
        fi
    done
    (( $#whole )) && compadd -l -d whole_shown -a -- whole
    (( $#begun )) && compadd -l -S '' -d begun_shown -a -- begun
    (( $#whole + $#begun ))
}
if [[ $funcstack[1] == _papers ]]; then
    _papers "$@"
else
    compdef _papers papers
fi
"""

FISH = r"""# papers: completion for fish, from `papers completion fish`
function __papers_completion
    set -l words (commandline -opc)
    set -l lines ($words[1] completion fish -- $words[2..-1] (commandline -ct) 2>/dev/null)
    if test "$lines[1]" = files
        __fish_complete_path (commandline -ct)
    else
        printf '%s\n' $lines[2..-1]
    end
end
complete -c papers -f -a '(__papers_completion)'
"""

SHELLS = {"bash": BASH, "zsh": ZSH, "fish": FISH}
"""The script of each shell."""

_OPENING = "'\""
_END = "\x01"
"""Put after a line so that its last word, be it empty, is one."""


class Line(NamedTuple):
    """What is typed up to the cursor."""

    words: list[str]
    """Whole words after the program's name."""
    current: str
    """The word that the cursor ends, without quotation marks."""
    quoted: bool
    """Whether a quotation mark is still open."""


def split(line: str) -> Line:
    """Read a line of bash as far as the cursor."""
    lexer = shlex.shlex(line + _END, posix=True, punctuation_chars="")
    lexer.whitespace_split = True
    lexer.commenters = ""
    words: list[str] = []
    quoted = False
    try:
        words.extend(lexer)
    except ValueError:
        # Within quotation marks, or after a backslash: what was read of the word is kept there.
        words.append(lexer.token)
        quoted = getattr(lexer, "state") in tuple(_OPENING)  # noqa: B009 - typeshed lacks it
    return Line(words[1:-1], words[-1].removesuffix(_END), quoted)


def for_bash(value: str, goes_on: bool, line: Line, piece: str) -> str:
    """A candidate as bash puts it in the place of ``piece``, what it takes for the current word.

    Bash divides words at colons and the like, so that only what comes after one is replaced.
    """
    piece = piece[1:] if piece[:1] in _OPENING and piece else re.sub(r"\\(.)", r"\1", piece)
    if piece.strip(":=<>") == "":
        piece = ""
    rest = value[len(line.current) - len(piece) :] if line.current.endswith(piece) else value
    if line.quoted:
        return rest
    return re.sub(r"([^\w@%+=:,./~-])", r"\\\1", rest) + ("" if goes_on else " ")


def described(value: str, help: str) -> str:
    """A candidate as the scripts of zsh and fish read it."""
    return f"{value}\t{help}"
