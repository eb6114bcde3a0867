"""Liferay 6.2 and 7: departments of Hà Nội, Bắc Ninh's general portal, `congan.daklak.gov.vn`."""

from crawlers.layout import Layout
from crawlers.platforms.platform import Platform, Sign

LIFERAY = Platform(
    name="liferay",
    title="Liferay",
    signs=(
        # Liferay's own top_js.jspf; seen in all thirteen saved pages of sotttt.hanoi.gov.vn
        Sign(
            told="a script makes the object Liferay",
            where="scripts",
            pattern=r"\bLiferay\s*=\s*(?:\{|window)|\bLiferay\.(?:ThemeDisplay|currentURL|AUI|Portlet)\b",
        ),
        # top_head.jsp: `<link class="lfr-css-file" href="…?browserId=other&themeId=…_WAR_…">`;
        # 7.x: `/combo/?browserId=`, `/o/js_loader_modules`, `/o/classic-theme/`
        Sign(
            told="style sheets or scripts are asked for with browserId and themeId",
            where="assets",
            pattern=r"[?&]browserId=|/o/js_(?:loader|resolved|bundle)_|/html/js/liferay/",
        ),
        # portlet_wrapper: `<div class="portlet-boundary portlet-boundary_101_ …" id="p_p_id_101_">`
        Sign(
            told="the page is made of portlets",
            where="names",
            pattern=r"^\.portlet-boundary|^#p_p_id_|^\.lfr-css-file$",
        ),
        Sign(
            told="addresses name a portlet (p_p_id)",
            where="links",
            pattern=r"[?&](?:p_p_id|p_l_id)=|/c/portal/",
        ),
        Sign(
            told="a form carries p_auth or a portlet's formDate",
            where="fields",
            pattern=r"^p_auth$|_formDate$",
        ),
    ),
    layout=Layout(
        # Hà Nội (6.2, own template): title and date stand before `asset-full-content`, the lead in it.
        # 6.2 full_content.jsp: `<liferay-ui:header>` gives `.taglib-header .header-title`.
        # 7.x full_content.jsp: `h4.component-title > span.asset-title`. bacninh.gov.vn: the three ids.
        title=".asset-full-content-title, .portlet-asset-publisher .taglib-header .header-title, "
        ".asset-full-content .component-title .asset-title, #contentDetailTitleId",
        date=".assetPublishDate, .asset-full-content .metadata-publish-date",
        lead=".asset-full-content .sapo, #sapoDetailId",
        # Not `.journal-content-article` within it: Hà Nội prints the text's first paragraph before that.
        body=".asset-full-content .asset-content, #contentDetail",
        author=".view-content-author",
        noise=".asset-full-content .taglib-social-bookmarks, .asset-full-content .asset-ratings, "
        ".asset-full-content .asset-user-actions, .asset-full-content .taglib-discussion, "
        ".asset-full-content .taglib-asset-links, .asset-full-content .asset-flag",
    ),
    # Friendly addresses of an asset: `/-/view_content/<id>-<slug>` (Hà Nội, 6.2),
    # `/-/details/<group>/<slug>-<id>` (bacninh.gov.vn, 7), and the asset publisher's own.
    article=r"(?:/[\w-]+)+/-/(?:"
    r"(?:view_content/(?:content/)?|details/\d+/[^/?]+-(?=\d+/?$))(?P<number>\d+)(?:-[^/?]*)?"
    r"|asset_publisher/\w+/content/[^/?]+)/?",
    sitemaps=("/sitemap.xml",),
    pages=(r"[?&]_\w+?_cur=(?P<page>\d+)",),
    turning="by links with the parameter _101_cur (6.2) or _…_AssetPublisherPortlet_…_cur (7), "
    "or as JSON from an address with p_p_resource_id",
    never_articles=("/trang-chu", "/c/portal/login", "/tin-tuc?_101_cur=2"),
)
