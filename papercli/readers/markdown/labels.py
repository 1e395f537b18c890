"""Words that name a link, a field or a venue, and are no title."""

from __future__ import annotations

import re
from functools import lru_cache

from papercli.text.pattern import Pattern

PAPER_LABELS = frozenset(
    "paper papers pdf arxiv arxiv.org abs abstract doi openreview acl publication preprint article"
    " html hf alphaxiv manuscript source url link links read more here fulltext full text journal"
    " acm ieee xplore springer springerlink sciencedirect elsevier mdpi wiley pmlr cvf"
    " 论文 链接 原文 摘要 论文链接 原文链接 arxiv链接 pdf链接 文章 論文 连接".split()
)
"""Words of a link to the paper itself."""
_OTHER_LABELS = frozenset(
    "code codes github repo repository project projects page pages website site homepage home demo"
    " video videos youtube slides slide poster data dataset datasets benchmark blog blogs post bib"
    " bibtex cite citation model models weights checkpoint checkpoints huggingface hugging face"
    " tweet twitter x star stars review reviews appendix supp supplementary supplement material"
    " materials talk talks news web webpage colab notebook leaderboard space spaces official"
    " unofficial pytorch tensorflow jax implementation scholar semantic wechat zhihu bilibili"
    " license issue issues docs documentation tutorial tool tools download show comment comments"
    " local eval online thread summary notes note cool kimi podcast image stargazers badge"
    " modelscope visualization results discussion 代码 项目 主页 项目主页 数据 数据集 视频"
    " 博客 解读 代码链接 项目链接 中文解读 知乎".split()
)
_BESIDE = frozenset(
    "slides slide poster talk talks video videos youtube supp supplementary supplement supplemental"
    " appendix code data dataset datasets bib bibtex blog tutorial notes note".split()
)
"""Of these such as lead to what goes with a paper, and may be a PDF as well."""
_FILLERS = frozenset("the a an and & + / of for in to on at our its full original this v".split())
_WORD = Pattern(r"[^\W_]+(?:[.'’+-][^\W_]+)*|[&+/]")
_VENUE = (
    r"(?:neurips|nips|icml|iclr|cvpr|iccv|eccv|wacv|accv|bmvc|acl|naacl|eacl|aacl|emnlp|coling|conll"
    r"|tacl|colm|aaai|ijcai|aistats|uai|colt|alt|corl|icra|iros|rss|kdd|www|sigir|cikm|wsdm|recsys|icdm"
    r"|ecml|interspeech|icassp|miccai|isbi|siggraph(?:\s+asia)?|chi|uist|cscw|osdi|sosp|nsdi|mlsys|asplos"
    r"|isca|hpca|micro|eurosys|usenix(?:\s+\w+)?|atc|ccs|ndss|oakland|s&p|vldb|sigmod|pvldb|icde|icse|fse"
    r"|ase|issta|pldi|popl|oopsla|jmlr|tmlr|tpami|pami|ijcv|tip|tnnls|tmi|tog|tvcg|ral|ra-l|t-ro|tro|nature"
    r"|science|cell|pnas|arxiv|biorxiv|medrxiv|techrxiv|ssrn|openreview|findings(?:\s+of)?|lrec(?:-coling)?"
    r"|semeval|dac|date|iccad|fpga|sc|ppopp|ics|dasfaa|pakdd|mm|acm\s?mm|acm\s+multimedia|ieee\s+\w+|nmi"
    r"|l4dc|automl|loglearn|log|cpal|midl|mlhc|chil|wmt|3dv|nsr)"
)
VENUE = Pattern(
    rf"(?:{_VENUE}(?:[\s,/@-]+(?:workshops?|findings|oral|spotlight|poster|highlights?|best\s+paper"
    r"|main|demo|d&b|db|track|datasets?|and|benchmarks?|long|short|award|honorable|mention|asia"
    rf"|transactions|journal|{_VENUE}))*"
    r"[\s,'’`-]{0,3}(?:(?:19|20)?\d{2})?(?:[./-]\d{1,2}){0,2}"
    r"(?:[\s,(-]+(?:workshops?|findings|oral|spotlight|poster|highlights?|best(?:\s+student)?\s+paper"
    r"|main|demo|d&b|db|track|datasets?|benchmarks?|and|long|short|award|notable|top|\d{1,2}%"
    r"|finalist|candidate|submission|submitted|accepted|under\s+review)\)?)*)",
    re.IGNORECASE,
)
"""A venue as lists name it, often with its year: ``NeurIPS 2023 Spotlight``, ``CVPR'24``."""
_ACRONYM = Pattern(r"(?=[\w@&-]*[A-Z][\w@&-]*[A-Z])[A-Z][A-Za-z@&-]{2,11}\s?(?:19|20)\d\d")
"""The short name of any venue, with its year: ``ICIAP 2023``."""
_DATE = Pattern(
    r"(?:(?:19|20)\d\d(?:\s?[-/.年]\s?\d{1,2}(?:\s?[-/.月]\s?\d{1,2})?)?[日月年]?"
    r"|\d{1,2}[-/.]\d{1,2}(?:[-/.](?:19|20)?\d\d)?|'?\d\d[-/.]\d\d"
    r"|(?:\d{1,2}\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
    r"(?:\s\d{1,2}(?:st|nd|rd|th)?,?)?,?(?:\s(?:19|20)\d\d)?)",
    re.IGNORECASE,
)
_IN_CHINESE = Pattern(
    r"(?:(?:论文|文章|原文|全文|预印本|下载|链接|地址|代码|源码|项目|主页|网页|数据集?|模型|解读|视频|演示|博客|官方"
    r"|开源|中文|英文|和|与|及)){2,6}\d{0,2}"
)
"""Words of labels in Chinese, which are put together: 论文下载链接."""
_SHORTCODES = Pattern(r"(?::[a-z0-9_+-]{2,40}:\s*)+")
_SHORTEST_NUMBERED = 3
"""Letters of a label that may have a number behind it: ``code2``."""
_LONGEST_VENUE = 120
"""Letters of a venue with its year and track."""
REMEMBERED = 32
"""Texts of which it is remembered what they are: one is asked about several times in a row."""
FIELDS = {
    "title": "paper_title title_en title papertitle 英文标题 标题 题目 论文标题 论文题目 論文名"
    " タイトル 題名 제목",
    "authors": "authors author author(s) creators by 作者 作者列表 著者 저자",
    "abstract": "abstract abstract_en 摘要 英文摘要 概要 要旨 초록",
    "summary": "summary ai_summary tldr tl;dr tl_dr tl;dr; ai_tldr highlight 总结 一句话总结"
    " ai总结",
    "date": "published publication_date publish_date published_date submitted submitted_on issued"
    " pubdate publish year date 发布时间 发表时间 提交日期 发布日期 日期 updated"
    " 日付 公開日 날짜",
    "link": "arxiv arxiv_id arxivid arxiv_url arxiv_link eprint paper_id id doi pdf pdf_url"
    " pdf_link url_pdf url_preprint url link links paper paper_url paper_link source abs uri"
    " huggingface hf hf_link openreview openreview_id acl acl_id 链接 论文链接 pdf链接"
    " 原文 论文 原文链接 リンク 링크",
    "code": "code github repo repository project project_page website homepage demo code_link page"
    " dataset 代码 项目主页 代码链接",
    "venue": "venue journal conference booktitle container_title publication_title"
    " publication_venue published_in journal_ref 会议 期刊",
    "kind": "item_type itemtype type kind",
    "categories": "arxiv_categories categories category subjects subject primary_category tags"
    " keywords 分类 领域 类别",
    "upvotes": "upvotes votes likes 点赞 投票数",
    "comments": "num_comments",
}
"""Names of fields, by what they hold; where several are there, the first of them counts."""
PLACES = {
    name: (field, place)
    for field, names in FIELDS.items()
    for place, name in enumerate(names.split())
}
"""Of each name of a field what it holds, and its place among the names of that."""


