"""Invented portals in many address families: what their articles' addresses are, and what else they link.

Each portal is a dictionary of pages, so an exploration of it needs no server.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from html import escape
from urllib.parse import quote, urljoin, urlsplit

from crawlers.exploring import Explorer, Findings, Sampled
from tests.samples.texts import slug as ascii_slug

HOME = "https://congan.example.gov.vn"
NOW = datetime(2026, 11, 21, tzinfo=UTC)
NEWEST = date(2025, 6, 27)
CATEGORIES = {
    "tin-an-ninh-trat-tu": "An ninh trật tự",
    "hoat-dong-cong-an": "Hoạt động công an",
    "canh-bao-toi-pham": "Cảnh báo tội phạm",
    "cai-cach-hanh-chinh": "Cải cách hành chính",
}
STATIC = {"gioi-thieu": "Giới thiệu", "lien-he": "Liên hệ", "so-do-to-chuc-bo-may": "Sơ đồ tổ chức"}
WHO = (
    "Công an phường Bến Mới",
    "Tổ tuần tra xã Đông Cầu",
    "Đội cảnh sát giao thông số 3",
    "Công an tỉnh",
    "Bộ đội 47",
)
DID = (
    "bắt giữ nhóm trộm cắp xe máy",
    "tuyên truyền phòng, chống cháy nổ",
    "trao trả tài sản cho người dân",
    "ra quân bảo đảm trật tự giao thông",
    "xử lý 25 trường hợp vi phạm nồng độ cồn",
    "tiếp nhận hồ sơ cấp căn cước",
)
WHEN = (
    "dịp lễ",
    "trong đêm",
    "năm 2024",
    "quý 3",
    "đợt 2",
    "ngay trong ngày đầu ra quân",
    "giai đoạn 2021-2025",
)
SENTENCES = (
    "Tổ công tác tuần tra trên các tuyến đường ven sông trong đêm và nhắc nhở người dân khóa cửa cẩn thận.",
    "Lực lượng chức năng đã làm việc với từng hộ dân, hướng dẫn cách báo tin khi thấy người lạ trong xóm.",
    "Đến sáng, địa bàn không xảy ra vụ việc nào về trật tự xã hội, giao thông thông suốt trên mọi tuyến.",
)


@dataclass(frozen=True)
class News:
    """An invented article."""

    place: int
    title: str
    category: str
    day: date
    number: int

    @property
    def slug(self) -> str:
        return ascii_slug(self.title).lower()

    @property
    def accented(self) -> str:
        return quote(re.sub(r"\W+", "-", self.title.lower()).strip("-"))

    @property
    def seconds(self) -> int:
        return (
            int(datetime(self.day.year, self.day.month, self.day.day, 8, 15, tzinfo=UTC).timestamp())
            + self.place
        )


@dataclass(frozen=True)
class Family:
    """How a portal makes addresses."""

    name: str
    article: Callable[[News], str]
    listing: Callable[[str], str] = lambda category: f"/{category}"
    page: Callable[[str, int], str] = lambda listing, number: f"{listing}?page={number}"
    static: Callable[[str], str] = lambda name: f"/{name}.html"
    others: tuple[str, ...] = ()
    """Further addresses that are no articles, linked from the home page's menu."""
    number: Callable[[News], str] | None = lambda news: str(news.number)
    """The article's own number in the address; None where there is none."""
    prints: Callable[[News], str] | None = None


