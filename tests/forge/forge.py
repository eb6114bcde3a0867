"""Forges a page around an article: style, noises and encoding all follow from the seed."""

import random
import re
from dataclasses import dataclass, replace
from typing import Any

from tests.forge import noises_after, noises_around, noises_article
from tests.forge.article import ForgedArticle
from tests.forge.encodings import COMMON, ENCODINGS
from tests.forge.noise import NOISES, TEXT_NOISES, Noise
from tests.forge.styles import STYLES

NOISE_MODULES = (noises_around, noises_article, noises_after)  # importing them makes their noises known
IN_PRINT_VIEWS = ("scripts", "keywords", "hidden_inside", "script_inside", "word_comment", "late_script")
ONLY_HAI_PHONG = frozenset({"slogan", "letter", "counters_after"})


class UnfitStyleError(ValueError):
    """The wanted style cannot show this article."""


@dataclass(frozen=True)
class ForgedPage:
    """A page as bytes, how it was made, and what a right reading of it gives."""

    html_bytes: bytes
    content_type: str | None
    url: str
    style: str
    noises: tuple[str, ...]
    encoding: str
    expected: dict[str, Any]
    html: str
    traits: tuple[str, ...]
    """What else was decided by chance: the way of the title tags, the date, the captions."""


def forge(article: ForgedArticle, seed: int, *, style: str | None = None) -> ForgedPage:
    """The page of this article for this seed; `style` overrides the seed's choice of style."""
    rng = random.Random(f"{article.portal} {article.url} {seed}")
    article = _as_shown(article, rng, style)
    fitting = [name for name, candidate in STYLES.items() if candidate.suits(article)]
    if style and style not in fitting:
        raise UnfitStyleError(
            f"{style} cannot show an article of {article.portal}; it can be shown in {fitting}"
        )
    name = style or rng.choice(fitting)
    if article.portal == "tphcm" and not name.startswith("tphcm_known"):
        article = replace(article, author=None)  # no other style says how that newspaper prints it
    noises = _chosen_for(article, rng)
    noise = Noise(article, rng, noises)
    page = STYLES[name](article, noise, rng)
    if "uppercase_tags" in noises:
        page = re.sub(r"(</?)([a-z][a-z0-9]*)", lambda tag: tag[1] + tag[2].upper(), page)
    if "unclosed_cells" in noises:
        page = re.sub(r"(?i)</(td|tr|li)>", "", page)
    encoding = rng.choice((*COMMON * 3, *ENCODINGS))
    content, content_type = ENCODINGS[encoding](page, rng)
    return ForgedPage(
        content,
        content_type,
        article.url,
        name,
        noises,
        encoding,
        article.expected(),
        page,
        tuple(noise.traits),
    )


def _as_shown(article: ForgedArticle, rng: random.Random, style: str | None) -> ForgedArticle:
    """The article as its page shows it: some pages print no date, print views neither date nor title."""
    wants_print = style.startswith("print_view") if style else rng.random() < 0.3
    if article.portal == "hai_phong_city" and (wants_print or article.title is None):
        return article.as_print_view()
    dateless = article.date_line and len(article.body) > 2 and rng.random() < 0.03
    return article.without_date() if dateless else article


def _chosen_for(article: ForgedArticle, rng: random.Random) -> tuple[str, ...]:
    """A choice of noises from none to nearly all, fit for the article's portal."""
    density = rng.choice((0.0, 0.15, 0.3, 0.3, 0.5))
    fitting = NOISES if article.title else IN_PRINT_VIEWS
    names = [name for name in fitting if name not in ONLY_HAI_PHONG and rng.random() < density]
    if article.portal == "hai_phong":
        names += [name for name in sorted(ONLY_HAI_PHONG) if rng.random() < 0.6]
    return (*names, *(name for name in TEXT_NOISES if rng.random() < density / 2))
