# ruff: noqa: E501, ARG002  (mark-up reads better unbroken; not every platform needs all it is told)
"""WordPress with tagDiv's Newspaper, as `congan.quangtri.gov.vn` has it: `.td-post-content`, bare slugs."""

from collections.abc import Sequence

from tests.platforms.sample import CATEGORIES, Block, SampleArticle, Story, Voice, day, linked, menu, text
from tests.platforms.wordpress import WordPress


class WordPressNewspaper(WordPress):
    """`header.td-post-title`, `.td-post-date time`, `.td-post-content`; related articles below the text."""

    name = "wordpress_newspaper"
    first_number = 22410
    voice = Voice(
        seed="wordpress_newspaper",
        police="Công an tỉnh",
        area="tỉnh Sông Bồ",
        scope="tỉnh",
        places=("xã Quảng Bồ", "phường Hương Đông", "xã Phong Mỹ Hạ", "phường Thuận Bến"),
        streets=("đường Đống Bồ", "quốc lộ 49", "đường Nguyễn Huệ Đông", "tỉnh lộ 4"),
    )
    agency = "Công an tỉnh Sông Bồ"
    theme = "Newspaper"

    def path(self, category: str, words: str, number: int, story: Story) -> str:
        return f"/{words}/"

    def pager(self, category: str, page: int, last: int) -> str:
        links = "".join(
            f'<a href="{self.listing_path(category, other)}" class="page" title="{other}">{other}</a>'
            if other != page
            else f'<span class="current">{other}</span>'
            for other in range(1, last + 1)
        )
        after = f'<a href="{self.listing_path(category, page + 1)}" aria-label="next-page"><i class="td-icon-menu-right"></i></a>'
        return f'<div class="page-nav td-pb-padding-side">{links}{after if page < last else ""}<span class="pages">Trang {page} của {last}</span></div>'

    def items(self, articles: Sequence[SampleArticle]) -> str:
        return "".join(
            '<div class="td_module_10 td_module_wrap td-animation-stack"><div class="item-details">'
            f'<h3 class="entry-title td-module-title"><a href="{article.path}" rel="bookmark" title="{text(article.title or "")}">'
            f'{text(article.title or "")}</a></h3><div class="td-module-meta-info"><span class="td-post-date">{_time(article)}</span>'
            f'</div><div class="td-excerpt">{text(article.body[0][:120])}...</div></div></div>\n'
            for article in articles
        )

    def article_main(self, article: SampleArticle, others: Sequence[SampleArticle]) -> str:
        category = article.categories[0]
        return f"""<div class="td-crumb-container"><div class="entry-crumbs"><span><a class="entry-crumb" href="/">Trang chủ</a></span> <i class="td-icon-right td-bread-sep"></i> <span><a class="entry-crumb" href="/category/{category}/">{CATEGORIES[category]}</a></span></div></div>
<article id="post-{article.number}" class="post-{article.number} post type-post status-publish format-standard hentry category-{category} td-post-template-default" itemscope itemtype="https://schema.org/Article">
<div class="td-post-header"><ul class="td-category"><li class="entry-category"><a href="/category/{category}/">{CATEGORIES[category]}</a></li></ul>
<header class="td-post-title"><h1 class="entry-title">{text(article.title or "")}</h1>
<div class="td-module-meta-info"><span class="td-post-date">{_time(article)}</span><div class="td-post-views"><i class="td-icon-views"></i><span class="td-nr-views-{article.number}">{article.number % 900}</span></div></div></header></div>
<div class="td-post-content tagdiv-type">
{self.body(article, after_lead=False)}
</div>
<footer><div class="td-post-source-tags"></div><div class="td-post-sharing"><a class="td-social-sharing-button" href="#">Chia sẻ</a></div></footer></article>
<div class="td_block_wrap td_block_related_posts"><h4 class="td-related-title"><a class="td-related-left td-cur-simple-item" href="#">Bài viết liên quan</a></h4>{self.items(others[:3])}</div>"""

    def block(self, block: Block, article: SampleArticle) -> str:
        if block.kind == "picture":
            picture = f'<img loading="lazy" class="size-full wp-image-{article.number}" src="{block.path}" alt="" width="640" height="427" />'
            if not block.text:
                return f"<p>{picture}</p>"
            return f'<figure id="attachment_{article.number}" style="width: 640px" class="wp-caption aligncenter">{picture}<figcaption class="wp-caption-text">{text(block.text)}</figcaption></figure>'
        if block.kind == "heading":
            return f"<h4><strong>{text(block.text)}</strong></h4>"
        return f'<p style="text-align: justify;">{linked(block.text, article)}</p>'

    def middle(self, main: str) -> str:
        return f"""<div id="td-outer-wrap" class="td-theme-wrap"><div class="td-header-wrap td-header-style-1"><div class="td-header-menu-wrap"><div id="td-header-menu"><ul id="menu-main" class="sf-menu">{menu(self)}</ul></div></div></div>
<div class="td-main-content-wrap td-container-wrap"><div class="td-container"><div class="td-pb-row"><div class="td-pb-span8 td-main-content" role="main"><div class="td-ss-main-content">
{main}
</div></div><div class="td-pb-span4 td-main-sidebar" role="complementary"><div class="td_block_wrap"><h4 class="block-title"><span>Chuyên mục</span></h4><ul>{menu(self)}</ul></div></div></div></div></div>
<div class="td-footer-wrapper"><div class="td-footer-text-wrap">Bản quyền thuộc về {self.agency}</div></div></div>"""


def _time(article: SampleArticle) -> str:
    moment = f"{article.published_at}T08:16:00+00:00"
    return f'<time class="entry-date updated td-module-date" datetime="{moment}">{day(article)}</time>'
