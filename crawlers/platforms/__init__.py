"""The software that portals share: how each platform is recognised, and what holds on all of its portals."""

from crawlers.platforms.chinhphu import CHINHPHU
from crawlers.platforms.drupal import DRUPAL
from crawlers.platforms.joomla import JOOMLA
from crawlers.platforms.liferay import LIFERAY
from crawlers.platforms.nukeviet import NUKEVIET
from crawlers.platforms.platform import INHERITED, Platform, Sign
from crawlers.platforms.recognise import PLATFORMS, Recognition, recognise
from crawlers.platforms.sharepoint import SHAREPOINT
from crawlers.platforms.webforms import WEBFORMS
from crawlers.platforms.wordpress import WORDPRESS

__all__ = [
    "CHINHPHU",
    "DRUPAL",
    "INHERITED",
    "JOOMLA",
    "LIFERAY",
    "NUKEVIET",
    "PLATFORMS",
    "SHAREPOINT",
    "WEBFORMS",
    "WORDPRESS",
    "Platform",
    "Recognition",
    "Sign",
    "recognise",
]
