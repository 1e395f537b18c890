"""Invented lists of papers in the ways in which people write them, and what they list.

Each case is a name, the text, and the entries: line, title, identifier.
"""

from __future__ import annotations

LARDER = "Larder: Sorting the KV Cache by How Soon It Is Needed Again"
TIDES = "Tides in the Residual Stream of Small Models"
KELP = "Is Kelp All You Need? A Study of Coastal Attention"
ABS = "https://arxiv.org/abs/"

Case = tuple[str, str, list[tuple[int, str, str | None]]]

ALL: list[tuple[int, str, str | None]] = [
    (1, LARDER, "2512.90001"),
    (2, TIDES, "2512.90002"),
    (3, KELP, "2512.90003"),
]


def _lines(template: str) -> str:
    """Three lines of one template."""
    return "\n".join(
        template.format(title=title, id=number, abs=f"{ABS}{number}")
        for title, number in ((LARDER, "2512.90001"), (TIDES, "2512.90002"), (KELP, "2512.90003"))
    )


TEMPLATES: dict[str, str] = {
    "link": "- [{title}]({abs})",
    "link and version": "* [{title}]({abs}v3)",
    "pdf": "+ [{title}](https://arxiv.org/pdf/{id}.pdf)",
    "link in bold": "- **[{title}]({abs})**",
    "bold in link": "- [**{title}**]({abs})",
    "number": "1. [{title}]({abs})",
    "task": "- [ ] [{title}]({abs})",
    "dash": "– {title} {abs}",
    "bullet sign": "• [{title}]({abs})",
    "emoji": "- 🔥 [{title}]({abs})",
    "date before": "- (2025-12) [{title}]({abs})",
    "date in brackets": "- [2025/12] **{title}** [[paper]]({abs})",
    "day before": "- 2025.12.03 - [{title}]({abs})",
    "venue in brackets": "- [NeurIPS 2025] [{title}]({abs}) [[Code](https://github.com/example/x)]",
    "venue in bold": "- **[CVPR'25]** {title} [[paper]]({abs}) [[code](https://github.com/a/b)]",
    "nickname in brackets": "- [**Sandbar**] {title} [[paper]]({abs})",
    "bold and labels": "- **{title}** [[Paper]({abs})] [[Code](https://github.com/example/x)]",
    "bold, full stop": "- **{title}.** Ida Moreau, Tom Okafor. [[pdf]]({abs})",
    "authors in italics": "- **{title}** *Ida Moreau, Tom Okafor*, ICML 2025 [paper]({abs})",
    "text before labels": "- {title}. [[paper]]({abs}) [[code]](https://github.com/example/x)",
    "text, authors, venue": "- {title}, Ida Moreau, Tom Okafor, ICML 2025. [[paper]]({abs})",
    "text, et al.": "- {title}, Moreau et al., arXiv 2025. [[paper]]({abs})",
    "authors first": "- Ida Moreau, Tom Okafor, Li Wei. {title}. ICLR, 2025. [[pdf]]({abs})",
    "quoted": '- Moreau et al. "{title}". ICML 2025. [[arXiv]({abs})]',
    "curly quotes": "- “{title}”, Ida Moreau, Tom Okafor, [arXiv:{id}]({abs})",
    "project first": "- [{title}](https://example.org/project) [[arXiv]({abs})]",
    "badge": "- {title} [![arXiv](https://img.shields.io/badge/arXiv-{id}-b31b1b.svg)]({abs})",
    "star before": "- ![Star](https://img.shields.io/github/stars/a/b) **{title}** [Paper]({abs})",
    "id as link": "- **{title}** [{id}]({abs})",
    "id as text": "- {title} (arXiv:{id})",
    "id in link text": "- [{id} — {title}](2025-12-07/{id}.md)",
    "id in brackets": "- [[{id}] {title}]({abs})",
    "bare address": "- **{title}**: {abs}",
    "pointed address": "- **{title}** <{abs}>",
    "html link": '<li><a href="{abs}">{title}</a></li>',
    "html bold": '- <b>{title}</b> <a href="{abs}">[PDF]</a>',
    "prose behind": "- [{title}]({abs}) - We show that the cache of a model can be sorted, and how.",
    "bot": "- 2025-12-03, **{title}**, Ida Moreau et.al., Paper: [{abs}]({abs})",
    "Hugging Face": "- [{title}](https://huggingface.co/papers/{id})",
    "ar5iv": "- [{title}](https://ar5iv.labs.arxiv.org/html/{id})",
    "headings": "### [{title}]({abs})",
    "numbered headings": "## 3. [{title}]({abs})",
    "headline and rest": "#### {title} [[paper]]({abs})",
    "chinese label": "- **{title}** [论文]({abs}) [代码](https://github.com/example/x)",
    "row": "| [{title}]({abs}) | ICML | 2025-12 |",
    "labels with emoji": "- **{title}** [📄 Paper]({abs}) [💻 Code](https://github.com/example/x)",
    "line of its own": "[{title}]({abs})  ",
    "quotation": "> **{title}** [paper]({abs})",
    "labels first": "- [[Paper]({abs})] [[Code](https://github.com/a/b)] {title}",
    "labels first bold": "- [[arXiv]({abs})] **{title}**",
    "label first plain": "* [paper]({abs}) {title} (CVPR 2023)",
    "escaped brackets": "- {title} \\[[paper]({abs})\\]",
    "escaped first": "- \\[[pdf]({abs})\\] {title}",
    "plain with id behind": "1. {title} [arXiv {id}]",
    "id dash title": "- arXiv:{id} - {title}",
    "id colon title": "- {id}: {title}",
    "bold id": "- **{id}** {title}",
    "preprint": "- {title}. *arXiv preprint arXiv:{id}* (2025). [paper]({abs})",
    "cite": "- [1] A. Moreau, T. Okafor and L. Wei, “{title},” in *Proc. ICML*, 2025. [arXiv]({abs})",
    "apa": "- Moreau, I., & Okafor, T. (2025). {title}. *arXiv*. {abs}",
    "pipes": "- {title} | [paper]({abs}) | [code](https://github.com/a/b)",
    "keycap": "### 1️⃣ [{title}]({abs})",
    "by": "- [{title}]({abs}) by Ida Moreau, Tom Okafor",
    "date end": "- [{title}]({abs}) | [code](https://github.com/a) | 2025.5",
    "nick dash title": "- **Larder** - {title} [[paper]]({abs})",
    "nick pipe": "- 2025/12/11 | Larder | {title} | [paper]({abs})",
    "paren": "- {title} ([paper]({abs}), [code](https://github.com/a/b))",
    "paren arxiv": "- {title} ([arXiv:{id}]({abs}))",
    "arrow": "- {title} → [arXiv]({abs})",
    "title italic": "- *{title}* [[paper]]({abs})",
    "italic, authors": "- *{title}*, Ida Moreau et al., [[paper]]({abs})",
    "underscore": "- __{title}__, [paper]({abs})",
    "venue end": "- {title} `NeurIPS 2025` [[paper]]({abs})",
    "code venue before": "- `ICML 2025` {title} [[paper]]({abs})",
    "colon link": "- {title}: [{abs}]({abs})",
    "comma link": "- {title}, {abs}",
    "tabs": "-\t**{title}**\t[[paper]]({abs})",
    "authors by link": "- [{title}]({abs}), [Ida Moreau](https://ida.example.org), [Tom](https://tom.example.org)",
    "project named": "- **{title}** [project page](https://larder.github.io) | [arXiv]({abs})",
    "arXiv badge markdown": "- **{title}** [![](https://img.shields.io/badge/paper-A42C25)]({abs}) [![](https://img.shields.io/github/stars/a/b)](https://github.com/a/b)",
    "upper label": "- **{title}** [PAPER]({abs})",
    "pub": "* [{title}]({abs}) (Moreau et al., 2025)",
    "author colon": "- Moreau et al.: [{title}]({abs})",
    "month": "- [Dec 2025] {title} [[paper]]({abs})",
    "md link angle": "- [{title}](<{abs}>)",
    "link title attr": '- [{title}]({abs} "a title")',
    "daily bullet": "- **{title}** [{id}]({abs}) *Ida Moreau et al.*",
    "nick bracket link": "- [Larder] [{title}]({abs})",
    "hash heading item": "- ### [{title}]({abs})",
    "star rating": "- ⭐⭐⭐ **{title}** ([{id}]({abs}))",
    "hf": "- {title} https://huggingface.co/papers/{id}",
}
"""Ways to write one paper in one line."""

