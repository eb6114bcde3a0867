# ruff: noqa: E501, ARG002  (mark-up reads better unbroken; not every platform needs all it is told)
"""A portal of no known platform whose listings come as JSON, into a page that is empty before its script ran."""

import json
from collections.abc import Sequence
from datetime import datetime
from html import escape

from tests.platforms.sample import (
    CATEGORIES,
    PER_PAGE,
    Block,
    Kind,
    Page,
    Pages,
    Reply,
    Sample,
    SampleArticle,
    Story,
    Visit,
    Voice,
    address,
    html,
    linked,
    menu,
    text,
)


class JsonListing(Sample):
    """`/api/articles?page=1`: an item has no address, but what one is made of. Articles are whole pages."""

    name = "json_listing"
    first_number = 77210
    voice = Voice(
        seed="json_listing",
        police="Công an tỉnh",
        area="tỉnh Sông Bôi",
        scope="tỉnh",
        places=("xã Hưng Thi Đông", "phường Bến Bôi", "xã Mỵ Hòa Hạ", "xã Đà Bắc Thượng"),
        streets=("quốc lộ 6", "đường Chi Bôi", "tỉnh lộ 435", "đường Cù Bến"),
    )
    agency = "Công an tỉnh Sông Bôi"

    def path(self, category: str, words: str, number: int, story: Story) -> str:
        return f"/bai-viet/{words}-{number}"

    def date_text(self, story: Story) -> str:
        return f"{story.published:%H:%M %d/%m/%Y}"

    def listing_path(self, category: str, page: int) -> str:
        return f"/chuyen-muc/{category}"

    def api_path(self, page: int | str) -> str:
        """Where the script gets a page of all articles."""
        return f"/api/articles?page={page}&size={PER_PAGE}"

    def pager(self, category: str, page: int, last: int) -> str:
        return ""

    def listing(self, category: str, page: int, articles: Sequence[SampleArticle]) -> Page:
        return lambda visit: html(self.frame("listing", CATEGORIES[category], "", visit))

    def more_pages(self, articles: Sequence[SampleArticle]) -> Pages:
        sheets = [articles[start : start + PER_PAGE] for start in range(0, len(articles), PER_PAGE)]
        pages: Pages = {
            address(self.api_path(number)): _json(sheet, number, len(articles))
            for number, sheet in enumerate([*sheets, []], 1)
        }
        return {**pages, "/": lambda visit: html(self.frame("home", self.agency, "", visit))}

    def items(self, articles: Sequence[SampleArticle]) -> str:
        del articles  # no listing is in the source of a page
        return ""

    def head(self, article: SampleArticle, visit: Visit) -> str:
        summary = escape(article.lead or "")
        return f'<meta property="og:title" content="{escape(article.title or "")}"><meta name="description" content="{summary}">'

    def article_main(self, article: SampleArticle, others: Sequence[SampleArticle]) -> str:
        del others
        return f"""<article class="post"><h1 class="post__title">{text(article.title or "")}</h1>
<div class="post__meta"><span>{article.date_text}</span></div><p class="post__summary"><b>{text(article.lead or "")}</b></p>
<div class="post__content">
{self.body(article, after_lead=True)}
</div></article>"""

    def block(self, block: Block, article: SampleArticle) -> str:
        if block.kind == "picture":
            caption = f"<figcaption>{text(block.text)}</figcaption>" if block.text else ""
            return f'<figure><img src="{block.path}" alt="">{caption}</figure>'
        if block.kind == "heading":
            return f"<h2>{text(block.text)}</h2>"
        return f"<p>{linked(block.text, article)}</p>"

    def frame(self, kind: Kind, title: str, main: str, visit: Visit, head: str = "") -> str:
        script = (
            "<script>async function load(page) { const answer = await fetch(`/api/articles?page=${page}&size="
            f"{PER_PAGE}`); const found = await answer.json(); found.data.items.forEach(item => {{ const link = "
            "document.createElement('a'); link.href = `/bai-viet/${item.slug}-${item.id}`; link.textContent = item.title; "
            "document.getElementById('list').append(link); }); } load(1);</script>"
        )
        listing = f'<div id="list"></div>{script}' if kind in ("home", "listing") else ""
        return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{text(title)}</title>{head}<script type="module" src="/assets/index-4f2a.js"></script></head>
<body><div id="app"><header><nav><ul>{menu(self)}</ul></nav></header><main>
{main}{listing}
</main><footer><p>Bản quyền thuộc về {self.agency}</p></footer></div></body></html>"""


def _json(articles: Sequence[SampleArticle], page: int, total: int) -> Page:
    items = [
        {
            "id": article.number,
            "slug": article.path.removeprefix("/bai-viet/").rpartition("-")[0],
            "title": article.title,
            "summary": article.lead,
            "publishedAt": datetime.fromisoformat(article.published_at or "").isoformat(),
        }
        for article in articles
    ]
    answer = {"code": 200, "data": {"items": items, "page": page, "total": total}}
    body = json.dumps(answer, ensure_ascii=False).encode()
    return lambda _visit: Reply(body, content_type="application/json; charset=utf-8")
