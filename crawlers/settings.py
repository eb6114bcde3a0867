"""Scrapy's settings for this project, and its own. Each can be given with `-s NAME=VALUE`."""

import os

BOT_NAME = "tuantra"
SPIDER_MODULES = ["spiders"]
COMMANDS_MODULE = "crawlers.commands"

# Where articles go: a directory, file:///path, or s3://bucket/prefix. Credentials come from the environment
# or the usual AWS files, never from here: Scrapy logs settings that differ from its own.
STORE = os.environ.get("STORE", "./data")
STORE_SINGLE_WRITER = False
"""Says that one worker at most writes to the store, for a store without conditional writes."""
BATCH_ARTICLES = 500
"""Articles in memory at most; then, or after BATCH_SECONDS, they are committed."""
BATCH_SECONDS = 300
LEASE_SECONDS = 900
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
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "crawlers.offsite.OwnHostsOnly": 50,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawlers.robots.RobotsTxt": 100,
    "crawlers.retry_after.RetryAfter": 560,  # before Scrapy's retry, which is at 550
}
METAREFRESH_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
HTTPCACHE_ENABLED = False
MAX_LISTING_PAGES = 500
"""Pages of one listing that are read at most: a bound against calendars and session traps."""

# The way of an article
CONCURRENT_ITEMS = 4
ITEM_PIPELINES = {
    "pipelines.check.Check": 100,
    "pipelines.version.Version": 200,
    "pipelines.publish.Publish": 300,
}
EXTENSIONS = {"crawlers.run.Run": 0}
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"  # newest first, as listings have them

# What is told: the last line of output and the run's record say how it went; `-L INFO` shows more
LOG_LEVEL = "WARNING"
DEFAULT_DROPITEM_LOG_LEVEL = "DEBUG"
