"""Microsoft SharePoint 2010 to 2019: built on ASP.NET WebForms."""

from crawlers.layout import Layout
from crawlers.platforms.platform import Platform, Sign

SHAREPOINT = Platform(
    name="sharepoint",
    title="Microsoft SharePoint",
    rests_on="webforms",
    signs=(
        # Every master page: `<meta name="GENERATOR" content="Microsoft SharePoint" />`
        Sign(told="the generator is SharePoint", where="generator", pattern=r"^Microsoft SharePoint"),
        Sign(
            told="a script sets _spPageContextInfo or _spBodyOnLoad",
            where="scripts",
            pattern=r"\b_sp(?:PageContextInfo|BodyOnLoadFunctionNames|FormOnSubmitWrapper|EventDivId)\b",
        ),
        Sign(
            told="resources lie under _layouts, _catalogs or Style Library",
            where="assets",
            pattern=r"/_layouts/(?:\d+/)?|/_catalogs/|/Style(?:%20| )Library/",
        ),
        Sign(
            told="hidden fields of web parts and request digest",
            where="fields",
            pattern=r"^__REQUESTDIGEST$|^MSO(?:WebPartPage|TlPn|SPWebPart|Layout)_",
        ),
        # seattle.master and v4.master
        Sign(
            told="elements are named as in SharePoint's master pages",
            where="names",
            pattern=r"^#(?:DeltaPlaceHolderMain|s4-workspace|s4-bodyContainer|MSOZoneCell_\w+)$|^\.ms-webpart-zone$",
        ),
    ),
    layout=Layout(
        # ArticleLeft.aspx, ArticleRight.aspx: `.article > .article-header > .date-line`, `.article-content`;
        # RichHtmlField renders `<div id="…__ControlWrapper_RichHtmlField" class="ms-rtestate-field">`.
        # The title stands in `#pageTitle` (seattle.master, 2013) or `.ms-pagetitle`; it is linked there.
        title="body:has(.article-content) #DeltaPlaceHolderPageTitleInTitleArea",
        date=".article .article-header .date-line",
        author=".article .article-header .by-line",
        body=".article .article-content .ms-rtestate-field, .article .article-content",
        caption=".article .captioned-image .caption",
    ),
    # A page in a site's library of pages; each portal's own page that shows an entry of a list is seen beside
    # it (`/Pages/chi-tiet.aspx?ItemID=18660`, the form of vbpl.vn).
    article=r"(?:/[\w-]+)*/Pages/[\w-]+\.aspx\?ItemID=(?P<number>\d+)",
    keep=("ItemID",),
    pages=(r"[?&](?:Page|page|PageIndex|p)=(?P<page>\d+)",),
    turning="by links with a parameter, or by __doPostBack",
    never_articles=("/Pages/default.aspx", "/Pages/tin-tuc.aspx"),
)
