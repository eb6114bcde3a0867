"""Serves the sample portals until it is interrupted: `python -m tests.samples`."""

import argparse
import json
import signal
from collections.abc import Sequence
from datetime import date

from tests.samples.server import NEWEST, SampleSites


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve, print where, and stop at SIGINT or SIGTERM."""
    options = _parser().parse_args(arguments)
    stops = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, stops)  # before the server threads, which inherit it
    with SampleSites.start(slow_seconds=options.slow, ports=options.ports, newest=options.newest) as sites:
        addresses = {name: served.base_url for name, served in sites.portals.items()}
        print(json.dumps(addresses) if options.json else _table(addresses), flush=True)
        signal.sigwait(stops)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.samples", description=__doc__)
    parser.add_argument(
        "--ports", type=int, default=0, metavar="BASE", help="first of five ports; 0: free ones"
    )
    parser.add_argument("--json", action="store_true", help="print the addresses as one JSON object")
    parser.add_argument("--slow", type=float, default=1.0, metavar="SECONDS", help="what the slow page takes")
    parser.add_argument(
        "--newest",
        type=date.fromisoformat,
        default=NEWEST,
        metavar="YYYY-MM-DD",
        help="day of the newest articles (default: %(default)s)",
    )
    return parser


def _table(addresses: dict[str, str]) -> str:
    return "\n".join(f"{name:<15} {address}" for name, address in addresses.items())


if __name__ == "__main__":
    main()
