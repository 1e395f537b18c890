"""The dates of a Hugging Face page and of its entries, in the spellings of browsers that translate
and of people: ``May 26``, ``26. Mai 2024``, ``2024年5月26日``, ``Thu, 26-May-2024``."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from papercli.dates import MONTHS, is_calendar_date
from papercli.model.paper import PartialDate
from papercli.named_tuples import NamedTuple
from papercli.text.pattern import Pattern

_LONGEST = 220  # characters of any metadata line
COUNT = r"[0-9](?:[0-9]|[,.'’٬  ](?=[0-9])){0,10}\s?k?"
# Any name, looked up where one is found: a pattern of the twelve takes long to compile.
_PLAIN_DATE = Pattern(r"([A-Z][a-z]{2}) ([0-9]{1,2})(?:, ([0-9]{4}))?(?:\s+([0-9][0-9,]{0,11}))?")
# Of each month, in English, German, French, Spanish, Italian, Portuguese, Dutch, Russian, Polish,
# Turkish, Swedish, Danish, Norwegian, Indonesian, Romanian, Czech, Ukrainian, Greek, Arabic,
# Hebrew, Hindi, Finnish, Hungarian, Persian, Thai and Bulgarian.
_NAMES = (
    "jan january januar janvier enero ene gennaio gen janeiro januari января янв styczeń "
    "stycznia sty ocak oca ianuarie leden ledna січень січня січ ιαν ιανουαρίου يناير كانون "
    "ינואר जनवरी जन tammikuuta tammi január ژانویه ม.ค. มกราคม яну януари ιανουάριος",
    "feb february februar février févr fevrier febrero febbraio fevereiro fev februari февраля "
    "фев luty lutego lut şubat şub februarie únor února лютий лютого лют φεβ φεβρουαρίου فبراير "
    "פברואר फ़रवरी फरवरी helmikuuta helmi február فوریه ก.พ. กุมภาพันธ์ февруари февр febr února",
    "mar march märz mrz mars marzo março maart mrt марта мар marzec marca mart marts maret "
    "martie březen března bře березень березня бер μαρ μαρτίου مارس מרץ मार्च maaliskuuta "
    "maalis március márc มี.ค. มีนาคม март",
    "apr april avril avr abril abr aprile апреля апр kwiecień kwietnia kwi nisan nis aprilie "
    "duben dubna квітень квітня квіт απρ απριλίου أبريل ابريل אפריל अप्रैल huhtikuuta huhti "
    "április ápr آوریل เม.ย. เมษายน април",
    "may mai mayo maggio mag maio mei мая maj maja mayıs květen května kvě травень травня трав "
    "μαΐ μαΐου μάι مايو מאי मई toukokuuta touko május máj مه พ.ค. พฤษภาคม май",
    "jun june juni juin junio giugno giu junho июня июн czerwiec czerwca cze haziran haz iunie "
    "iun červen června чер червень червня черв ιουν ιουνίου يونيو יוני जून kesäkuuta kesä "
    "június jún ژوئن มิ.ย. มิถุนายน юни",
    "jul july juli juillet juil julio luglio lug julho июля июл lipiec lipca lip temmuz tem "
    "iulie iul červenec července липень липня лип ιουλ ιουλίου يوليو יולי जुलाई heinäkuuta "
    "heinä július júl ژوئیه ก.ค. กรกฎาคม юли",
    "aug august août aout agosto ago augustus августа авг sierpień sierpnia sie ağustos ağu "
    "augusti agustus agu srpen srpna srp серпень серпня серп αυγ αυγούστου أغسطس اغسطس אוגוסט "
    "अगस्त elokuuta elo اوت ส.ค. สิงหาคม август",
    "sep sept september septembre septiembre settembre setembro сентября сен wrzesień września "
    "wrz eylül eyl septembrie září zář вересень вересня вер σεπ σεπτεμβρίου سبتمبر ספטמבר "
    "सितंबर सितम्बर syyskuuta syys szeptember szept سپتامبر ก.ย. กันยายน септември сент сеп set",
    "oct october oktober okt octobre octubre ottobre ott outubro октября окт październik "
    "października paź ekim eki octombrie říjen října říj жовтень жовтня жовт οκτ οκτωβρίου "
    "أكتوبر اكتوبر אוקטובר अक्टूबर अक्तूबर lokakuuta loka október اکتبر ต.ค. ตุลาคม октомври out říjnu",
    "nov november novembre noviembre novembro ноября listopad listopada lis kasım kas noiembrie "
    "листопад листопада лист νοε νοεμβρίου نوفمبر נובמבר नवंबर नवम्बर marraskuuta marras نوامبر "
    "พ.ย. พฤศจิกายน ноември ное нояб listopadu",
    "dec december dezember dez décembre déc decembre diciembre dic dicembre dezembro декабря "
    "дек grudzień grudnia gru aralık ara desember des decembrie prosinec prosince грудень "
    "грудня груд δεκ δεκεμβρίου ديسمبر דצמבר दिसंबर दिसम्बर joulukuuta joulu دسامبر ธ.ค. "
    "ธันวาคม декември",
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_SAID = (
    r"(?P<said>(?:(?:published|posted|submitted|updated|created|date|veröffentlicht|publié|publicado"
    r"|pubblicato|gepubliceerd)(?:\s(?:on|at|am|le|el|em|il|op))?:?\s*)?)"
)
_YEAR = (
    r"(?:\s*[,.·]\s*(?P<year>[0-9]{4})(?![0-9])|\s+(?:de\s)?(?P<year2>(?:19|20)[0-9]{2})(?![0-9,])"
    r"|,?\s*['’](?P<year3>[0-9]{2})(?![0-9])|\s*\((?P<year6>(?:19|20)[0-9]{2})\))?(?:\s?[гр]\.)?"
)
_COMMENTS = (
    rf"(?:[^0-9A-Za-z]{{1,8}}(?:comments?:?\s*)?(?P<comments>{COUNT})(?:\s*(?:comments?|repl(?:y|ies)))?)?"
    r"[^0-9A-Za-z]{0,3}"
)
_DIGIT = Pattern("[0-9]")
"""Looked for first: most lines have none."""
_YEAR_AND_COUNT = Pattern("(?:19|20)[0-9]{2,6}")
_SLASHED = Pattern(r"([0-9]{1,2})/([0-9]{1,2})/((?:19|20)[0-9]{2})(.{0,24})")
_EASTERN = Pattern(
    r"(?:([0-9]{4})\s*[年년]\s*)?([0-9]{1,2})\s*[月월]\s*([0-9]{1,2})\s*[日일号]"
    rf"(?:[^0-9A-Za-z]{{0,8}}({COUNT})\D{{0,6}})?"
)
_AGO = Pattern(
    r"(?:(?:about|over|almost|published|posted|updated)\s+){0,2}(?:[0-9]{1,3}|an?|one|two|last)\s*"
    r"(?:s|m|h|d|w|mo|y|sec(?:ond)?|min(?:ute)?|hour|day|week|month|year)s?(?:\s+ago)?"
    r"|yesterday|today|just now"
    r"|(?:il y a|vor|hace|h[áa])\s[0-9]{1,3}\s[^\W\d]{1,12}"
    r"|[0-9]{1,3}\s[^\W\d]{1,12}\s(?:fa|назад|atrás)"
    r"|[0-9]{1,3}\s?[^\W\d]{1,4}\s?[前전]",
    re.I,
)
_THOUSAND = 1000
_MONTH_OF_YEAR, _CENTURY, _WHOLE_YEAR = 12, 2000, 4


class Shown(NamedTuple):
    """A date line as shown."""

    date: PartialDate
    """With a year only where the page wrote it out."""
    comments: int
    possible: bool
    """Whether a calendar has such a day."""
    said: bool = False
    """Whether the line says what the date is of: ``Published on …``."""
    counted: bool = False
    """Whether a number of comments stands in the line."""


@cache
def _month_numbers() -> dict[str, int]:
    return {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}


@cache
def _loose_date() -> re.Pattern[str]:
    names = "|".join(sorted(_month_numbers(), key=len, reverse=True))
    return re.compile(
        rf"(?:(?:on|le|am|el|il|em|op)\s)?{_SAID}{_WEEKDAY}"
        rf"(?:(?P<month>{names})\.?\s*(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9])"
        rf"|(?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th|º|er)?\.?(?:\s+(?:de\s|of\s|ב)?|-)"
        rf"(?P<month2>{names})(?![^\W_])\.?(?:\sde(?=\s)|-(?=[0-9]{{4}}))?"
        r"|(?P<iso>[0-9]{4})[-/.](?P<month3>[0-9]{1,2})[-/.](?P<day3>[0-9]{1,2})(?![0-9])"
        r"(?:[T ][0-9]{2}:[0-9]{2}[0-9:.]{0,10}(?:Z|UTC|[+-][0-9:]{4,5})?)?"
        r"|(?P<day5>[0-9]{1,2})\s+tháng\s+(?P<month5>[0-9]{1,2})"
        r"|(?P<day4>[0-9]{1,2})\.(?P<month4>[0-9]{1,2})\.(?P<year4>(?:19|20)[0-9]{2}))"
        rf"(?:(?<=-)(?P<year5>[0-9]{{4}})|{_YEAR}){_COMMENTS}",
        re.I,
    )


@lru_cache(maxsize=1 << 12)
def read_date(line: str) -> Shown | None:
    """Read ``Mon D`` or ``Mon D, YYYY`` with or without a number of comments, with any spelling of
    the month, the day before it, ``Published on``; else None."""
    if len(line) >= _LONGEST or not _DIGIT.search(line):
        return None
    match = _PLAIN_DATE.fullmatch(line)
    # "May 26 2024" lacks a comma: nothing has so many comments.
    if match and match[1] in MONTHS and (match[3] or not match[4] or not _is_year(match[4])):
        return _shown(MONTHS[match[1]], match[2], match[3], match[4], said=False)
    if not line.isascii():
        eastern = _read_eastern(line)
        if eastern:
            return eastern
    slashed = _SLASHED.fullmatch(line)
    if slashed:
        return _read_slashed(slashed)
    match = _loose_date().fullmatch(line)
    if not match:
        return None
    part = match.groupdict()
    name = part["month"] or part["month2"]
    month = (
        _month_numbers()[name.lower()]
        if name
        else int(part["month3"] or part["month4"] or part["month5"])
    )
    day = part["day"] or part["day2"] or part["day3"] or part["day4"] or part["day5"]
    if part["comments"] and _YEAR_AND_COUNT.fullmatch(part["comments"]):
        return None  # "Dec 15,20231": nothing has so many comments
    years = ("iso", "year", "year2", "year4", "year5", "year6")
    year = next((part[name] for name in years if part[name]), None)
    if part["year3"]:
        year = str(_CENTURY + int(part["year3"]))
    return _shown(month, day, year, part["comments"], said=bool(part["said"]))


def _is_year(digits: str) -> bool:
    return len(digits) == _WHOLE_YEAR and digits.startswith(("19", "20")) and digits.isdigit()


def _read_eastern(line: str) -> Shown | None:
    match = _EASTERN.fullmatch(line)
    return _shown(int(match[2]), match[3], match[1], match[4], said=False) if match else None


def _read_slashed(match: re.Match[str]) -> Shown | None:
    """Read a day in slashes where only one of its numbers can be the month."""
    first, second = int(match[1]), int(match[2])
    rest = match[4].strip(" ·•|-–—")
    if (first > _MONTH_OF_YEAR) == (second > _MONTH_OF_YEAR) and first != second:
        return None
    if rest and not re.fullmatch(COUNT, rest):
        return None
    month, day = (second, match[1]) if first > _MONTH_OF_YEAR else (first, match[2])
    return _shown(month, day, match[3], rest or None, said=False)


def is_nearly_date(line: str) -> bool:
    """Say whether a line tells a time in words that are no date: ``3 days ago``."""
    return is_ago(line) or is_slashed(line)


def is_ago(line: str) -> bool:
    """Say whether a text tells how long ago something was."""
    return bool(_AGO.fullmatch(line))


def is_slashed(line: str) -> bool:
    """Say whether a line is a date of which day and month cannot be told apart by itself."""
    return "/" in line and bool(_SLASHED.fullmatch(line))


def _shown(month: int, day: str, year: str | None, comments: str | None, *, said: bool) -> Shown:
    date = PartialDate(int(year) if year else None, month, int(day))
    possible = 1 <= month <= _MONTH_OF_YEAR and is_calendar_date(date.year, month, int(day))
    count = read_count(comments) if comments else 0
    return Shown(date, count, possible, said, bool(comments))


def read_count(text: str) -> int:
    """Return the number that a text stands for: ``1,234``, ``1.3k``."""
    if text.isascii() and text.isdigit():
        return int(text)  # as most are
    digits = re.sub(r"[^0-9.,kK]", "", text).rstrip(".,")
    if digits[-1:] in {"k", "K"}:
        return round(
            float(re.sub(r"[,](?=[0-9]{3})", "", digits[:-1]).replace(",", ".")) * _THOUSAND
        )
    return int(re.sub(r"[^0-9]", "", digits) or 0)
