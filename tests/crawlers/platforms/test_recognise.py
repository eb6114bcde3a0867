# ruff: noqa: E501  (mark-up reads better unbroken)
"""A platform is recognised from any page it made, and from no page that only speaks of it."""

import time
from collections.abc import Iterator

import pytest

from crawlers.platforms import LIFERAY, PLATFORMS, WORDPRESS, Recognition, recognise
from crawlers.platforms.evidence import evidence_of
from crawlers.platforms.recognise import recognitions
from tests.crawlers.reading.pages import document, shared
from tests.platforms.sample import Kind
from tests.platforms.serve import PLATFORM_OF, SAMPLES, ServedSample, serve

KINDS: tuple[Kind, ...] = ("home", "listing", "article", "other")
URL = "https://congan.vidu.gov.vn/tin-tuc"
NUKEVIET_PAGE = document(
    '<div id=\'openidResult\'></div><script>var nv_base_siteurl="/",nv_lang_data="vi";</script>',
    '<meta name="generator" content="NukeViet v4.5">',
)
WORDPRESS_HEAD = (
    '<meta name="generator" content="WordPress 6.4.2">'
    "<link rel='stylesheet' href='/wp-content/themes/congan/style.css'>"
)


@pytest.fixture(scope="module", params=SAMPLES)
def sample(request: pytest.FixtureRequest) -> Iterator[ServedSample]:
    with serve(str(request.param)) as served:
        yield served


def name(found: Recognition | None) -> str | None:
    return found.platform.name if found else None


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_page_tells_its_platform_and_no_other(sample: ServedSample, kind: Kind) -> None:
    for path in sample.paths(kind):
        found = recognitions(evidence_of(sample.page(path), sample.base_url + path))
        platforms = [recognition.platform.name for recognition in found]
        assert platforms == [PLATFORM_OF[sample.name]] * len(found), path
        assert bool(found) == (PLATFORM_OF[sample.name] is not None)
        assert all(recognition.strength >= 3 for recognition in found), "one theme less must not hide it"


def test_saved_pages_of_real_sites_tell_theirs() -> None:
    expected = {
        "sotttt.hanoi.gov.vn": "liferay",
        "baochinhphu.vn": "chinhphu",
        "vpcp.chinhphu.vn": "chinhphu",
        "csgt.vn": None,
        "vnexpress.net": None,
        "bocongan.gov.vn": None,
    }
    for host, platform in expected.items():
        pages = sorted(shared("pages", host).glob("*.html"))
        assert pages
        for page in pages:
            assert name(recognise(page.read_bytes(), f"https://{host}/")) == platform, page


def test_it_says_what_it_saw() -> None:
    found = recognise(document("", WORDPRESS_HEAD), URL)
    assert found is not None
    assert found.platform is WORDPRESS
    assert found.why == (
        "WordPress: the generator is WordPress; style sheets or scripts lie under wp-content or wp-includes"
    )


def test_one_sign_is_not_enough() -> None:
    assert recognise(document("", '<meta name="generator" content="NukeViet v4.5">'), URL) is None
    assert recognise(document("", "<link rel='stylesheet' href='/wp-content/themes/a.css'>"), URL) is None


@pytest.mark.parametrize(
    "body",
    [
        '<p>Trang dùng WordPress: &lt;meta name="generator" content="WordPress 6.4"&gt;, /wp-content/themes/a.css, _wpemojiSettings</p>',
        '<a href="https://blog.vidu.vn/wp-login.php">Blog</a><script src="https://blog.vidu.vn/wp-includes/js/wp-embed.js"></script>',
        '<img src="/wp-content/uploads/2016/05/anh.jpg"><img src="https://congan.khac.gov.vn/wp-content/uploads/a.jpg">',
        '<div class="entry-content"><figure class="wp-block-image"><img class="wp-image-3" src="/a.jpg"></figure></div>',
        '<script type="application/ld+json">{"articleBody": "wp-includes, _wpemojiSettings"}</script><a href="/wp-login.php">cũ</a>',
        "<!-- <link rel='stylesheet' href='/wp-content/themes/a.css'> --><div class='postid-3'></div>",
        "<textarea>&lt;script>_wpemojiSettings&lt;/script></textarea><a href='/2016/wp-json/'>cũ</a>",
    ],
    ids=[
        "spoken of",
        "linked",
        "pictures left over",
        "pasted",
        "told in metadata",
        "commented out",
        "quoted",
    ],
)
def test_a_page_that_speaks_of_another_platform_is_none_of_it(body: str) -> None:
    assert recognise(document(body), URL) is None
    assert name(recognise(NUKEVIET_PAGE.replace("<body>", f"<body>{body}"), URL)) == "nukeviet"


