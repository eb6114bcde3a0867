"""What is not accepted of a portal's server."""

from scrapy.exceptions import DownloadFailedError


class Refused(Exception):  # noqa: N818
    """A connection or an answer that is not accepted: trying again changes nothing. The message says why."""


class NotPublic(Refused):
    """The host leads to no public address."""


class BadCertificate(Refused):
    """The server does not prove that it is the portal's."""


class BadAnswer(Refused):
    """The answer is made in a way that costs more than any page is worth."""


class NoTls(Refused, DownloadFailedError):  # noqa: N818
    """No encrypted connection came about. It is tried again as other failures are."""
