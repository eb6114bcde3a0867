"""One article has one address, however it was reached, and nothing but the portal is ever asked."""

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.addresses import Addresses, clean, origin

ARTICLE = r"/(?P<category>[A-Z][\w-]*)/[^/]+-(?P<number>\d+)\.html"
OFFICIAL = "https://congan.haiphong.gov.vn"
PAGE = "/Tin-An-ninh-trat-tu/Bat-Doi-Tuong-184974.html"
MIRROR = "http://127.0.0.1:8100"


def police(moved_to: str | None = None, **more: object) -> Addresses:
    return Addresses("hai_phong", f"{OFFICIAL}/", ARTICLE, moved_to=moved_to, **more)  # type: ignore[arg-type]


def city(moved_to: str | None = None) -> Addresses:
    return Addresses(
        "hai_phong_city",
        "http://www.haiphong.gov.vn/",
        r"/Portal/Detail\.aspx\?ContentID=(?P<number>\d+)",
        keep=("ContentID",),
        article_view="/Portal/Detail.aspx?ContentID={number}",
        print_view="/Portal/PrintItem.aspx?ContentID={number}",
        moved_to=moved_to,
    )


@pytest.mark.parametrize(
    "address",
    [
        f"{OFFICIAL}{PAGE}",
        f"http://congan.haiphong.gov.vn{PAGE}",
        f"https://www.congan.haiphong.gov.vn{PAGE}",
        f"HTTPS://CongAn.HaiPhong.gov.vn:443{PAGE}",
        f"http://congan.haiphong.gov.vn:80{PAGE}#noi-dung",
        f"{OFFICIAL}{PAGE}?utm_source=zalo&utm_medium=chia-se",
        f"{OFFICIAL}{PAGE}?fbclid=IwAR0&gclid=1&UTM_Campaign=x",
        f"{OFFICIAL}/Tin-An-ninh-trat-tu/Bat-Doi-Tu%6Fng-184974.html;jsessionid=0A1B",
        f"  {OFFICIAL}{PAGE}\n",
        f"{OFFICIAL}{PAGE}?trang=2",
    ],
)
def test_all_ways_to_an_article_lead_to_one_address(address: str) -> None:
    article = police().article(address)
    assert article
    assert (article.id, article.url) == ("hai_phong/184974", OFFICIAL + PAGE)
    assert article.category == "Tin-An-ninh-trat-tu"


@pytest.mark.parametrize(
    "host", ["http://congan.haiphong.gov.vn", "https://www.congan.haiphong.gov.vn", MIRROR]
)
def test_a_moved_portal_is_read_elsewhere_and_stored_under_its_own_address(host: str) -> None:
    article = police(MIRROR).article(host + PAGE)
    assert article
    assert (article.request, article.url) == (MIRROR + PAGE, OFFICIAL + PAGE)


@pytest.mark.parametrize(
    "address",
    [
        "https://bocongan.gov.vn/Tin-tuc/Bai-1.html",
        f"https://congan.haiphong.gov.vn.example.com{PAGE}",
        f"https://example.com/{OFFICIAL}{PAGE}",
        f"https://congan.haiphong.gov.vn@example.com{PAGE}",
        f"https://user:secret@congan.haiphong.gov.vn{PAGE}",
        f"https://congan.haiphong.gov.vn:8443{PAGE}",
        "http://127.0.0.1:8104/Tin-tuc/Bai-1.html",
        "http://[::1]/Tin-tuc/Bai-1.html",
        "http://[bad/Tin-tuc/Bai-1.html",
        "http://h:99999/Tin-tuc/Bai-1.html",
        "javascript:void(0)",
        "mailto:a@b.vn",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://congan.haiphong.gov.vn/a",
        "",
    ],
)
@pytest.mark.parametrize("moved_to", [None, MIRROR])
def test_nothing_else_is_the_portals(address: str, moved_to: str | None) -> None:
    assert police(moved_to).local(address) is None
    assert police(moved_to).article(address) is None


def test_another_port_of_the_mirrors_host_is_another_site() -> None:
    assert police(MIRROR).local("http://127.0.0.1:8101/") is None
    assert police(MIRROR).local("http://127.0.0.1/") is None


def test_further_hosts_are_the_portals_but_not_of_a_mirror() -> None:
    picture = "https://image.congan.com.vn/a.jpg"
    assert police(hosts=("image.congan.com.vn",)).local(picture) == picture
    assert police(MIRROR, hosts=("image.congan.com.vn",)).local(picture) is None


def test_print_view_and_page_are_one_article() -> None:
    page = city().article(
        "http://haiphong.gov.vn/Portal/Detail.aspx?Organization=SXD&MenuID=7&ContentID=154916"
    )
    printed = city().article("https://www.haiphong.gov.vn/Portal/PrintItem.aspx?ContentID=154916")
    assert page
    assert printed
    assert page.id == printed.id == "hai_phong_city/154916"
    assert page.url == printed.url == "http://www.haiphong.gov.vn/Portal/Detail.aspx?ContentID=154916"
    assert printed.request == printed.url
    assert page.print_request == "http://www.haiphong.gov.vn/Portal/PrintItem.aspx?ContentID=154916"


