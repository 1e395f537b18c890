"""Invented lists whose entries take several lines, and texts that speak of papers and list none."""

from __future__ import annotations

from tests.readers.markdown_cases import ABS, LARDER, TIDES, Case

_BOTH = {1: (LARDER, "2512.90001"), 2: (TIDES, "2512.90002")}


def _at(first: int, second: int) -> list[tuple[int, str, str | None]]:
    """Both papers, in these lines."""
    return [(first, *_BOTH[1]), (second, *_BOTH[2])]


LAYOUTS: list[Case] = [
    (
        "titles that ask, quote, or hold marks",
        f"""- [Large Models Learn to See and Hear What We Do]({ABS}2512.90001)
- Are We There Yet? [[paper]]({ABS}2512.90002)
- Sea: Inviting "Thinking with Long Tides" via Tools of the Coast [[paper]]({ABS}2512.90003)
- From P(y|x) to P(y): Waves in the Sea, Moreau et al. [[paper]]({ABS}2512.90004)
- **V_{{0.5}}: A Model of GUI vs. CLI** [[paper]]({ABS}2512.90005)
- Moreau et al., "Tides of the LLM," in Proc. ICML, 2025. [arXiv]({ABS}2512.90006)
- A Long Look at the LLM. *arXiv preprint arXiv:2512.90007*. [[paper]]({ABS}2512.90007)
""",
        [
            (1, "Large Models Learn to See and Hear What We Do", "2512.90001"),
            (2, "Are We There Yet?", "2512.90002"),
            (
                3,
                'Sea: Inviting "Thinking with Long Tides" via Tools of the Coast',
                "2512.90003",
            ),
            (4, "From P(y|x) to P(y): Waves in the Sea", "2512.90004"),
            (5, "V_{0.5}: A Model of GUI vs. CLI", "2512.90005"),
            (6, "Tides of the LLM", "2512.90006"),
            (7, "A Long Look at the LLM", "2512.90007"),
        ],
    ),
    (
        "llm digest zh",
        f"""# 每日论文 2025-12-10

### 1. {LARDER}

- 作者：Ida Moreau, Tom Okafor
- 链接：{ABS}2512.90001
- 摘要：服务受限于内存。

### 2. {TIDES}
- 作者：Li Wei
- 链接：{ABS}2512.90002
""",
        _at(3, 9),
    ),
    (
        "emoji fields",
        f"""## 1. {LARDER}
📎 [arXiv]({ABS}2512.90001) | 👥 Ida Moreau, Tom Okafor
💡 **TL;DR**: It sorts.

## 2. {TIDES}
📎 [arXiv]({ABS}2512.90002)
""",
        _at(1, 5),
    ),
    (
        "quote style",
        f"""> **{LARDER}** \\
> *Ida Moreau, Tom Okafor* \\
> ICML, 2025. [[Paper]({ABS}2512.90001)] [[Code](https://github.com/a/b)]

> **{TIDES}** \\
> *Li Wei, Tom Okafor* \\
> [[Paper]({ABS}2512.90002)]
""",
        _at(1, 5),
    ),
    (
        "para style",
        f"""**{LARDER}**<br>
*Ida Moreau, Tom Okafor*<br>
ICML 2025. [[Paper]]({ABS}2512.90001) [[Code]](https://github.com/a/b)

**{TIDES}**<br>
*Li Wei, Tom Okafor*<br>
[[Paper]]({ABS}2512.90002)
""",
        _at(1, 5),
    ),
    (
        "title then authors lines",
        f"""- {LARDER}
  Ida Moreau, Tom Okafor
  [[Paper]({ABS}2512.90001)]
- {TIDES}
  Li Wei, Tom Okafor
  [[Paper]({ABS}2512.90002)]
""",
        _at(1, 4),
    ),
    (
        "wrapped title",
        f"""- [Larder: Sorting the KV Cache by How
  Soon It Is Needed Again]({ABS}2512.90001)
- **Tides in the Residual
  Stream of Small Models** [[paper]]({ABS}2512.90002)
""",
        _at(1, 3),
    ),
    (
        "table nick title link",
        f"""| Date | Method | Title | Venue | Link |
|---|---|---|---|---|
| 2025-12 | Larder | {LARDER} | ICML'25 | [Paper]({ABS}2512.90001) [Code](https://github.com/a/b) |
| 2025-12 | Tides | {TIDES} | arXiv | [Paper]({ABS}2512.90002) |
""",
        _at(3, 4),
    ),
    (
        "table title link cell",
        f"""|Title|Venue|Year|Code|
|---|---|---|---|
|**[{LARDER}]({ABS}2512.90001)**<br>Ida Moreau, Tom Okafor|ICML|2025|[Github](https://github.com/a/b)|
|**[{TIDES}]({ABS}2512.90002)**|ICLR|2025|[Github](https://github.com/a/b)|
""",
        _at(3, 4),
    ),
    (
        "table id title",
        f"""| ID | Title | Upvotes |
|---|---|---|
| 2512.90001 | {LARDER} | 12 |
| 2512.90002 | {TIDES} | 3 |
""",
        _at(3, 4),
    ),
    (
        "table no header",
        f"""| {LARDER} | Ida Moreau et al. | [2512.90001]({ABS}2512.90001) |
| {TIDES} | Tom Okafor et al. | [2512.90002]({ABS}2512.90002) |
""",
        _at(1, 2),
    ),
    (
        "hf md",
        f"""# Hugging Face Daily Papers 2025-12-10
1. [{LARDER}](https://huggingface.co/papers/2512.90001) (⬆️ 34)
   > We sort its entries by how soon they will be needed and keep the first of them.
2. [{TIDES}](https://huggingface.co/papers/2512.90002) (⬆️ 5)
   > We watch tides.
""",
        _at(2, 4),
    ),
    (
        "numbered plain then link below",
        f"""1. {LARDER}
   {ABS}2512.90001

2. {TIDES}
   {ABS}2512.90002
""",
        _at(1, 4),
    ),
    (
        "changelog",
        f"""# Changelog
## 1.2
- Added support for Larder ([paper]({ABS}2512.90001))
- Fixed the bug of [Tides et al.]({ABS}2512.90002)
- Implement [attention]({ABS}2512.90003) as in the paper
""",
        [],
    ),
    (
        "transformers",
        f"""1. **[Larder](https://example.org/docs/larder)** (from Coast Research) released with the paper [{LARDER}]({ABS}2512.90001) by Ida Moreau and Tom Okafor.
1. **[Tides](https://example.org/docs/tides)** (from Sea Lab) released with the paper [{TIDES}]({ABS}2512.90002) by Li Wei.
""",
        [],
    ),
    (
        "questions",
        f"""- What is a cache? See [{LARDER}]({ABS}2512.90001).
""",
        [],
    ),
    (
        "bib block",
        f"""- [{LARDER}]({ABS}2512.90001)
  ```bibtex
  @article{{x, title={{ {TIDES} }}, eprint={{2512.90002}}}}
  ```
""",
        [(1, LARDER, "2512.90001")],
    ),
    (
        "table in html",
        f"""<table>
<tr><th>Title</th><th>Link</th></tr>
<tr><td>{LARDER}</td><td><a href="{ABS}2512.90001">arXiv</a></td></tr>
<tr>
  <td><b>{TIDES}</b></td>
  <td><a href="{ABS}2512.90002">arXiv</a></td>
</tr>
</table>
""",
        _at(3, 4),
    ),
    (
        "table in html on one line",
        f"""<table><tr><td>{LARDER}</td><td><a href="{ABS}2512.90001">arXiv</a></td></tr><tr><td>\
{TIDES}</td><td><a href="{ABS}2512.90002">arXiv</a></td></tr></table>
""",
        _at(1, 1),
    ),
    (
        "paragraphs in html",
        f"""<b>{LARDER}</b><br>Ida Moreau, Tom Okafor<br><a href="{ABS}2512.90001">arXiv</a><br><br>
<b>{TIDES}</b><br>Li Wei, Tom Okafor<br><a href="{ABS}2512.90002">arXiv</a><br><br>
""",
        _at(1, 2),
    ),
    (
        "callouts",
        f"""> [!note] {LARDER}
> Ida Moreau
> [arXiv]({ABS}2512.90001)

> [!abstract]- {TIDES}
> Li Wei, Tom Okafor
> [arXiv]({ABS}2512.90002)
""",
        _at(1, 5),
    ),
    (
        "who wrote it behind the title",
        f"""- {LARDER} (Moreau et al., 2025) [paper]({ABS}2512.90001)
- {TIDES} (Moreau & Wei, 2025) [paper]({ABS}2512.90002)
""",
        _at(1, 2),
    ),
    (
        "who wrote it before the title",
        f"""- Ida Moreau et al. - {LARDER} - [PDF]({ABS}2512.90001)
- Ida Moreau, Can Lv - {TIDES} - [PDF]({ABS}2512.90002)
- Ida Moreau, Can Lv, Tom Okafor, li wei, Bo Brbić. {LARDER}. In *ICML*, 2025. \
[arXiv]({ABS}2512.90003)
""",
        [*_at(1, 2), (3, LARDER, "2512.90003")],
    ),
    (
        "ratings and emoji by name",
        f"""### ⭐️⭐️ {LARDER} [Score: 8/10]

**Link**: {ABS}2512.90001

- :star: :fire: [{TIDES}]({ABS}2512.90002) (Relevance: 7.5)
""",
        _at(1, 5),
    ),
    (
        "emoji by name where nothing else is marked",
        f"""### :sparkles: {LARDER}

{ABS}2512.90001

### :star: :fire: {TIDES}

{ABS}2512.90002
""",
        _at(1, 5),
    ),
    (
        "nicknames between pipes, with blanks of any kind",
        f"""- Larder | Kelp [paper]({ABS}2512.90001)
- Larder\t|\tKelp [paper]({ABS}2512.90002)
- Larder\u00a0| Kelp [paper]({ABS}2512.90003)
""",
        [(1, "", "2512.90001"), (2, "", "2512.90002"), (3, "", "2512.90003")],
    ),
    (
        "citations",
        f"""- Moreau, I., & Wei, L. (2025). kelpNet: a model of forests in the sea. *arXiv preprint \
arXiv:2512.90001*.
- Moreau, Ida. "A study of the sea with modern lamps." arXiv preprint arXiv:2512.90002 (2025).
- "Sea: Inviting "Thinking with Long Tides" via Tools", arXiv, 2025. [[Paper]({ABS}2512.90003)]
""",
        [
            (1, "kelpNet: a model of forests in the sea", "2512.90001"),
            (2, "A study of the sea with modern lamps", "2512.90002"),
            (3, 'Sea: Inviting "Thinking with Long Tides" via Tools', "2512.90003"),
        ],
    ),
]
