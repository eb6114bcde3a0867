"""What the sample portals have in common: articles, categories, listings, pages of other kinds."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.samples import files, site
from tests.samples.markup import linked, text
from tests.samples.site import WEEKDAYS, Page, Pages, Portal, Reply, Visit
from tests.samples.texts import Story, Voice, slug, stories
from tests.samples.truth import Block, SampleArticle

Kind = Literal["home", "listing", "article", "other"]
Form = Mapping[str, str]
COUNT = 16
PER_PAGE = 5
CATEGORIES = {"an-ninh-trat-tu": "An ninh trật tự", "hoat-dong-cong-an": "Hoạt động Công an"}
ABOUT = (
    "Công an tỉnh là cơ quan chuyên trách bảo vệ an ninh quốc gia, giữ gìn trật tự, an toàn xã hội.",
    "Trụ sở tiếp công dân mở cửa các ngày làm việc trong tuần, buổi sáng và buổi chiều.",
)


class Sample(ABC):
    """A portal on one platform. What the platform decides, each subclass writes."""

    name: str
    agency: str = "Công an tỉnh Sông Lam"
    voice: Voice
    first_number: int
    listing_kinds: Mapping[str, str] = CATEGORIES

    # What a platform decides

    @abstractmethod
    def path(self, category: str, words: str, number: int, story: Story) -> str:
        """An article's address; `words` is its title as a slug in small letters."""

    @abstractmethod
    def date_text(self, story: Story) -> str:
        """The date as printed."""

    @abstractmethod
    def frame(self, kind: Kind, title: str, main: str, visit: Visit, head: str = "") -> str:
        """A whole page around `main`."""

    @abstractmethod
    def article_main(self, article: SampleArticle, others: Sequence[SampleArticle]) -> str:
        """The middle of an article's page; `others` are articles that it advertises."""

    @abstractmethod
    def block(self, block: Block, article: SampleArticle) -> str:
        """One block of the text as the platform's editor writes it."""

    @abstractmethod
    def items(self, articles: Sequence[SampleArticle]) -> str:
        """Entries of a listing."""

    @abstractmethod
    def listing_path(self, category: str, page: int) -> str:
        """The address of a listing's page."""

    @abstractmethod
    def pager(self, category: str, page: int, last: int) -> str:
        """What leads from one page of a listing to the others."""

    # What a platform may add

    def published_at(self, story: Story) -> str:
        """ISO 8601: with a time, unless the platform prints none."""
        return story.published.isoformat()

    def lead(self, story: Story) -> str | None:
        """The summary, where it stands apart from the text; it is the first paragraph too."""
        return story.blocks[0].text

    def author(self, index: int, story: Story) -> str | None:
        """Who signed it."""
        del index, story
        return None

    def head(self, article: SampleArticle, visit: Visit) -> str:
        """What an article's page says in its head."""
        del article, visit
        return ""

    def more_pages(self, articles: Sequence[SampleArticle]) -> Pages:
        """Feeds, site maps and whatever else is no page of the usual kinds."""
        del articles
        return {}

    def post(self, target: str, form: Form, articles: Sequence[SampleArticle]) -> Page:
        """What the portal answers to a form that is sent."""
        del target, form, articles
        return lambda _visit: site.plain("405", 405)

    # What follows

    def articles(self, newest: date) -> tuple[SampleArticle, ...]:
        """All articles, newest first."""
        told = stories(self.voice, COUNT, newest)
        return tuple(self._article(index, story) for index, story in enumerate(told))

    def _article(self, index: int, story: Story) -> SampleArticle:
        number = self.first_number - 7 * index
        category = list(CATEGORIES)[index % 2]
        words = "-".join(slug(story.title).lower().split("-")[:14])
        return SampleArticle(
            portal=self.name,
            number=number,
            categories=(category,),
            title=story.title,
            lead=self.lead(story),
            date_text=self.date_text(story),
            published_at=self.published_at(story),
            blocks=tuple(story.blocks_with_pictures(f"/anh/{number}/{{}}.jpg")),
            attachments=story.attachments_in(f"/tep/{number}"),
            author=self.author(index, story),
            source=None,
            path=self.path(category, words, number, story),
        )

    def body(self, article: SampleArticle, *, after_lead: bool) -> str:
        """The text; without its first paragraph where the platform prints the lead apart."""
        blocks = article.blocks[1:] if after_lead else article.blocks
        return "\n".join(self.block(block, article) for block in blocks)

    def sheets(self, category: str, articles: Sequence[SampleArticle]) -> list[Sequence[SampleArticle]]:
        """The articles of a category, page by page."""
        own = [article for article in articles if category in article.categories]
        return [own[start : start + PER_PAGE] for start in range(0, len(own), PER_PAGE)]

    def portal(self, newest: date) -> Portal:
        """The portal as it stands on the day `newest`; its `quirks` name the addresses of each kind."""
        articles = self.articles(newest)
        return Portal(self.name, articles, 3, self.pages, self.kinds(articles), address)

    def kinds(self, articles: Sequence[SampleArticle]) -> dict[str, tuple[str, ...]]:
        """The addresses of pages of each kind."""
        listings = [
            self.listing_path(category, page)
            for category in CATEGORIES
            for page in range(1, len(self.sheets(category, articles)) + 1)
        ]
        return {
            "home": ("/",),
            "listing": tuple(path for path in dict.fromkeys(listings) if path.startswith("/")),
            "article": tuple(article.path for article in articles),
            "other": (self.about_path,),
        }

    about_path: str = "/gioi-thieu"

    def pages(self, articles: Sequence[SampleArticle]) -> Pages:
        """Every page of the portal, by address."""
        found: Pages = {"/robots.txt": lambda _visit: site.plain("User-agent: *\nDisallow: /quan-tri/\n")}
        found["/"] = self._home(articles)
        found[address(self.about_path)] = self._about()
        for category in CATEGORIES:
            pages = self.sheets(category, articles)
            for number in range(1, len(pages) + 1):
                page = self.listing(category, number, articles)
                found.setdefault(address(self.listing_path(category, number)), page)
        for index, article in enumerate(articles):
            found[address(article.path)] = self._article_page(article, index, articles)
        for path, _ in (picture for article in articles for picture in article.pictures):
            found[path] = _file(path)
        for attachment in (attachment for article in articles for attachment in article.attachments):
            found[attachment.path] = _file(attachment.path)
        return {**found, **self.more_pages(articles)}

    def _home(self, articles: Sequence[SampleArticle]) -> Page:
        return lambda visit: html(self.frame("home", self.agency, self.items(articles[:6]), visit))

    def listing(self, category: str, page: int, articles: Sequence[SampleArticle]) -> Page:
        """A page of a listing."""
        sheets = self.sheets(category, articles)
        main = self.items(sheets[page - 1]) + self.pager(category, page, len(sheets))
        return lambda visit: html(self.frame("listing", CATEGORIES[category], main, visit))

    def _about(self) -> Page:
        main = "<h2>Giới thiệu</h2>" + "".join(f"<p>{paragraph}</p>" for paragraph in ABOUT)
        return lambda visit: html(self.frame("other", "Giới thiệu", main, visit))

    def _article_page(self, article: SampleArticle, index: int, articles: Sequence[SampleArticle]) -> Page:
        others = [articles[(index + step) % len(articles)] for step in (2, 3, 5, 6)]

        def page(visit: Visit) -> Reply:
            main = self.article_main(article, others)
            return html(self.frame("article", article.title or "", main, visit, self.head(article, visit)))

        return page