def test_a_page_is_asked_for_as_it_was_linked() -> None:
    linked = "http://www.haiphong.gov.vn/Portal/Detail.aspx?Organization=SXD&MenuID=7&ContentID=154916"
    article = city().article(f"{linked}&utm_source=rss")
    assert article
    assert article.request == linked


def test_an_article_without_a_number_is_named_by_its_official_address() -> None:
    addresses = Addresses(
        "catphatinh", "https://catphatinh.gov.vn/", r"/bai-viet/[\w-]+\.catp", moved_to=MIRROR
    )
    article = addresses.article(f"{MIRROR}/bai-viet/tuan-tra-dem.catp?utm_source=x")
    assert article
    official = "https://catphatinh.gov.vn/bai-viet/tuan-tra-dem.catp"
    assert article.id == f"catphatinh/{hashlib.sha256(official.encode()).hexdigest()}"


def test_accented_addresses_are_one_whether_escaped_or_not() -> None:
    assert clean("https://h.vn/tin/bắt-cướp") == clean("https://h.vn/tin/b%e1%ba%aft-c%C6%B0%E1%BB%9Bp")


@pytest.mark.parametrize("length", [20, 499, 500, 501, 4096])
def test_an_address_of_any_length_is_cleaned_in_the_same_way(length: int) -> None:
    place = "https://h.vn/"
    rest = "x" * (length - len(place))
    for _ in range(2):
        assert clean(f" HTTPS://H.vn:443/{rest}?fbclid=1#a") == place + rest


def test_an_address_that_no_article_could_have_is_none() -> None:
    assert clean("https://h.vn/" + "x" * 4096) is None
    assert clean("https://h.vn/" + "ắ" * 1000) is None


def test_pictures_lose_their_width() -> None:
    assert police(MIRROR).official(f"{MIRROR}/upload/a.jpg?maxwidth=1000") == f"{OFFICIAL}/upload/a.jpg"
    assert police().official("https://cdn.example/a.jpg?v=2&maxwidth=9") == "https://cdn.example/a.jpg?v=2"


def test_stored_addresses_are_recognised_as_the_portals_own() -> None:
    assert police(MIRROR).owns(OFFICIAL + PAGE)
    assert not police(MIRROR).owns(MIRROR + PAGE)
    assert not police().owns("https://example.com/")


def test_an_origin_that_is_none_raises() -> None:
    with pytest.raises(ValueError, match="not an address"):
        origin("congan.haiphong.gov.vn")


_LETTERS = [*"/?&=%#:;@[] .~-_+é\u0301ệ\x00\x1f"]
_ESCAPES = ["%2", "%25", "%41", "%c3%a9", "..", "//", "https://"]
_PARAMETERS = ["utm_", "utm_a=1", "fbclid=", "ContentID=7", ";jsessionid="]
_PLACES = ["congan.haiphong.gov.vn", "127.0.0.1:8100", "Tin-a", "-184974.html"]
_PIECES = st.sampled_from([*_LETTERS, *_ESCAPES, *_PARAMETERS, *_PLACES])
_ADDRESSES = st.one_of(
    st.lists(_PIECES, max_size=14).map("".join),
    st.builds(
        lambda scheme, host, rest: f"{scheme}://{host}/{''.join(rest)}",
        st.sampled_from(["http", "https", "HTTP"]),
        st.sampled_from(
            ["congan.haiphong.gov.vn", "www.haiphong.gov.vn", "127.0.0.1:8100", "h.vn:80", "Ví-dụ.vn"]
        ),
        st.lists(_PIECES | st.text(max_size=3), max_size=14),
    ),
)


@given(_ADDRESSES)
def test_cleaning_twice_is_cleaning_once(address: str) -> None:
    cleaned = clean(address)
    if cleaned is not None:
        assert clean(cleaned) == cleaned
        assert re.fullmatch(r"https?://[\x21-\x7e]+", cleaned)
        assert "#" not in cleaned


@given(_ADDRESSES, st.sampled_from([None, MIRROR]))
def test_reading_place_and_official_address_lead_to_each_other(address: str, moved_to: str | None) -> None:
    for addresses in (police(moved_to), city(moved_to)):
        local = addresses.local(address)
        if local is None:
            continue
        assert origin(local) == addresses.read_at
        official = addresses.official(local)
        assert official is not None
        assert addresses.owns(official)
        assert addresses.local(official) == local
        assert addresses.official(official) == official


@given(_ADDRESSES)
def test_an_articles_address_names_the_same_article_again(address: str) -> None:
    for addresses in (police(), city()):
        if article := addresses.article(address):
            again = addresses.article(article.url)
            assert again
            assert (again.id, again.url, again.category) == (article.id, article.url, article.category)