FAMILIES = (
    Family("capitals", lambda n: f"/{n.category.title()}/{n.slug.title()}-{n.number}.html"),
    Family("underscore", lambda n: f"/{n.category}/{n.slug}_{n.number}.html", others=("/tag/trom-cap.html",)),
    Family(
        "content id",
        lambda n: (
            f"/Portal/Detail.aspx?Organization={n.category[:3]}&MenuID={len(n.category)}&ContentID={n.number}"
        ),
        listing=lambda c: f"/Portal/Default.aspx?Organization={c[:3]}",
        page=lambda listing, number: f"{listing}&Page={number}",
        static=lambda name: f"/Portal/{name}.aspx",
        prints=lambda n: f"/Portal/PrintItem.aspx?ContentID={n.number}",
    ),
    Family("two numbers", lambda n: f"/article/{n.slug.title()}-{n.number}-{len(n.category)}"),
    Family(
        "catp",
        lambda n: f"/bai-viet/{n.slug}.catp",
        lambda c: f"/{c}.catp",
        static=lambda s: f"/{s}.catp",
        number=None,
    ),
    Family(
        "unix seconds",
        lambda n: f"/bai-viet/{n.slug}-{n.seconds}",
        lambda c: f"/chuyen-muc/{c}",
        number=lambda n: str(n.seconds),
    ),
    Family(
        "liferay details",
        lambda n: f"/news/-/details/20182/{n.slug}-{n.number}",
        page=lambda listing, k: f"{listing}?_101_cur={k}",
    ),
    Family(
        "liferay publisher",
        lambda n: (
            f"/{n.category}/-/asset_publisher/Ab1cD{len(n.category)}/content/{n.slug}?inheritRedirect=false"
        ),
        number=None,
    ),
    Family("liferay view", lambda n: f"/{n.category}/-/view_content/{n.number}-{n.slug}"),
    Family(
        "wordpress dated",
        lambda n: f"/{n.day:%Y/%m}/{n.slug}/",
        lambda c: f"/category/{c}/",
        page=lambda listing, k: f"{listing}page/{k}/",
        static=lambda s: f"/{s}/",
        others=("/tag/trom-cap/", "/author/bien-tap/", "/2025/06/"),
        number=None,
    ),
    Family(
        "wordpress slugs",
        lambda n: f"/{n.slug}/",
        lambda c: f"/category/{c}/",
        page=lambda listing, k: f"{listing}page/{k}/",
        static=lambda s: f"/{s}/",
        others=("/tag/trom-cap/", "/author/bien-tap/", "/lich-tiep-dan/"),
        number=None,
    ),
    Family(
        "wordpress plain",
        lambda n: f"/?p={n.number}",
        lambda c: f"/?cat={len(c)}",
        page=lambda listing, k: f"{listing}&paged={k}",
        static=lambda s: f"/?page_id={len(s)}",
    ),
    Family(
        "nukeviet",
        lambda n: f"/vi/news/{n.category}/{n.slug}-{n.number}.html",
        lambda c: f"/vi/news/{c}/",
        page=lambda listing, k: f"{listing}page-{k}/",
        static=lambda s: f"/vi/about/{s}.html",
        others=("/en/news/", "/vi/users/login/"),
        prints=lambda n: f"/vi/news/print/{n.category}/{n.slug}-{n.number}.html",
    ),
    Family(
        "accented", lambda n: f"/{quote('tin-tức')}/{n.accented}-{n.number}.html", lambda c: f"/danh-muc/{c}"
    ),
    Family(
        "accented slugs",
        lambda n: f"/{quote('tin-tức')}/{n.accented}",
        lambda c: f"/danh-muc/{c}",
        number=None,
    ),
    Family(
        "long number",
        lambda n: f"/{n.slug}-102{n.day:%y%m%d}0930{n.number:07d}.htm",
        lambda c: f"/{c}.htm",
        static=lambda s: f"/{s}.htm",
        number=lambda n: f"102{n.day:%y%m%d}0930{n.number:07d}",
    ),
    Family(
        "category slugs",
        lambda n: f"/{n.category}/{n.slug}",
        others=("/tag/trom-cap-xe-may-trong-dem-khuya", "/van-ban/huong-dan-thuc-hien"),
        number=None,
    ),
    Family(
        "marked", lambda n: f"/{n.category}/{n.slug}-post{n.number}.html", lambda c: f"/{c}-c{len(c)}.html"
    ),
    Family(
        "joomla",
        lambda n: f"/index.php/{n.category}/{n.number}-{n.slug}",
        lambda c: f"/index.php/{c}",
        page=lambda listing, k: f"{listing}?start={10 * k}",
        static=lambda s: f"/index.php/{s}",
    ),
    Family(
        "joomla query",
        lambda n: (
            f"/index.php?option=com_content&view=article&id={n.number}:{n.slug}&catid={len(n.category)}&Itemid=5"
        ),
        lambda c: f"/index.php?option=com_content&view=category&id={len(c)}&Itemid=5",
        page=lambda listing, k: f"{listing}&limitstart={10 * k}",
        static=lambda s: f"/index.php?option=com_content&view=featured&Itemid={len(s)}",
    ),
    Family(
        "sharepoint",
        lambda n: f"/Pages/chi-tiet.aspx?ItemID={n.number}&CategoryId={len(n.category)}",
        lambda c: f"/Pages/{c}.aspx",
        static=lambda s: f"/Pages/{s}.aspx",
    ),
    Family("number alone", lambda n: f"/tin-tuc/{n.number}.html", lambda c: f"/chuyen-muc/{c}.html"),
    Family(
        "drupal",
        lambda n: f"/node/{n.number}",
        lambda c: f"/taxonomy/term/{len(c)}",
        static=lambda s: f"/{s}",
    ),
    Family(
        "category id",
        lambda n: f"/tin-tuc/{len(n.category)}/{n.number}/{n.slug}",
        lambda c: f"/danh-sach/{len(c)}",
    ),
    Family(
        "paged like articles",
        lambda n: f"/{n.category}/{n.slug}-{n.number}.html",
        lambda c: f"/{c}.html",
        page=lambda listing, k: f"{listing.removesuffix('.html')}/trang-{k}.html",
    ),
)


