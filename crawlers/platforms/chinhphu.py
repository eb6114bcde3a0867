"""The software of the Government's newspaper and of `*.chinhphu.vn`.

Known from three saved pages (`baochinhphu.vn`, `vpcp.chinhphu.vn`), not from any documentation.
"""

from crawlers.layout import Layout
from crawlers.platforms.platform import Platform, Sign

CHINHPHU = Platform(
    name="chinhphu",
    title="Báo Điện tử Chính phủ",
    signs=(
        Sign(
            told="elements tell their role in data-role, data-linktype and afcbc-body",
            where="names",
            pattern=r"^\[data-role=(?:publishdate|sapo|cate-name)\]$|^\[data-linktype=newsdetail\]$|^\.afcbc-body$",
        ),
        Sign(
            told="scripts name mediacdn.vn and arfAsync",
            where="scripts",
            pattern=r"\barfAsync\b|//[\w-]+\.mediacdn\.vn",
        ),
        Sign(
            told="articles end in a long number and .htm",
            where="links",
            pattern=r"^/[\w-]+-1\d{14,20}\.htm$",
        ),
    ),
    layout=Layout(
        title="h1.detail-title[data-role=title]",
        date=".detail-time [data-role=publishdate]",
        lead=".detail-sapo[data-role=sapo]",
        body=".detail-content[data-role=content]",
        caption=".PhotoCMS_Caption, figcaption",
        noise=".VCSortableInPreviewMode[type=RelatedOneNews], .VCSortableInPreviewMode[type=RelatedNews]",
    ),
    article=r"(?:/[\w-]+)?/[\w-]+-(?P<number>1\d{13,20})\.htm",
    turning="by a script that asks for /timelinelist/<category>/<page>.htm",
    never_articles=("/chinh-sach-va-cuoc-song/chinh-sach-moi.htm",),
)