def menu(sample: Sample, item: str = '<li><a href="{path}">{name}</a></li>') -> str:
    """The links to the home page, to all listings and to the page about the portal."""
    entries = {"/": "Trang chủ", sample.about_path: "Giới thiệu"}
    entries |= {sample.listing_path(category, 1): name for category, name in CATEGORIES.items()}
    return "".join(item.format(path=text(path), name=name) for path, name in entries.items())


def day(article: SampleArticle) -> str:
    """The day of an article as listings print it."""
    year, month, number = (article.published_at or "")[:10].split("-")
    return f"{number}/{month}/{year}"


def weekday(story: Story) -> str:
    """The weekday as most portals write it: `Thứ năm`."""
    return WEEKDAYS[story.published.weekday()].capitalize()


def address(target: str) -> str:
    """`target` with its parameters sorted, those of tracking left out."""
    parts = urlsplit(target)
    kept = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != "fbclid")
    return f"{parts.path}?{urlencode(kept)}" if kept else parts.path


def html(words: str) -> Reply:
    """A page in UTF-8."""
    return Reply(words.encode(), content_type="text/html; charset=utf-8")


def xml(words: str) -> Page:
    """A feed or a site map; `{base}` in it is the portal's address."""

    def page(visit: Visit) -> Reply:
        declared = '<?xml version="1.0" encoding="UTF-8"?>\n'
        body = (declared + words.replace("{base}", visit.base)).encode()
        return Reply(body, content_type="text/xml; charset=utf-8")

    return page


def site_map(paths: Sequence[str]) -> Page:
    """A site map of these paths."""
    urls = "".join(f"<url><loc>{{base}}{text(path)}</loc></url>" for path in paths)
    return xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>')


def _file(path: str) -> Page:
    body, content_type = files.reply_parts(path)
    return lambda _visit: Reply(body, content_type=content_type)


__all__ = [
    "ABOUT", "CATEGORIES", "COUNT", "PER_PAGE", "Block", "Form", "Kind", "Page", "Pages", "Reply", "Sample",
    "SampleArticle", "Story", "Visit", "Voice", "address", "day", "html", "linked", "menu", "site_map",
    "text", "weekday", "xml",
]  # fmt: skip
