"""The faults: what a store's service, and the way to it, can do to a request."""

from __future__ import annotations

import time

from tests.faults.proxy import Answer, Exchange, Fault


def answers(status: int, code: str) -> Fault:
    """The service refuses, in S3's words; the request has no effect."""
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code><Message>{code}</Message>'
        "<Resource>/</Resource><RequestId>1</RequestId></Error>"
    ).encode()
    headers = (("Content-Type", "application/xml"), ("Content-Length", str(len(body))))
    return Fault(f"{status} {code}", lambda exchange: exchange.reply(Answer(status, headers, body)))


SERVER_ERROR = answers(500, "InternalError")
SLOW_DOWN = answers(503, "SlowDown")
TOO_MANY = answers(429, "TooManyRequests")
EXPIRED_TOKEN = answers(400, "ExpiredToken")
EXPIRED_TOKEN_403 = answers(403, "ExpiredToken")
CLOCK_SKEWED = answers(403, "RequestTimeTooSkewed")
UNKNOWN_KEY = answers(403, "InvalidAccessKeyId")

RESET = Fault("reset before the request", Exchange.reset)


def _lose_answer(exchange: Exchange) -> None:
    exchange.forward()
    exchange.reset()


LOST_ANSWER = Fault("lost answer", _lose_answer)
CUT_ANSWER = Fault("cut answer", lambda exchange: exchange.reply_cut(exchange.forward()))


def stalls(seconds: float) -> Fault:
    """The request takes effect at once, its answer comes so much later."""

    def stall(exchange: Exchange) -> None:
        answer = exchange.forward()
        time.sleep(seconds)
        exchange.reply(answer)

    return Fault("stalled answer", stall)


def arrives_late(seconds: float) -> Fault:
    """The request takes effect so much later, when its sender may have given up and tried again."""

    def hold(exchange: Exchange) -> None:
        time.sleep(seconds)
        exchange.reply(exchange.forward())

    return Fault("late request", hold)


def outage(seconds: float) -> Fault:
    """From this request on nothing gets through for so long."""

    def begin(exchange: Exchange) -> None:
        exchange.proxy.go_down(seconds)
        exchange.reset()

    return Fault("outage", begin)


def ignoring(header: str) -> Fault:
    """The service does as if a header were not there."""
    return Fault(f"{header} ignored", lambda exchange: exchange.reply(exchange.forward_without(header)))


def from_here_on(fault: Fault) -> Fault:
    """From this request on every one meets it, whatever it asks for."""

    def begin(exchange: Exchange) -> None:
        exchange.proxy.add(fault, times=None)
        fault.strike(exchange)

    return Fault(fault.name, begin)
