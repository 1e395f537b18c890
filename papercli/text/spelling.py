"""British and American spelling, for what is searched.

Endings that follow a rule (-ise, -yse, -our) are written the American way in the index and in a
query: `american`. Words that differ by themselves (grey, fibre) are asked for in both spellings:
`other_spelling`; to look for each of them in every abstract would take longer than they are worth.
What Porter's stemmer makes equal (labelling and labeling) is left to it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from papercli.text.pattern import Pattern

# Each begins with letters that Python's engine finds as fast as a substring, and looks last at the
# letters before them: enough to leave out most words (precise, noise, four) without a call.
_ISE = Pattern(
    r"is(?=(?:e[ds]?|ers?|ings?|ations?|ational(?:ly)?|able|ability)(?![^\W_]))"
    r"(?<=[^\W\d_]{2}is)(?<![aeouwAEOUW]is)(?<![^iI][cvCV]is)"
)
_YSE = Pattern(r"lys(?=(?:e[ds]?|ers?|ing)(?![^\W_]))")
_OUR = Pattern(r"our(?<=[abcdghilmnprvABCDGHILMNPRV]our)")
_BEFORE_ISE = Pattern(r"[^\W\d_]{2,30}\Z")
_NO_VERB = tuple(
    "a e o u w pr prom prem dem surm expert advert chast treat merchand parad desp franch".split()
)
_NO_VERBS = frozenset({"ar", "upr", "sunr", "val"})
"""Before the ``-ise`` of words that have no other spelling: noise, precise, promise; arise."""
_BEFORE_OUR = tuple(
    "arb ard arm behavi cand clam col demean endeav fav ferv flav glam harb hon hum lab neighb"
    " od parl ranc rig rum sav savi splend tum val vap vig".split()
)
_BACK = 32
"""Letters before an ending that are looked at."""

_WORDS = """
centre center | centring centering | metre meter | litre liter | fibre fiber | theatre theater |
calibre caliber | spectre specter | lustre luster | lacklustre lackluster | sombre somber |
meagre meager | sabre saber | sceptre scepter | ochre ocher | mitre miter | goitre goiter |
manoeuvrab maneuverab | manoeuvrin maneuverin | manoeuvre maneuver | catalogue catalog |
cataloguing cataloging |
dialogue dialog | analogue analog | prologue prolog | epilogue epilog | monologue monolog |
homologue homolog | defence defense | offence offense | licence license | licencing licensing |
pretence pretense | grey gray | artefact artifact | sceptic skeptic | programme program |
aluminium aluminum | mould mold | moult molt | smoulder smolder | plough plow | ageing aging |
sulph sulf | caesium cesium | encyclopaed encycloped | anaesthe anesthe | synaesthe synesthe |
aesthe esthe | anaemi anemi | glycaemi glycemi | ischaemi ischemi | leukaemi leukemi |
septicaemi septicemi | bacteraemi bacteremi | viraemi viremi | hypoxaemi hypoxemi |
lipidaemi lipidemi | uraemi uremi | haem hem | paediatr pediatr | orthopaed orthoped |
gynaecolog gynecolog | palaeo paleo | faec fec | foet fet | oedema edema | oestrogen estrogen |
oesophag esophag | homoeo homeo | diarrhoea diarrhea | fuelling fueling | fuelled fueled |
dialling dialing | dialled dialed | duelling dueling | gruelling grueling | rivalled rivaled |
initialled initialed | trialled trialed | counsellor counselor | woollen woolen |
skilful skillful | wilful willful | fulfilment fulfillment | enrolment enrollment |
instalment installment | judgement judgment | acknowledgement acknowledgment |
jewellery jewelry | mediaeval medieval | archaeolog archeolog | chequered checkered |
focussed focused | focussing focusing | biassed biased | practising practicing |
practised practiced | moustache mustache | pyjama pajama | yoghurt yogurt | aeroplane airplane |
succour succor | clangour clangor
"""
"""How words begin, here and there; what follows is the same but for what `_joined` does."""
_WHOLE = """
disc disk | discs disks | tyre tire | tyres tires | kerb curb | kerbs curbs | cypher cipher |
cyphers ciphers | practise practice | enquiry inquiry | enquiries inquiries | cosy cozy |
synch sync | draught draft | draughts drafts | cheque check | cheques checks | storey story |
tonne ton | tonnes tons | gramme gram | grammes grams | whilst while | amongst among |
learnt learned | spelt spelled | burnt burned | leapt leaped | dreamt dreamed
"""
"""Words that are written so as a whole; what begins as they do are other words (discrete)."""
_OWN_WORDS = frozenset(
    "draft drafts check checks story while among learned spelled burned leaped dreamed".split()
)
"""Those that are British words, too, and mostly mean what they say: asked for as they are."""
_PREFIXES = (
    "", "un", "dis", "mis", "re", "pre", "sub", "multi", "bi", "hyper", "micro", "non",
    "kilo", "milli", "centi", "nano", "epi", "hypo",
)  # fmt: skip
_ABLE = "eable"
"""How a word ends that is spelled with one letter less as well: ``scaleable``."""
_SOFT = ("ceable", "geable", "eeable")
_SHORTEST = 4
"""Letters of a word that has another spelling."""


def american(text: str) -> str:
    """The text with the endings -ise, -yse and -our as -ize, -yze and -or, in lower case, where
    they are British. Idempotent."""
    if "is" in text:
        text = _ISE.sub(_ize, text)
    if "lys" in text:
        text = _YSE.sub("lyz", text)
    return _OUR.sub(_or, text) if "our" in text else text


def _before(match: re.Match[str]) -> str:
    return match.string[max(match.start() - _BACK, 0) : match.start()].lower()


def _ize(match: re.Match[str]) -> str:
    word = _BEFORE_ISE.search(_before(match), 0)
    return match[0] if word is None or _is_no_verb(word[0]) else "iz"


def _is_no_verb(before: str) -> bool:
    supervises = before[-1] in "cv" and before[-2:-1] != "i"
    return supervises or before in _NO_VERBS or before.endswith(_NO_VERB)


def _or(match: re.Match[str]) -> str:
    return "or" if _before(match).endswith(_BEFORE_OUR) else "our"


_FIRST = 3
"""Letters by which what a word begins with is looked up."""


_Beginnings = dict[str, list[tuple[str, str]]]


@lru_cache(maxsize=1)
def _whole() -> dict[str, str]:
    """Words that are written otherwise as a whole, each with its other spelling."""
    pairs = [(one, other) for one, other in map(str.split, _WHOLE.split("|"))]
    back = {american: british for british, american in pairs if american not in _OWN_WORDS}
    return back | dict(pairs)


@lru_cache(maxsize=1)
def _beginnings() -> tuple[_Beginnings, _Beginnings]:
    """By their first letters how words may begin, here and there, in the order in which they are
    tried; British ones, then American ones."""
    pairs = [(one, other) for one, other in map(str.split, _WORDS.split("|"))]
    found: tuple[_Beginnings, _Beginnings] = {}, {}
    for british, american in pairs:
        found[0].setdefault(british[:_FIRST], []).append((british, american))
        found[1].setdefault(american[:_FIRST], []).append((american, british))
    return found


def other_spelling(word: str) -> str | None:
    """The word, in lower case, as it is spelled on the other side of the Atlantic, where that
    follows no rule of `american`; else None.

    A form may come out that nobody writes (``fetch`` begins as ``fetal`` does). That is no harm to
    a query that asks for either.
    """
    word = word.lower()
    if len(word) < _SHORTEST or not word.isascii() or not word.isalpha():
        return None
    if word in _WHOLE and word in (whole := _whole()):
        return whole[word]
    if word.endswith(_ABLE) and not word.endswith(_SOFT):
        return word[: -len(_ABLE)] + _ABLE[1:]
    rests = [word[len(prefix) :] for prefix in _PREFIXES if word.startswith(prefix)]
    # A first look: most words begin like none of these, and need no table of them.
    rests = [rest for rest in rests if rest[:_FIRST] in _WORDS]
    for beginnings in _beginnings() if rests else ():
        for rest in rests:
            for one, other in beginnings.get(rest[:_FIRST], ()):
                if rest.startswith(one):
                    return word.removesuffix(rest) + _joined(one, other, rest[len(one) :])
    return None


def _joined(one: str, other: str, ending: str) -> str:
    """``centr-ed`` and ``center-ed``, ``catalogu-ing`` and ``catalog-ing``."""
    if other.endswith("e") and ending[:1] in ("e", "i"):
        return other[:-1] + ending
    if one.endswith("e") and not other.endswith("e") and ending in ("d", "r", "rs"):
        return f"{other}e{ending}"
    return other + ending