@dataclass
class Portal:
    """An invented portal: pages by path and query."""

    family: Family
    news: list[News]
    pages: dict[str, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    """Addresses that are no article's."""

    def address(self, news: News) -> str:
        return self.family.article(news)


def portal(family: Family, seed: int = 0, count: int = 60) -> Portal:
    rng = random.Random(f"{family.name} {seed}")
    made = Portal(family, list(_news(rng, count)))
    for news in made.news:
        made.pages[family.article(news)] = _article_page(made, news)
    for category, name in CATEGORIES.items():
        _add_listing(made, category, name)
    for path, name in STATIC.items():
        made.pages[family.static(path)] = _frame(
            made, f"<h1>{name}</h1><p>{name} của đơn vị: {SENTENCES[1]}</p>"
        )
        made.others.append(family.static(path))
    for path in family.others:
        made.pages[path] = _frame(made, f"<h1>Mục khác</h1>{_entries(made, made.news[:5])}")
        made.others.append(path)
    made.pages["/"] = _frame(made, _entries(made, made.news[:12]))
    return made


def explore(made: Portal, budget: int = 60) -> tuple[Explorer, Findings]:
    """An exploration of the portal to its end."""
    explorer = Explorer(HOME, budget=budget, fetched_at=NOW)
    while (address := explorer.next()) is not None:
        parts = urlsplit(address)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if target in made.pages:
            explorer.take(Sampled(address, made.pages[target].encode(), "text/html; charset=utf-8"))
        else:
            explorer.fail(address, "HTTP 404")
    return explorer, explorer.conclude()


def _news(rng: random.Random, count: int) -> Iterator[News]:
    titles: set[str] = set()
    number = 184974
    for place in range(count):
        title = " ".join((rng.choice(WHO), rng.choice(DID), rng.choice(WHEN)))
        if title in titles:
            title = f"{title} tại khu phố {place}"
        titles.add(title)
        number -= rng.randint(1, 9)
        yield News(
            place,
            title,
            list(CATEGORIES)[place % len(CATEGORIES)],
            NEWEST - timedelta(days=3 * place),
            number,
        )


def _add_listing(made: Portal, category: str, name: str) -> None:
    news = [one for one in made.news if one.category == category]
    listing, pages = (
        made.family.listing(category),
        [news[start : start + 6] for start in range(0, len(news), 6)],
    )
    for number, entries in enumerate(pages, 1):
        path = listing if number == 1 else made.family.page(listing, number)
        links = "".join(
            f'<a href="{escape(made.family.page(listing, other))}">{other}</a> '
            for other in range(2, len(pages) + 1)
            if other != number
        )
        made.pages[path] = _frame(made, f"<h2>{name}</h2>{_entries(made, entries)}<div>Trang: {links}</div>")
        made.others.append(path)


def _entries(made: Portal, news: list[News]) -> str:
    return "".join(
        f'<div><a href="{escape(made.address(one))}">{escape(one.title)}</a> '
        f"<span>{one.day:%d/%m/%Y}</span></div>"
        for one in news
    )


def _article_page(made: Portal, news: News) -> str:
    body = "".join(f"<p>{sentence} Bài số {news.place}.</p>" for sentence in SENTENCES)
    near = made.news[news.place + 1 : news.place + 4] or made.news[:3]
    prints = f'<a href="{escape(made.family.prints(news))}">In bài viết</a>' if made.family.prints else ""
    return _frame(
        made,
        f"<h1>{escape(news.title)}</h1><div>{news.day:%d/%m/%Y} 08:15</div>{body}{prints}"
        f"<div><h4>Tin liên quan</h4>{_entries(made, near)}</div>",
    )


def _frame(made: Portal, main: str) -> str:
    family = made.family
    menu = [(family.listing(path), name) for path, name in CATEGORIES.items()]
    menu += [(family.static(path), name) for path, name in STATIC.items()]
    menu += [(path, "Mục khác") for path in family.others]
    links = "".join(f'<li><a href="{escape(path)}">{name}</a></li>' for path, name in menu)
    return (
        "<!DOCTYPE html><html><head><title>Công an tỉnh Hà Tĩnh</title></head><body>"
        f'<ul><li><a href="/">Trang chủ</a></li>{links}'
        '<li><a href="https://dichvucong.example.vn/">Dịch vụ công</a></li>'
        '<li><a href="https://van-ban.example.gov.vn/tim-kiem-van-ban-phap-luat">Văn bản</a></li></ul>'
        f"<div>{main}</div>"
        "<div>Bản quyền thuộc về Công an tỉnh</div></body></html>"
    )


__all__ = ["FAMILIES", "HOME", "NOW", "Family", "News", "Portal", "explore", "portal", "urljoin"]
