"""What a correct crawl of the sample portals must store."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

AMENDMENT = "Số liệu nêu trên vừa được đơn vị rà soát, điều chỉnh theo báo cáo mới nhất."
"""The sentence that stands in an article which was changed between two crawls."""


@dataclass(frozen=True)
class Attachment:
    """A file the article offers; `name` is the text of the link, found once in one of the paragraphs."""

    path: str
    name: str


@dataclass(frozen=True)
class Block:
    """One thing of the article, in reading order; a picture's text is its caption, perhaps empty."""

    kind: Literal["paragraph", "heading", "picture"]
    text: str
    path: str = ""


@dataclass(frozen=True)
class SampleArticle:
    """An article as a right reading gives it: Unicode NFC, white space folded, no boilerplate."""

    portal: str
    number: int
    categories: tuple[str, ...]
    title: str | None
    lead: str | None
    date_text: str | None
    published_at: str | None
    blocks: tuple[Block, ...]
    attachments: tuple[Attachment, ...]
    author: str | None
    source: str | None
    path: str

    @property
    def id(self) -> str:
        """The article's identifier in the store."""
        return f"{self.portal}/{self.number}"

    @property
    def body(self) -> list[str]:
        """Paragraphs in order, subheadings included, captions not."""
        return [block.text for block in self.blocks if block.kind != "picture"]

    @property
    def pictures(self) -> list[tuple[str, str | None]]:
        """Address and caption of each picture."""
        return [(block.path, block.text or None) for block in self.blocks if block.kind == "picture"]

    def gold(self) -> dict[str, Any]:
        """The article in the form of the recorded expected results."""
        return {
            "title": self.title,
            "published_at": self.published_at,
            "published_text": self.date_text,
            "author": self.author,
            "source": self.source,
            "body": self.body,
            "captions": [caption for _, caption in self.pictures if caption],
        }

    def amended(self) -> "SampleArticle":
        """The same article after its office changed one sentence: the last one of the second paragraph."""
        second = [place for place, block in enumerate(self.blocks) if block.kind == "paragraph"][1]
        return replace(self, blocks=tuple(self._amended_blocks(second)))

    def _amended_blocks(self, place: int) -> Iterator[Block]:
        for position, block in enumerate(self.blocks):
            if position != place:
                yield block
                continue
            kept = block.text.rpartition(". ")[0]
            yield replace(block, text=f"{kept}. {AMENDMENT}" if kept else AMENDMENT)
