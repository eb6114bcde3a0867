"""ASP.NET WebForms: a way to build portals rather than a portal, so there is no layout to know."""

from crawlers.platforms.platform import Platform, Sign

WEBFORMS = Platform(
    name="webforms",
    title="ASP.NET WebForms",
    signs=(
        # System.Web.UI.Page: each page is one form, its state in hidden fields
        Sign(
            told="hidden fields carry the view state",
            where="fields",
            pattern=r"^__(?:VIEWSTATE(?:GENERATOR|FIELDCOUNT|\d+)?|EVENTVALIDATION|EVENTTARGET)$",
        ),
        Sign(
            told="a script defines __doPostBack",
            where="scripts",
            pattern=r"function\s+__doPostBack\b|\btheForm\s*=",
        ),
        # AssemblyResourceLoader, ScriptManager
        Sign(
            told="scripts come from WebResource.axd or ScriptResource.axd",
            where="assets",
            pattern=r"/(?:Web|Script)Resource\.axd\?",
        ),
        Sign(
            told="ids as ASP.NET makes them",
            where="names",
            pattern=r"^#(?:ctl\d\d[_$]|aspnetForm$|__VIEWSTATE$|__aspnetForm$)",
        ),
        Sign(told="addresses end in .aspx", where="links", pattern=r"\.aspx(?:\?|$)"),
    ),
    turning="by links with a parameter, or by a form that is sent (__doPostBack with __EVENTTARGET)",
    never_articles=("/Default.aspx", "/default.aspx"),
)
