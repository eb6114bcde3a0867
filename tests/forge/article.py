"""The article a page is forged around, and what a right reading of that page must give."""

import json
import random
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from tests.forge import vocabulary as words

PORTALS = ("hai_phong", "hai_phong_city", "bac_ninh", "tphcm")
HANOI = timezone(timedelta(hours=7))
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


@dataclass(frozen=True)
class Block:
    """One thing of the body: `paragraph`, `heading`, list `item`, or `picture` (its text is the caption)."""

    kind: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class ForgedArticle:
    """An article whose every field is known. `date_line` is the date as the page prints it."""

    portal: str
    title: str | None
    date_line: str | None
    published_at: str | None
    tag: str | None
    blocks: tuple[Block, ...]
    author: str | None
    source: str | None
    rendered_day: str
    url: str

    @property
    def published_text(self) -> str | None:
        return self.date_line

    @property
    def body(self) -> list[str]:
        return [block.text for block in self.blocks if block.kind != "picture"]

    @property
    def captions(self) -> list[tuple[str, str]]:
        return [(block.text, block.url) for block in self.blocks if block.kind == "picture" and block.text]

    def signature(self) -> list[str]:
        """The lines after the last paragraph that name the writer and the source."""
        if self.portal == "tphcm":
            return []
        return [line for line in (self.author, self.source) if line]

    def expected(self) -> dict[str, Any]:
        """What a right reading gives, in the form of the gold files."""
        return {
            "title": self.title,
            "published_at": self.published_at,
            "published_text": self.published_text,
            "author": self.author,
            "source": self.source,
            "body": self.body,
            "captions": self.captions,
        }

    def without_date(self) -> "ForgedArticle":
        return replace(self, date_line=None, published_at=None)

    def as_print_view(self) -> "ForgedArticle":
        """A print view shows neither the title nor the day of publication."""
        number = self.url.rpartition("ContentID=")[2]
        url = f"http://www.haiphong.gov.vn/Portal/PrintItem.aspx?ContentID={number}"
        return replace(self, title=None, date_line=None, published_at=None, url=url)


def folded(text: str) -> str:
    """White space folded and Unicode NFC: the only cleaning an article's text gets."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def printed_date(portal: str, moment: datetime) -> tuple[str, str]:
    """The date line in the form of the portal, and the same moment as ISO 8601."""
    day, clock = moment.strftime("%d/%m/%Y"), moment.strftime("%H:%M")
    whole = moment.replace(tzinfo=HANOI).isoformat(timespec="seconds")
    return {
        "hai_phong": (f"Cập nhật: {day} {clock}", whole),
        "hai_phong_city": (f"{day} - {clock}", whole),
        "bac_ninh": (f"Đăng vào {day}", moment.date().isoformat()),
        "tphcm": (f"{WEEKDAYS[moment.weekday()]}, {day} {clock}", whole),
    }[portal]


def from_gold(gold: Path, seed: Path) -> ForgedArticle:
    """The article of a seed document: texts from its gold file, the places of captions from the document."""
    known = json.loads(gold.read_text(encoding="utf-8"))
    rng = random.Random(known["seed"])
    return ForgedArticle(
        portal=known["portal"].removesuffix("_print"),
        title=known["title"],
        date_line=known["published_text"],
        published_at=known["published_at"],
        tag="(CAO)" if known["source"] == "CAO" else None,
        blocks=tuple(_blocks_of_seed(known, seed.read_text(encoding="utf-8"), rng)),
        author=known["author"],
        source=known["source"],
        rendered_day="Hải Phòng, ngày 18 tháng 11 năm 2019",
        url=_address(known["portal"].removesuffix("_print"), known["title"] or "", rng),
    )


def _blocks_of_seed(known: dict[str, Any], text: str, rng: random.Random) -> Iterator[Block]:
    paragraphs, captions = set(known["body"]), set(known["captions"])
    for line in text.splitlines():
        line = folded(line).removeprefix("(CAO) ")
        if line in captions:
            yield Block("picture", line, _picture_address(known["portal"], rng))
        elif line in paragraphs:
            is_heading = len(line) < 90 and line[-1] not in ".;:…"
            yield Block("heading" if is_heading else "paragraph", line)


def invented(seed: int, portal: str) -> ForgedArticle:
    """An article made up for this seed; the same seed gives the same article."""
    rng = random.Random(f"invented {portal} {seed}")
    title = filled(rng.choice(words.TITLES), rng)
    moment = datetime(2014, 1, 1) + timedelta(minutes=rng.randrange(60 * 24 * 365 * 11))
    date_line, published_at = printed_date(portal, moment)
    tag = "(CAO)" if portal == "tphcm" and rng.random() < 0.8 else None
    rendered = moment + timedelta(days=rng.randrange(1, 900))
    return ForgedArticle(
        portal=portal,
        title=title,
        date_line=date_line,
        published_at=published_at,
        tag=tag,
        blocks=tuple(_invented_blocks(portal, rng)),
        author=_invented_author(portal, rng),
        source={"tphcm": tag and "CAO", "hai_phong_city": rng.choice(words.SOURCES)}.get(portal),
        rendered_day=f"Hải Phòng, ngày {rendered.day} tháng {rendered.month} năm {rendered.year}",
        url=_address(portal, title, rng),
    )


def filled(template: str, rng: random.Random) -> str:
    """The template with its gaps filled: place, unit, rank, person, crime, goods, number, day, month."""

    def fill(gap: re.Match[str]) -> str:
        table: dict[str, Sequence[str]] = {
            "place": words.PLACES,
            "unit": words.UNITS,
            "rank": words.RANKS,
            "person": words.PEOPLE,
            "crime": words.CRIMES,
            "goods": words.GOODS,
        }
        name = gap[1]
        if name in table:
            return rng.choice(table[name])
        return str(rng.randrange(1, {"day": 28, "month": 12}.get(name, 95) + 1))

    text = re.sub(r"\{(\w+)\}", fill, template)
    return text[0].upper() + text[1:]


def _invented_author(portal: str, rng: random.Random) -> str | None:
    if portal == "bac_ninh":
        return rng.choice(words.WRITERS) if rng.random() < 0.85 else None
    if portal == "hai_phong_city" or (portal == "tphcm" and rng.random() < 0.6):
        return rng.choice(words.REPORTERS)
    return None


# How an article is built: (share, most sentences in a paragraph, chance of a picture after a paragraph).
SHAPES = {
    "usual": (0.75, 5, 0.2),
    "pictures": (0.12, 2, 0.8),
    "brief": (0.08, 2, 0.0),
    "endless": (0.05, 2, 0.1),
}


def _invented_blocks(portal: str, rng: random.Random) -> Iterator[Block]:
    """Lead, paragraphs with traps and subheadings, and pictures."""
    shape = rng.choices(list(SHAPES), [share for share, _, _ in SHAPES.values()])[0]
    texts = [Block("paragraph", filled(rng.choice(words.LEADS), rng))]
    if shape != "brief" or rng.random() < 0.5:
        texts += [Block("paragraph", text) for text in _paragraphs(rng, shape)]
    if len(texts) > 4:
        texts = _with_items_and_quotes(_with_subheadings(texts, rng), portal, rng)
    yield from _with_pictures(texts, portal, SHAPES[shape][2], rng)


def _with_items_and_quotes(texts: list[Block], portal: str, rng: random.Random) -> list[Block]:
    """A list of items before the last paragraph; the letter's teachings quoted within a Hải Phòng article."""
    if rng.random() < 0.2:
        texts[-1:-1] = [Block("item", filled(item, rng)) for item in words.ITEMS]
    if portal == "hai_phong" and rng.random() < 0.15:
        texts[2:2] = [Block("quote", line) for line in words.QUOTED_LETTER]
    return texts


