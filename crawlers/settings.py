"""Scrapy's settings for this project, and its own. Each can be given with `-s NAME=VALUE`."""

import os

from scrapy.settings import default_settings

BOT_NAME = "tuantra"
SPIDER_MODULES = ["spiders"]
COMMANDS_MODULE = "crawlers.commands"

# Where articles go: a directory, file:///path, or s3://bucket/prefix. Credentials come from the environment
# or the usual AWS files, never from here: Scrapy logs settings that differ from its own.
STORE = os.environ.get("STORE", "./data")
STORE_SINGLE_WRITER = False
"""Says that one worker at most writes to the store, for a store without conditional writes."""
BATCH_ARTICLES = 1000
"""Articles are committed when there are so many, or so many bytes of pages, or after BATCH_SECONDS. Twice as
many are in memory at most: while one batch is written, the next one fills."""
BATCH_BYTES = 64 * 1024 * 1024
BATCH_SECONDS = 900
STORE_PATIENCE = 300
"""Seconds for which a store that does not answer is tried again; nothing is fetched meanwhile."""
LEASE_SECONDS = 1800
"""How long a worker that died keeps others from its portal; a living one renews in time."""
NOW = ""
"""An instant such as 2026-11-21T10:15:00Z taken as the present one, so that a run can be repeated."""

# Manners. Who runs this says how to be reached.
TUANTRA_CONTACT = os.environ.get("TUANTRA_CONTACT", "contact-not-set")
"""An address (web or mail) for the portal's office, shown in the user agent; without one each crawl warns."""
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "tuantra"
CONCURRENT_REQUESTS = 1  # the setting below alone does not hold where DOWNLOAD_DELAY is 0
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 2.0
AUTOTHROTTLE_MAX_DELAY = 60.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 0.5  # a slow server rests as long as it works; 1.0 would leave it no rest
CRAWL_DELAY_MOST = 30.0
"""Seconds between two requests that robots.txt can ask for (`Crawl-delay`) at most."""
PORTAL_HOURS = None
"""Hours such as `21:00-05:30` (Việt Nam) instead of those that a portal declares; an empty text: any hour."""
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "vi,en;q=0.5",
}

# Slow and failing servers
DOWNLOAD_TIMEOUT = 60
RETRY_TIMES = 3
RETRY_HTTP_CODES = [408, 429, 500, 502, 503, 504, 520, 522, 524]
RETRY_AFTER_MOST = 60
"""Seconds for which a server that asks for it is left alone at most, each time; SIGTERM waits as long."""
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # the run's record tells what failed
REDIRECT_MAX_TIMES = 5
COOKIES_ENABLED = True

# What is let in
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
    "http": "crawlers.network.download.Download",
    "https": "crawlers.network.download.Download",
}
TWISTED_DNS_RESOLVER = "crawlers.network.names.PublicNames"  # without it nothing is fetched
HTTPPROXY_ENABLED = False
"""Behind a proxy nothing here sees where names lead: set it if the proxy itself refuses private addresses."""
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "crawlers.manners.offsite.OwnHostsOnly": 50,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawlers.manners.robots.RobotsTxt": 100,
    "crawlers.manners.retry_after.RetryAfter": 610,  # before Scrapy's redirects (600) and retries (550)
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "crawlers.network.cookies.Cookies": 700,
}
METAREFRESH_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
HTTPCACHE_ENABLED = False
READING_SECONDS = 10
"""For one page; one that takes longer counts as not read."""
READING_MEMORY = 1024 * 1024 * 1024
"""Bytes for the process that reads pages."""

# How far a portal is read
LISTING_OVERLAP = 2
"""Pages in a row with nothing but known articles, after which a listing is read no further."""
LISTING_STALE = 10
"""Pages in a row that name no article which the pages before did not: the end of a listing, or a trap. Some
portals show the newest articles of many pages beside the first one, so it is not fewer."""
MAX_LISTING_PAGES = 5000
"""Pages of one listing that are read at most; a longer one makes the run partial."""
REVISITS = 100
"""Known articles that a run asks for again, at most; of more than 20,000, one in 200."""

# A portal that nobody has declared (`scrapy crawl portal -a home=…`)
EXPLORE_PAGES = 60
"""Pages that its exploration asks for at most, those that fail included."""
EXPLORE_ANEW = False
"""Explore although an earlier run did, and take what is found, even if articles get other ids by it."""

# Listings that turn their pages by script alone (`scripted_listings`) are read in a browser
BROWSER = ""
"""Path of Chromium; empty: Debian's `/usr/bin/chromium-headless-shell` or `/usr/bin/chromium`."""
BROWSER_SECONDS = 15
"""For a page to show what its scripts load, after it was opened and after each turn."""

# The way of an article
CONCURRENT_ITEMS = 1  # a page gives one article
SPIDER_MIDDLEWARES = {  # nothing here uses what they do, and each costs time on every page
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
}
ITEM_PIPELINES = {
    "pipelines.check.Check": 100,
    "pipelines.version.Version": 200,
    "pipelines.publish.Publish": 300,
}
EXTENSIONS = {"crawlers.runs.run.Run": 0}
EXTENSIONS_BASE = {  # without the two that are off above: whatever is named is loaded, for half a second
    name: order
    for name, order in default_settings.EXTENSIONS_BASE.items()
    if not name.endswith((".TelnetConsole", ".RemoteControl"))
}
WARN_ON_GENERATOR_RETURN_VALUE = False  # a check of the code at every start, and mypy makes it too
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"  # newest first, as listings have them

# What is told: the last line of output and the run's record say how it went; `-L INFO` shows more
LOG_LEVEL = "WARNING"
DEFAULT_DROPITEM_LOG_LEVEL = "DEBUG"
