"""`scrapy extract`: one page in, exactly one JSON object out, or a reason and exit code 3."""

import json
from pathlib import Path

import pytest

from tests import small_site
from tests.crawling import QUICK, Ended, scrapy
from tests.samples.server import SampleSites

TEXT = """Công an phường Lạch Trà nhắc người dân khóa xe

Đăng vào 08/12/2021
Sáng 07/12, tổ tuần tra của Công an phường Lạch Trà nhắc từng hộ dân khóa xe trước khi vào nhà.

Trong tháng qua, phường không để xảy ra vụ trộm cắp xe máy nào.

Đội Cảnh sát trật tự
"""


def extract(*args: str) -> Ended:
    return scrapy("extract", *args, *QUICK)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_plain_text_gives_one_json_object_on_standard_output(page: Path) -> None:
    done = extract("bac_ninh", str(page))
    article = json.loads(done.out)
    assert done.code == 0
    assert article["title"] == "Công an phường Lạch Trà nhắc người dân khóa xe"
    assert (article["published_at"], article["published_text"]) == ("2021-12-08", "Đăng vào 08/12/2021")
    assert article["author"] == "Đội Cảnh sát trật tự"
    assert len(article["body"].split("\n\n")) == 2
    assert article["id"] is None
    assert done.err == ""


def test_the_address_of_a_saved_page_gives_the_article_its_id(page: Path) -> None:
    address = "http://www.congan.com.vn/vu-an/khoa-xe-truoc-khi-vao-nha_146999.html?utm_source=x#top"
    article = json.loads(extract("tphcm", str(page), "--url", address).out)
    assert article["id"] == "tphcm/146999"
    assert article["url"] == "https://congan.com.vn/vu-an/khoa-xe-truoc-khi-vao-nha_146999.html"


def test_a_page_without_an_article_is_exit_code_3_with_the_reason_on_standard_error(tmp_path: Path) -> None:
    form = tmp_path / "form.html"
    form.write_text("<html><body><form>Mã <input><input type=password></form></body></html>", "utf-8")
    done = extract("hai_phong", str(form))
    assert (done.code, done.out) == (3, "")
    assert "no article" in done.err
    assert len(done.err.splitlines()) == 1


def test_explain_shows_witnesses_and_blocks_and_leaves_the_json_alone(page: Path) -> None:
    done = extract("bac_ninh", str(page), "--explain")
    assert json.loads(done.out)["published_at"] == "2021-12-08"
    for shown in ("Witnesses", "landmarks", "2021-12-08", "author", "Đội Cảnh sát trật tự"):
        assert shown in done.err


def test_an_address_is_fetched_and_read_like_a_page_of_the_crawl() -> None:
    with SampleSites.start(portals=("tphcm",), slow_seconds=0) as sites:
        truth = sites.truth("tphcm")[0]
        done = extract("tphcm", sites["tphcm"].base_url + truth.path)
    article = json.loads(done.out)
    gold = truth.gold()
    assert article["id"] == truth.id
    assert article["title"] == gold["title"]
    assert article["body"].split("\n\n") == gold["body"]


def test_relative_dates_of_a_saved_page_count_from_the_day_on_which_it_was_received(page: Path) -> None:
    page.write_text(TEXT.replace("Đăng vào 08/12/2021", "2 ngày trước"), encoding="utf-8")
    article = json.loads(extract("hai_phong", str(page), "--fetched", "2024-03-01").out)
    assert (article["published_at"], article["published_text"]) == ("2024-02-28", "2 ngày trước")
    assert article["fetched_at"] == "2024-03-01T05:00:00Z"


def test_a_saved_page_is_read_with_the_layout_of_its_day(page: Path) -> None:
    modules = ("-s", "SPIDER_MODULES=tests.crawlers.reparsing.redesigned,spiders.portal")
    page.write_bytes(small_site.article(101)().body)
    before, after = (
        json.loads(extract("hai_phong", str(page), "--fetched", day, *modules).out)
        for day in ("2026-11-19", "2026-11-20")
    )
    assert [one["parser"].split()[0] for one in (before, after)] == ["hai_phong/1", "hai_phong/2"]
    assert before["body"].startswith(after["body"])
    assert before["body"] != after["body"]


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (["nowhere", "x"], 2, "give a portal (bac_ninh, hai_phong"),
        (["hai_phong"], 2, "give a portal"),
        (["hai_phong", "x", "--url", "ftp://x"], 2, "--url"),
        (["hai_phong", "x", "--fetched", "yesterday"], 2, "--fetched 'yesterday' is not a day such as"),
        (["hai_phong", "x", "--fetched", "2999-01-01"], 2, "still to come"),
        (["hai_phong", "http://127.0.0.1:9/x", "--fetched", "2024-01-01"], 2, "belongs to a saved page"),
        (["hai_phong", "no-such-file.html"], 5, "cannot be read (No such file or directory)"),
        (["hai_phong", "http://127.0.0.1:9/x"], 5, "was not fetched"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(args: list[str], code: int, says: str) -> None:
    done = extract(*args)
    assert (done.code, done.out) == (code, "")
    assert says in done.err.splitlines()[-1]
    assert "Traceback" not in done.err
