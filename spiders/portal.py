"""Any portal that nobody has declared: `scrapy crawl portal -a home=https://congan.<province>.gov.vn`."""

from crawlers.undeclared import UndeclaredPortal


class AnyPortalSpider(UndeclaredPortal):
    """What is true of it is found by a first exploration; `scrapy newportal` makes a declaration of it."""

    name = "portal"
