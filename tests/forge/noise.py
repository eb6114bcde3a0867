"""What stands around an article: menus, clocks, teasers, related lists, letters, counters, footers.

Every noise is a function of a `Noise` and returns HTML. A noise belongs to one slot; a style prints its
slots in order: head, banner, before, above, stamp_before, stamp, under, inside, after, side, foot, end.
"""

import html
import random
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar

from tests.forge import vocabulary as words
from tests.forge.article import ForgedArticle, filled, printed_date
from tests.forge.names import Names

T = TypeVar("T")
Maker = Callable[["Noise"], str]
SLOTS = (
    "head",
    "banner",
    "before",
    "above",
    "stamp_before",
    "stamp",
    "under",
    "inside",
    "after",
    "side",
    "foot",
    "end",
)
PORTAL_NAMES = {
    "hai_phong": "Công an thành phố Hải Phòng",
    "hai_phong_city": "Cổng Thông tin điện tử thành phố Hải Phòng",
    "bac_ninh": "Công an tỉnh Bắc Ninh",
    "tphcm": "Báo Công an TP Hồ Chí Minh",
}


class Noise:
    """The noises chosen for one page, and the texts they need."""

    def __init__(self, article: ForgedArticle, rng: random.Random, chosen: tuple[str, ...]) -> None:
        self.article = article
        self.portal_name = PORTAL_NAMES[article.portal]
        self.rng = rng
        self.chosen = chosen
        self.names = Names(rng)
        self.traits: list[str] = []
        moment = datetime.fromisoformat(article.published_at or "2019-11-18").replace(tzinfo=None)
        self.moment = moment.replace(hour=moment.hour or 9)

    def pick(self, trait: str, choices: Mapping[str, T]) -> T:
        """One of the choices by name; the page remembers which as a trait."""
        name = self.rng.choice(list(choices))
        self.traits.append(f"{trait}: {name}")
        return choices[name]

    def slot(self, slot: str) -> str:
        """All chosen noises of this slot, in random order."""
        makers = [NOISES[name][1] for name in self.chosen if name in NOISES and NOISES[name][0] == slot]
        self.rng.shuffle(makers)
        return "\n".join(maker(self) for maker in makers)

    def text(self, text: str) -> str:
        """Text of the article as HTML: escaped, its white space disturbed by the chosen noises."""
        escaped = html.escape(text, quote=False)
        if self.article.portal == "tphcm" and self.rng.random() < 0.3:
            escaped = escaped.replace("“", "&ldquo;").replace("”", "&rdquo;")
        return re.sub(" ", lambda _: self._space(), escaped)

    def _space(self) -> str:
        for noise, chance, space in SPACES:
            if noise in self.chosen and self.rng.random() < chance:
                return space
        return " "

    def date(self, days: int) -> str:
        """A date line in the portal's own form, `days` after the article's."""
        shifted = self.moment + timedelta(days=days, minutes=self.rng.randrange(600))
        return printed_date(self.article.portal, shifted)[0]

    def day(self, days: int) -> str:
        return (self.moment + timedelta(days=days)).strftime("%d/%m/%Y")

    def link(self, text: str) -> str:
        return f'<a href="/tin/{self.rng.randrange(10**6)}.html">{html.escape(text, quote=False)}</a>'

    def headline(self) -> str:
        return filled(self.rng.choice(words.TEASER_TITLES), self.rng)

    def teaser(self) -> str:
        return filled(self.rng.choice(words.TEASERS), self.rng)


SPACES = (
    ("nbsp", 0.04, "&nbsp;"),
    ("nbsp", 0.02, "\u00a0"),
    ("double_spaces", 0.05, "  "),
    ("wrapped_lines", 0.08, "\r\n        "),
    ("zero_width", 0.02, " \u200b"),
)
NOISES: dict[str, tuple[str, Maker]] = {}
TEXT_NOISES = (
    *dict.fromkeys(name for name, _, _ in SPACES),
    "inline_marks", "lazy_pictures", "linked_pictures", "uppercase_tags", "unclosed_cells",
)  # fmt: skip


def stands_in(slot: str) -> Callable[[Maker], Maker]:
    """Makes a function a noise of this slot."""

    def known(maker: Maker) -> Maker:
        NOISES[maker.__name__] = (slot, maker)
        return maker

    return known