CASES: list[Case] = [(name, _lines(template), ALL) for name, template in TEMPLATES.items()]

CASES += [
    (
        "arxiv-daily table",
        f"""## Tides

|Publish Date|Title|Authors|PDF|Code|
|---|---|---|---|---|
|**2025-12-09**|**{LARDER}**|Ida Moreau et.al.|[2512.90001]({ABS}2512.90001)|null|
|**2025-12-08**|**Sandbar++**|Ida Moreau et.al.|[2512.90004]({ABS}2512.90004)|**[link](https://github.com/a/b)**|
|**2025-12-08**|**{KELP}**|Tom Okafor et.al.|[2512.90003]({ABS}2512.90003)|null|
""",
        [(5, LARDER, "2512.90001"), (6, "Sandbar++", "2512.90004"), (7, KELP, "2512.90003")],
    ),
    (
        "title, summary and link in any order",
        f"""| Link | Summary | Title |
|:-:|---|---:|
| [Read more]({ABS}2512.90001) | This paper sorts what a cache holds. | {LARDER} |
| [Read more]({ABS}2512.90002) | This paper watches a \\| b. | {TIDES} |
""",
        [(3, LARDER, "2512.90001"), (4, TIDES, "2512.90002")],
    ),
    (
        "chinese columns without outer pipes",
        f"标题 | 作者 | 链接\n--- | --- | ---\n{LARDER} | Ida Moreau | {ABS}2512.90001\n{TIDES} | Tom Okafor | {ABS}2512.90002\n",
        [(3, LARDER, "2512.90001"), (4, TIDES, "2512.90002")],
    ),
    (
        "title, authors and badges in one cell",
        f"""|Title & Authors|Introduction|Links|
|:----|:----:|:---:|
|[![Star](https://img.shields.io/github/stars/a/b.svg)](https://github.com/a/b)<br>[{LARDER}]({ABS}2512.90001) <br> Ida Moreau, Tom Okafor |<img width="10" src="x.png"> |[Github](https://github.com/a/b) <br> [Paper]({ABS}2512.90001)|
|[{TIDES}]({ABS}2512.90002) <br> Tom Okafor, Li Wei | - |[Paper]({ABS}2512.90002)|
""",
        [(3, LARDER, "2512.90001"), (4, TIDES, "2512.90002")],
    ),
    (
        "abstract in a fold",
        f"""| **Title** | **Date** | **Abstract** | **Comment** |
| --- | --- | --- | --- |
| **[{LARDER}]({ABS}2512.90001v1)** | 2025-12-09 | <details><summary>Show</summary><p>Serving is limited by memory.</p></details> | <details><summary>9 pages</summary><p>9 pages</p></details> |
| **[{TIDES}]({ABS}2512.90002v2)** | 2025-12-08 | <details><summary>Show</summary><p>We watch tides.</p></details> |  |
""",
        [(3, LARDER, "2512.90001"), (4, TIDES, "2512.90002")],
    ),
    (
        "nicknames in a table",
        f"""| Model | Paper | Code |
|---|---|---|
| Larder | [paper]({ABS}2512.90001) | [code](https://github.com/a/b) |
| Tides | [paper]({ABS}2512.90002) | - |
| Kelp 7B | [paper]({ABS}2512.90003) | - |
""",
        [(3, "", "2512.90001"), (4, "", "2512.90002"), (5, "", "2512.90003")],
    ),
    (
        "nicknames beside titles",
        f"""| Model | Paper |
|---|---|
| Larder | [{LARDER}]({ABS}2512.90001) |
| Tides | [{TIDES}]({ABS}2512.90002) |
| Kelp | [Kelp 7B]({ABS}2512.90003) |
""",
        [(3, LARDER, "2512.90001"), (4, TIDES, "2512.90002"), (5, "", "2512.90003")],
    ),
    (
        "newsletter",
        f"""## The week of tides
1. **Larder** - a cache that knows what is needed next, with half of the memory. [Paper]({ABS}2512.90001) | [Tweet](https://x.com/a/1)
2. **Tides in Small Models** - watches how the stream of small models rises and falls. [Paper]({ABS}2512.90002) | [Tweet](https://x.com/a/2)
3. **Coastal Attention** - asks whether kelp is what all models need in the end. [Paper]({ABS}2512.90003) | [Tweet](https://x.com/a/3)
""",
        [(2, "", "2512.90001"), (3, "", "2512.90002"), (4, "", "2512.90003")],
    ),
    (
        "newsletter in a table",
        "| **Paper** | **Links** |\n| --- | --- |\n"
        + "".join(
            f"| {n}) {name}  {'Introduces a cache that knows what is needed next. ' * 6} <br>● It is small. "
            f"| [Paper]({ABS}2512.9000{n}), [Tweet](https://x.com/a/{n}) |\n"
            for n, name in ((1, "Larder"), (2, "Tides of Small Models"), (3, "Kelp"))
        ),
        [(3, "", "2512.90001"), (4, "", "2512.90002"), (5, "", "2512.90003")],
    ),
    (
        "lines of an item",
        f"""- **{LARDER}**
ICML 2025, [Paper]({ABS}2512.90001), [Project](https://example.org/larder)

- **{TIDES}**

  Tom Okafor, Li Wei

  [Paper]({ABS}2512.90002)
""",
        [(1, LARDER, "2512.90001"), (4, TIDES, "2512.90002")],
    ),
    (
        "items below an item",
        f"""- **{LARDER}**
  - *Ida Moreau, Tom Okafor*
  - [[Paper]]({ABS}2512.90001) [[Code]](https://github.com/a/b)
- {TIDES}
    - Paper: {ABS}2512.90002
- Coasts
  - [{KELP}]({ABS}2512.90003)
""",
        [(1, LARDER, "2512.90001"), (4, TIDES, "2512.90002"), (7, KELP, "2512.90003")],
    ),
    (
        "heading, fields and abstract",
        f"""# A bot
## Recent
### 1. [{LARDER}]({ABS}2512.90001)

**Authors**: Ida Moreau, Tom Okafor
**Published**: 2025-12-09
**Category**: cs.LG

#### Abstract
Serving is limited by memory.

---

### 2. {TIDES}

- **Authors:** Tom Okafor
- **arXiv:** [2512.90002]({ABS}2512.90002)
""",
        [(3, LARDER, "2512.90001"), (14, TIDES, "2512.90002")],
    ),
    (
        "labeled lines",
        f"""Title: {LARDER}
PDF: https://arxiv.org/pdf/2512.90001
Summary: Serving is limited by memory.
---
Title: {TIDES}
PDF: https://arxiv.org/pdf/2512.90002
Summary: We watch tides.
""",
        [(1, LARDER, "2512.90001"), (5, TIDES, "2512.90002")],
    ),
    (
        "labeled items in Chinese",
        f"""- **标题**: {LARDER}
- **作者**: Ida Moreau, Tom Okafor
- **链接**: {ABS}2512.90001
- **摘要**: 服务受限于内存。

- **标题**: {TIDES}
- **链接**: {ABS}2512.90002
""",
        [(1, LARDER, "2512.90001"), (6, TIDES, "2512.90002")],
    ),
    (
        "references defined apart",
        f"- [{LARDER}][1]\n- [{TIDES}][]\n- **{KELP}** [[paper][kelp]]\n\n[1]: {ABS}2512.90001\n"
        f"[{TIDES}]: <{ABS}2512.90002>\n[kelp]: {ABS}2512.90003 'Kelp'\n",
        ALL,
    ),
    (
        "code, comments and front matter hold nothing",
        f"---\ntitle: A list\n---\n```\n- [{TIDES}]({ABS}2512.90002)\n```\n<!-- - [{TIDES}]({ABS}2512.90002)\n"
        f"- [{TIDES}]({ABS}2512.90002) -->\n- [{LARDER}]({ABS}2512.90001)\n```\n",
        [(9, LARDER, "2512.90001")],
    ),
    (
        "links that are no papers",
        f"""- [{LARDER}]({ABS}2512.90001)
- [Awesome-Tides](https://github.com/example/awesome-tides) - a list of papers about tides.
- [A Course on the Sea and Its Attention](https://www.youtube.com/watch?v=x)
- [![Stars](https://img.shields.io/github/stars/a/b)](https://github.com/a/b)
- [Leaderboard of Coasts](https://huggingface.co/spaces/a/b)
- [Section on tides](#tides-in-small-models-of-the-coast)
""",
        [(1, LARDER, "2512.90001")],
    ),
    (
        "papers in passing",
        f"""We added Larder (see [the paper]({ABS}2512.90009)) to the list.
- Streams rose: Tides (`2512.90002`) and Kelp (`2512.90003`) watch them from the coast.
- Our tool follows the ideas that are described in [Kelp et al.]({ABS}2512.90003), thanks!

| ID | Theme | Papers |
|---|---|---|
| T1 | Coasts | `2512.90002`, `2512.90003` |

9. **Validate all coasts out of sample before you sail** (`2512.90003`). Watch each of them with care, and then again.
- [{LARDER}]({ABS}2512.90001)
""",
        [(10, LARDER, "2512.90001")],
    ),
    (
        "other identifiers",
        f"""- [{LARDER}](https://openreview.net/forum?id=aB3dE5fG7h)
- [{TIDES}](https://aclanthology.org/2025.acl-long.77.pdf)
- **{KELP}** [[paper]](https://doi.org/10.5555/kelp.77)
- [Old Sands and Their Grammar](https://arxiv.org/abs/cs/0112017)
- [A Paper of the Proceedings of the Coast](https://proceedings.mlr.press/v9/kelp.html)
""",
        [
            (1, LARDER, "aB3dE5fG7h"),
            (2, TIDES, "2025.acl-long.77"),
            (3, KELP, "10.5555/kelp.77"),
            (4, "Old Sands and Their Grammar", "cs/0112017"),
            (5, "A Paper of the Proceedings of the Coast", None),
        ],
    ),
    (
        "rows without an identifier in a table of papers",
        f"""| Title | Venue | Date | Code |
|---|---|---|---|
| [{LARDER}]({ABS}2512.90001) | arXiv | 2025-12-09 | - |
| [{TIDES}](https://github.com/a/tides) | ICML 2025 | 2025-12-08 | - |
| [Introducing the Sea of Models](https://example.org/blog/sea) | Blog | 2025-12-07 | - |
| [Sandbar 2](https://example.org/sandbar) | Sandbar | 2025-12-07 | - |
""",
        [(3, LARDER, "2512.90001"), (4, TIDES, None)],
    ),
    (
        "one id at two titles",
        f"- [{LARDER}]({ABS}2512.90001)\n- [{TIDES}]({ABS}2512.90001)\n- [{KELP}]({ABS}2512.90003)\n",
        [(1, LARDER, None), (2, TIDES, None), (3, KELP, "2512.90003")],
    ),
    (
        "an id and its title elsewhere",
        f"| Paper | Caveat |\n|---|---|\n| `2512.90001` Larder | none |\n\n- [{LARDER}]({ABS}2512.90001)\n",
        [(5, LARDER, "2512.90001")],
    ),
    (
        "bare ids and addresses",
        f"- 2512.90001\n- {ABS}2512.90002\n- [arXiv]({ABS}2512.90003)\n",
        [(1, "", "2512.90001"), (2, "", "2512.90002"), (3, "", "2512.90003")],
    ),
    (
        "two papers in a line",
        f"- [{LARDER}]({ABS}2512.90001), [{TIDES}]({ABS}2512.90002)\n",
        [(1, LARDER, "2512.90001"), (1, TIDES, "2512.90002")],
    ),
    (
        "titles with marks of their own",
        "- [A* Search with $K^*$-Trees and O(n) Memory in the Sea](https://arxiv.org/abs/2512.90001)\n"
        "- [Un\\_der\\_scores \\[and\\] `Code` in the Titles of Papers](https://arxiv.org/abs/2512.90002)\n"
        "- [(Un)supervised Tides &amp; Kelp](https://arxiv.org/abs/2512.90003)\n"
        "- [[Re] Watching the Tides Rise and Fall Again](https://arxiv.org/abs/2512.90004)\n",
        [
            (1, "A* Search with $K^*$-Trees and O(n) Memory in the Sea", "2512.90001"),
            (2, "Un_der_scores [and] Code in the Titles of Papers", "2512.90002"),
            (3, "(Un)supervised Tides &amp; Kelp", "2512.90003"),
            (4, "[Re] Watching the Tides Rise and Fall Again", "2512.90004"),
        ],
    ),
    (
        "a pipe that nothing marks",
        f"|Title|PDF|\n|---|---|\n|A | B of Coasts and Tides|[2512.90001]({ABS}2512.90001)|\n"
        f"|{TIDES}|[2512.90002]({ABS}2512.90002)|\n",
        [(3, "A | B of Coasts and Tides", "2512.90001"), (4, TIDES, "2512.90002")],
    ),
]