def _with_pictures(texts: list[Block], portal: str, chance: float, rng: random.Random) -> Iterator[Block]:
    """Pictures before the lead, between paragraphs, at the end; without a caption only before long text."""
    if chance and rng.random() < 0.12:
        yield Block("picture", filled(rng.choice(words.CAPTIONS), rng), _picture_address(portal, rng))
    for place, block in enumerate(texts):
        yield replace(block, kind="paragraph") if block.kind == "quote" else block
        follower = texts[place + 1] if place + 1 < len(texts) else None
        if block.kind != "paragraph" or (follower and follower.kind != "paragraph") or rng.random() > chance:
            continue
        bare = follower is not None and len(follower.text) > 120 and rng.random() < 0.2
        caption = "" if bare else filled(rng.choice(words.CAPTIONS), rng)
        yield Block("picture", caption, _picture_address(portal, rng))


def _paragraphs(rng: random.Random, shape: str) -> list[str]:
    wanted = {"brief": 2, "endless": len(words.SENTENCES)}.get(shape, rng.randrange(5, len(words.SENTENCES)))
    sentences = rng.sample(words.SENTENCES, wanted)
    paragraphs = []
    while sentences:
        count = rng.randrange(1, SHAPES[shape][1])
        taken, sentences = sentences[:count], sentences[count:]
        paragraphs.append(" ".join(filled(sentence, rng) for sentence in taken))
    for trap in rng.sample(words.TRAPS, rng.choice((0, 0, 1, 2))):
        paragraphs.insert(rng.randrange(len(paragraphs) + 1), filled(trap, rng))
    if rng.random() < 0.4:
        short = filled(rng.choice(words.SHORT_PARAGRAPHS), rng)
        paragraphs.insert(rng.randrange(len(paragraphs)), short)
    return paragraphs


def _with_subheadings(texts: list[Block], rng: random.Random) -> list[Block]:
    if rng.random() < 0.6:
        return texts
    for heading in rng.sample(words.SUBHEADINGS, 2):
        places = [n for n in range(2, len(texts)) if texts[n - 1].kind == texts[n].kind == "paragraph"]
        if places:
            texts.insert(rng.choice(places), Block("heading", filled(heading, rng)))
    return texts


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFD", title.replace("đ", "d").replace("Đ", "D"))
    return "-".join(re.findall(r"[A-Za-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c))))


def _address(portal: str, title: str, rng: random.Random) -> str:
    slug, number = _slug(title), rng.randrange(10_000, 300_000)
    return {
        "hai_phong": f"https://congan.haiphong.gov.vn/Tin-An-ninh-trat-tu/{slug}-{number}.html",
        "hai_phong_city": "http://www.haiphong.gov.vn/Portal/Detail.aspx"
        f"?Organization=SXD&MenuID={rng.randrange(9999)}&ContentID={number}",
        "bac_ninh": f"https://conganbacninh.gov.vn/news/-/details/{rng.randrange(99999)}/{slug.lower()}-{number}",
        "tphcm": f"https://congan.com.vn/tin-chinh/{slug.lower()}_{number}.html",
    }[portal]


def _picture_address(portal: str, rng: random.Random) -> str:
    name = f"{rng.randrange(16**8):08x}"
    return {
        "hai_phong": f"/upload/congan/product/2021/3/{name}.jpg?maxwidth=1000",
        "tphcm": f"https://image.congan.com.vn/thumbnail/CATP-480-2023-4-28/{name}.jpg",
    }.get(portal, f"/documents/{rng.randrange(9999)}/anh-{name}.jpg")
