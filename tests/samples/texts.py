"""Invented Vietnamese police news: the same seed gives the same stories."""

import random
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from tests.samples.truth import Attachment, Block

HANOI = timezone(timedelta(hours=7))
LENGTHS = (4, 2, 7, 5, 9, 3, 6, 15, 5, 8, 2, 11, 6, 4)
"""Paragraphs of the stories, in turn; subheadings come on top."""
PICTURES = (1, 0, 3, 1, 2, 0, 1, 1, 3, 0)

_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Lý")
_MEN = ("Văn Thuận", "Đức Khải", "Quốc Việt", "Hữu Lượng", "Minh Đạo", "Xuân Trường", "Công Hậu", "Anh Tú")
_WOMEN = ("Thị Mỵ", "Thị Hường", "Ngọc Ánh", "Thị Quyên", "Thu Trà", "Thị Nguyệt")
_RANKS = ("Thiếu tá", "Đại úy", "Trung tá", "Thượng úy")
_THEMES = (
    "phòng, chống tội phạm",
    "cải cách hành chính",
    "quản lý cư trú",
    "phòng cháy, chữa cháy",
    "xây dựng phong trào bảo vệ an ninh Tổ quốc",
    "bảo đảm trật tự, an toàn giao thông",
)


@dataclass(frozen=True)
class Voice:
    """The portal's own words: who speaks, and of which places."""

    seed: str
    police: str
    area: str
    scope: str
    places: tuple[str, ...]
    streets: tuple[str, ...]
    day_mark: str = "/"


@dataclass(frozen=True)
class Story:
    """What is told, before a portal gives it a number, addresses and a signature."""

    title: str
    published: datetime
    blocks: tuple[Block, ...]
    attachments: tuple[Attachment, ...]
    unit: str

    def blocks_with_pictures(self, pattern: str) -> tuple[Block, ...]:
        """The blocks, each picture with its address: `pattern`, `{}` being its place among them."""
        return tuple(
            replace(block, path=pattern.format(place)) if block.kind == "picture" else block
            for place, block in enumerate(self.blocks)
        )

    def attachments_in(self, folder: str) -> tuple[Attachment, ...]:
        """The attachments under `folder`."""
        return tuple(replace(file, path=f"{folder}/{file.path}") for file in self.attachments)


