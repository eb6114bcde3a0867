"""Joomla 3 to 5."""

from crawlers.layout import Layout
from crawlers.platforms.platform import Platform, Sign

JOOMLA = Platform(
    name="joomla",
    title="Joomla",
    signs=(
        # JDocument: `<meta name="generator" content="Joomla! - Open Source Content Management" />`
        Sign(told="the generator is Joomla", where="generator", pattern=r"^Joomla!"),
        Sign(
            told="scripts lie under /media/system, /media/jui or /media/vendor/joomla",
            where="assets",
            pattern=r"/media/(?:system/js/|jui/(?:js|css)/|vendor/joomla|templates/site/)",
        ),
        Sign(
            told="the page carries Joomla's options",
            where="scripts",
            pattern=r"\"system\.paths\"\s*:|\bJoomla\.(?:JText|Text|submitform|optionsStorage)\b",
        ),
        Sign(
            told="classes and ids of Joomla and its com_content",
            where="names",
            pattern=r"^\.joomla-script-options$|^\.com-content-article|^\.com_content$|^#system-message-container$",
        ),
        Sign(told="addresses name a component (option=com_)", where="links", pattern=r"[?&]option=com_\w+"),
    ),
    layout=Layout(
        # com_content/tmpl/article/default.php: `.item-page`, from Joomla 4 `.com-content-article` too.
        # The title of Joomla 4 is not named: a page heading of the same look, the menu's, may stand above it.
        title=".item-page .page-header [itemprop=headline]",
        date=".item-page dd.published time, .com-content-article dd.published time",
        body=".item-page [itemprop=articleBody], .com-content-article__body",
    ),
    # `/<menu item>/<id>-<alias>` or `…/<category id>-<category>/<id>-<alias>.html`
    article=r"(?:/index\.php)?(?:/[\w-]+)+/(?P<number>\d+)-[^/?]+?(?:\.html)?",
    pages=(r"[?&](?:limitstart|start)=(?P<page>\d+)",),  # counts entries, not pages
    turning="by links with the parameter start, which counts entries and not pages",
    never_articles=("/tin-tuc?start=10", "/component/users/?view=login"),
)