@pytest.mark.parametrize(
    ("page", "platform"),
    [
        (
            document('<form method="post" action="./" id="form1"><input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="/wEPD"></form>'),
            "webforms",
        ),
        (
            document("<div class='hometext'></div>", '<meta name="generator" content="NukeViet v3.x"><script>var nv_siteroot="/",nv_sitelang="vi";</script>'),
            "nukeviet",
        ),
        (
            document("<article class='post-4 type-post status-publish'></article>", "<link rel='stylesheet' href='/wp-content/cache/min/1/a.css'>"),
            "wordpress",
        ),
        (
            document("<div class='portlet-boundary portlet-boundary_56_' id='p_p_id_56_'></div>", "<script>Liferay.ThemeDisplay = {};</script>"),
            "liferay",
        ),
        (
            document("<div id='DeltaPlaceHolderMain'></div>", "<script>var _spPageContextInfo = {};</script><link rel='stylesheet' href='/_layouts/15/corev15.css'>"),
            "sharepoint",
        ),
        (
            document('<script type="application/json" data-drupal-selector="drupal-settings-json">{"path":{}}</script>', '<meta name="Generator" content="Drupal 10 (https://www.drupal.org)">'),
            "drupal",
        ),
        (
            document('<div id="system-message-container"></div><script type="application/json" class="joomla-script-options new">{"system.paths":{"root":""}}</script>'),
            "joomla",
        ),
    ],
    ids=["WebForms without controls", "NukeViet 3", "WordPress behind a cache", "Liferay at its barest", "SharePoint without its meta", "Drupal 10", "Joomla without its meta"],
)  # fmt: skip
def test_a_portal_that_hides_most_is_recognised_by_the_rest(page: str, platform: str) -> None:
    assert name(recognise(page, URL)) == platform


def test_resources_count_on_the_portals_own_host_however_it_is_named() -> None:
    page = document(
        "<div class='status-publish'></div>",
        "<link rel='stylesheet' href='https://www.congan.vidu.gov.vn/wp-includes/css/a.css'>",
    )
    assert name(recognise(page, URL)) == "wordpress"
    assert recognise(page, "https://khac.gov.vn/") is None
    canonical = page.replace("<link", "<link rel='canonical' href='https://congan.vidu.gov.vn/'><link", 1)
    assert name(recognise(canonical)) == "wordpress", "a saved page names its own host"


def test_two_platforms_that_are_as_likely_are_none() -> None:
    both = NUKEVIET_PAGE.replace("<head>", f"<head>{WORDPRESS_HEAD}").replace(
        "<div id='openidResult'></div>", ""
    )
    assert recognise(both, URL) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   ",
        b"\x00\xff\xfe",
        b"{}",
        b"<",
        b"<a href='http://[::1'>x</a><form action='//[x/'>",
        b"%PDF-1.7",
    ],
)
def test_no_page_makes_it_fail(content: bytes) -> None:
    assert recognise(content, "http://[not an address") is None
    assert recognise(content) is None


def test_a_view_state_of_any_size_is_seen_and_no_page_takes_long() -> None:
    state = f'<input type="hidden" name="__VIEWSTATE" value="{"A" * 300_000}"><a href="/tin.aspx">Tin</a>'
    assert name(recognise(document(state), URL)) == "webforms"
    attributes = " ".join(f"a{number}=1" for number in range(100_000))
    begun = time.monotonic()
    assert recognise(document(f"<p {attributes}>" + "<i " * 100_000 + "<div>" * 50_000), URL) is None
    assert time.monotonic() - begun < 10


def test_any_encoding_is_read() -> None:
    assert name(recognise(NUKEVIET_PAGE.encode("utf-16"), URL)) == "nukeviet"
    assert name(recognise(NUKEVIET_PAGE, URL)) == "nukeviet"


def test_platforms_are_named_as_their_modules_and_rest_on_one_another() -> None:
    names = [platform.name for platform in PLATFORMS]
    assert len(set(names)) == len(names)
    for platform in PLATFORMS:
        module = __import__(f"crawlers.platforms.{platform.name}", fromlist=[platform.name.upper()])
        assert getattr(module, platform.name.upper()) is platform
        assert platform.rests_on in ("", *names)
        assert len({sign.where for sign in platform.signs}) >= 3, "one theme hides some signs"
    assert LIFERAY in PLATFORMS