class Facts(dict[str, str]):
    """What fills the `{…}` of a sentence: facts fixed for the article, numbers drawn anew each time."""

    def __init__(self, voice: Voice, units: Sequence[str], published: datetime, rng: random.Random) -> None:
        self._rng = rng
        event = published - timedelta(days=rng.randint(0, 2))
        super().__init__(
            police=voice.police,
            area=voice.area,
            scope=voice.scope,
            post=f"Phó Giám đốc {voice.police}",
            place=rng.choice(voice.places),
            street=rng.choice(voice.streets),
            unit=rng.choice(units),
            theme=rng.choice(_THEMES),
            chief=f"Đại tá {self._man()}",
            officer=f"{rng.choice(_RANKS)} {self._man()}",
            elder=self._man(),
            part=rng.choice(("Sáng", "Chiều", "Tối")),
            day=f"{event.day}{voice.day_mark}{event.month}",
            day_full=f"{event:%d/%m/%Y}",
            doc_day=f"{event - timedelta(days=rng.randint(20, 90)):%d/%m/%Y}",
            deadline=f"{event + timedelta(days=30):%d/%m/%Y}",
            month=str(event.month),
            quarter=str((event.month + 2) // 3),
            year=str(event.year),
        )

    def __missing__(self, name: str) -> str:
        draw = self._rng.randint
        draws = {
            "few": lambda: str(draw(2, 9)),
            "some": lambda: str(draw(11, 48)),
            "many": lambda: str(draw(105, 980)),
            "lots": lambda: f"{draw(2, 98)}.{draw(100, 999)}",
            "number": lambda: str(draw(12, 480)),
            "money": lambda: f"{draw(12, 950)} triệu đồng",
            "percent": lambda: f"{draw(6, 96)},{draw(1, 9)}%",
            "level": lambda: f"0,{draw(26, 79)}",
            "hour": lambda: f"{draw(5, 23)} giờ {draw(10, 55)} phút",
            "man": lambda: f"{self._initialled(_MEN)} (SN {draw(1970, 2003)})",
            "woman": lambda: f"{self._initialled(_WOMEN)} ({draw(24, 76)} tuổi)",
        }
        return draws[name]()

    def _man(self) -> str:
        return f"{self._rng.choice(_FAMILIES)} {self._rng.choice(_MEN)}"

    def _initialled(self, given: Sequence[str]) -> str:
        middle, name = self._rng.choice(given).split()
        return f"{self._rng.choice(_FAMILIES)} {middle} {name[0]}."


def stories(voice: Voice, count: int, newest: date) -> list[Story]:
    """`count` stories with different titles, newest first, the first one published on `newest`."""
    told: list[Story] = []
    titles: set[str] = set()
    for index, published in zip(range(count), _publication_times(voice, newest), strict=False):
        story = next(s for s in _attempts(voice, index, published) if s.title not in titles)
        titles.add(story.title)
        told.append(story)
    return told


def slug(text: str, *, mark: str = "-") -> str:
    """`text` without accents and punctuation, its words joined by `mark`, as addresses print it."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return mark.join(re.findall(r"[A-Za-z0-9]+", plain.encode("ascii", "ignore").decode()))


def _publication_times(voice: Voice, newest: date) -> Iterator[datetime]:
    rng = random.Random(f"{voice.seed}/times")
    moment = datetime.combine(newest, time(15, 40), HANOI)
    while True:
        yield moment
        moment -= timedelta(minutes=rng.randint(400, 2600))
        if moment.hour < 6:  # nobody publishes at night
            moment -= timedelta(hours=8)


def _attempts(voice: Voice, index: int, published: datetime) -> Iterator[Story]:
    for attempt in range(100):
        yield _story(voice, index, published, random.Random(f"{voice.seed}/{index}/{attempt}"))


def _story(voice: Voice, index: int, published: datetime, rng: random.Random) -> Story:
    topic = _sentences()["topic"][index % len(_sentences()["topic"])]
    facts = Facts(voice, topic["units"], published, rng)
    title = _title(topic, index, facts, rng)
    attachments = _attachments(index, facts)
    paragraphs = [_filled(text, facts) for text in _paragraphs(topic, LENGTHS[index % len(LENGTHS)], rng)]
    paragraphs[1:1] = [_attachment_sentence(attachment) for attachment in attachments]
    if index % 4 == 1:
        own_words = list(_sentences()["own_words"].values())
        place = rng.randint(1, len(paragraphs))
        paragraphs.insert(place, _filled(own_words[index // 4 % len(own_words)], facts))
    blocks = [Block("paragraph", text) for text in paragraphs]
    if len(blocks) >= 7 and index % 2 == 0:
        _add_headings(blocks, topic, rng)
    _add_pictures(blocks, topic, index, facts, rng)
    return Story(title, published, tuple(blocks), attachments, facts["unit"])


def _title(topic: dict[str, Any], index: int, facts: Facts, rng: random.Random) -> str:
    title = rng.choice(topic["titles"])
    if index % 13 == 5:
        title += _sentences()["general"]["long_title"]
    filled = _filled(title, facts)
    return filled.upper() if index % 17 == 6 else filled


def _paragraphs(topic: dict[str, Any], length: int, rng: random.Random) -> list[str]:
    """Templates: a lead, then what the topic has, in its order; general ones fill up a long story."""
    general = _sentences()["general"]
    lead = rng.choice(topic["leads"])
    if length == 2:
        return [lead, rng.choice(general["closings"])]
    own = _in_order(topic["paragraphs"], length - 1, rng)
    return [lead, *own, *_in_order(general["paragraphs"], length - 1 - len(own), rng)]


def _in_order(texts: Sequence[str], count: int, rng: random.Random) -> list[str]:
    chosen = sorted(rng.sample(range(len(texts)), min(count, len(texts))))
    return [texts[place] for place in chosen]


def _add_headings(blocks: list[Block], topic: dict[str, Any], rng: random.Random) -> None:
    first, second = rng.sample(topic["headings"], 2)
    blocks.insert(5, Block("heading", second))
    blocks.insert(2, Block("heading", first))


def _add_pictures(
    blocks: list[Block], topic: dict[str, Any], index: int, facts: Facts, rng: random.Random
) -> None:
    """Every seventh story's pictures have no caption. None stands last, where a signature may follow."""
    captions = rng.sample(topic["captions"], PICTURES[index % len(PICTURES)])
    for turn, caption in enumerate(captions):
        place = min(1 + 2 * turn, len(blocks) - 1)
        blocks.insert(place, Block("picture", "" if index % 7 == 3 else _filled(caption, facts)))


def _attachments(index: int, facts: Facts) -> tuple[Attachment, ...]:
    if index % 9 != 4:
        return ()
    kind, ending = (("Thông báo", "pdf"), ("Kế hoạch", "doc"))[index % 2]
    name = f"{kind} số {facts['number']}-{facts['number']}/{facts['year']}"
    return (Attachment(f"{slug(name).lower()}.{ending}", name),)


def _attachment_sentence(attachment: Attachment) -> str:
    sentence: str = _sentences()["general"]["attachment"]
    return sentence.format(attachment=attachment.name)


def _filled(template: str, facts: Facts) -> str:
    text = template.format_map(facts)
    return unicodedata.normalize("NFC", text[0].upper() + text[1:])


@cache
def _sentences() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
