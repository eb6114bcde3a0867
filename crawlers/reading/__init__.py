"""Reading a page: from bytes to the article that it holds, or to the reason why it holds none."""

from crawlers.reading.page import Reading, read_page, read_text
from crawlers.reading.refusal import NoArticle

__all__ = ["NoArticle", "Reading", "read_page", "read_text"]
