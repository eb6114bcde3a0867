"""Records pages of the sample portals with the article that each must give.

    python -m tests.portals.record

Writes `tests/portals/<portal>/`: articles with their expected result (told by the sample portal, never by the
reader that is tested), a listing, and a page without an article. A portal whose pages can be seen is recorded
by hand in the same form.
"""

import json
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import Request, urlopen

from tests.samples.server import SampleSites, ServedPortal
from tests.samples.truth import SampleArticle

HERE = Path(__file__).parent
LISTINGS = {
    "hai_phong": "/Tin-An-ninh-trat-tu",
    "hai_phong_city": "/Portal/Default.aspx?Organization=TU",
    "bac_ninh": "/tin-hoat-dong",
    "tphcm": "/tin-chinh",
}
ARTICLES = 4
AGENT = {"User-Agent": "tuantra tests"}


def main() -> None:
    """Record every portal."""
    with SampleSites.start(portals=tuple(LISTINGS), slow_seconds=0) as sites:
        for portal in LISTINGS:
            _record(sites[portal], sites.truth(portal))


def _record(site: ServedPortal, truth: list[SampleArticle]) -> None:
    folder = HERE / site.name
    folder.mkdir(exist_ok=True)
    for article in truth[:ARTICLES]:
        name = f"article-{article.number}"
        (folder / f"{name}.html").write_bytes(_page(site, article.path))
        expected = {"url": article.path, "id": article.id} | article.gold()
        text = json.dumps(expected, ensure_ascii=False, indent=2) + "\n"
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    (folder / "listing.html").write_bytes(_page(site, LISTINGS[site.name]))
    (folder / "no-article.html").write_bytes(_page(site, "/"))


def _page(site: ServedPortal, path: str) -> bytes:
    with urlopen(Request(urljoin(site.base_url, path), headers=AGENT), timeout=10) as answer:
        content: bytes = answer.read()
    # The port is another one at each recording.
    return content.replace(site.base_url.encode(), b"http://127.0.0.1")


if __name__ == "__main__":
    main()
