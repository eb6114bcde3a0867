"""The long test (`make torture`): hundreds of kills, mixed with a failing store and a site that changes."""

from __future__ import annotations

import argparse
import signal
import tempfile
from pathlib import Path

from tests.s3server import s3_server
from tests.torture.campaign import Campaign
from tests.torture.report import report


def main() -> int:
    """Run the campaign and print its report; 0 where it found nothing and made its kills."""
    options = _arguments()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the server is stopped
    with tempfile.TemporaryDirectory(prefix="tuantra-torture-") as place:
        directory = Path(place)
        with s3_server(directory / "s3") as server:
            server.client().create_bucket(Bucket="tuantra")
            campaign = Campaign(server, directory, options.kills, options.seed, options.minutes * 60)
            result = campaign.run()
    text = report(result, options.seed)
    print(text)
    if options.report:
        options.report.write_text(text, encoding="utf-8")
    return int(bool(result.wrong) or result.kills.total() < options.kills)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="how many, at least (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="plans the kills (default: %(default)s)")
    parser.add_argument("--minutes", type=float, default=30, help="at most (default: %(default)s)")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write what is printed there too")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