def field_of(name: str) -> str | None:
    """What a field of that name holds: one of the keys of `FIELDS`; None for any other name."""
    folded = "_".join(name.lower().strip("*_:： \t#").split())
    return PLACES[folded][0] if folded in PLACES else None


def words(text: str) -> list[str]:
    """The words of a text as a label is recognized by."""
    return [word.lower() for word in _WORD.findall(text)]


@lru_cache(REMEMBERED)
def is_label(text: str) -> bool:
    """Whether a text names a link and no paper: ``PDF``, ``[code]``, ``arXiv 2023``, an id, a
    date, an address, nothing at all."""
    if text[:1] == ":" and _SHORTCODES.fullmatch(text):
        return True
    bare = text.strip(" \t[](){}*:：.,;|·•-–—")
    if not any(map(str.isalpha, bare)) or "://" in bare:
        return True
    if is_venue_or_date(bare):
        return True
    if _IN_CHINESE.fullmatch(bare):
        return True
    found = words(bare)
    named = [word for word in found if _is_of_label(word)]
    other = [word for word in found if word not in named and word not in _FILLERS]
    if not named:
        return False
    return not other or (len(named) + len(other) <= 3 and all(map(_is_mere, other)))


def _is_of_label(word: str) -> bool:
    bare = word.rstrip("0123456789") if len(word) > _SHORTEST_NUMBERED else word
    return bare in PAPER_LABELS or bare in _OTHER_LABELS


def names_other(text: str) -> bool:
    """Whether a link of these words leads to what goes with a paper: slides, code, a poster."""
    found = {word.rstrip("0123456789") for word in words(text)}
    return not found.isdisjoint(_BESIDE) and found.isdisjoint(PAPER_LABELS)


def _is_mere(word: str) -> bool:
    """A number, a version, a name of a venue beside a label."""
    return any(map(str.isdigit, word)) or is_venue_or_date(word) or len(word) <= 2


def is_paper_label(text: str) -> bool:
    """Whether a link of these words leads to the paper itself."""
    return is_label(text) and any(word in PAPER_LABELS for word in words(text))


def is_venue_or_date(text: str) -> bool:
    """Whether a text is a venue, a date, or both, and nothing else."""
    bare = _outer(text)
    named = len(bare) <= _LONGEST_VENUE and _ACRONYM.fullmatch(bare) is not None
    return named or is_known_venue_or_date(bare)


def is_known_venue_or_date(text: str) -> bool:
    """The same, without what only looks like the short name of a venue: a task or a program may be
    called so, too (``TrimBot2020``)."""
    bare = _outer(text)
    if not bare or len(bare) > _LONGEST_VENUE:
        return False
    if _DATE.fullmatch(bare) or VENUE.fullmatch(bare):
        return True
    at = bare.lower().find(" workshop")
    if at > 0 and bare[at - 1].isdigit() and VENUE.fullmatch(bare[:at]):
        return True
    parts = [part for part in (_outer(part) for part in _split(bare)) if part]
    return len(parts) > 1 and all(_DATE.fullmatch(part) or VENUE.fullmatch(part) for part in parts)


def is_date(text: str) -> bool:
    """Whether a text is a date and nothing else."""
    return bool(_DATE.fullmatch(_outer(text)))


def _outer(text: str) -> str:
    return text.strip(" \t[](){}*_`:.,;|·•-–—")


def _split(text: str) -> list[str]:
    for mark in ",;|·()[]":
        text = text.replace(mark, "\n")
    return text.split("\n")
