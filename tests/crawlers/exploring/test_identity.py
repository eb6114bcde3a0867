"""What in an address is the article's own number, and which parameters name it."""

import pytest

from crawlers.exploring.identity import digits_at, find_keep, find_number
from crawlers.exploring.targets import split

SLUGS = (
    "bat-nhom-trom-cap-xe-may",
    "ra-quan-nam-2024",
    "tuyen-truyen-dot-2",
    "trao-tra-tai-san",
    "ke-hoach-so-47",
    "hop-dan-xa-dong-cau",
)


@pytest.mark.parametrize(
    ("form", "index"),
    [
        ("/tin/{slug}-{number}.html", 1),
        ("/article/{slug}-{number}-{category}", 2),
        ("/{number}-{slug}", None),
        ("/tin/{category}/{number}/{slug}", None),
        ("/Detail.aspx?MenuID={category}&ID={number}", None),
        ("/index.php?option=com_content&id={number}:{slug}&catid={category}", None),
    ],
)
def test_the_number_is_what_differs_in_every_address(form: str, index: int | None) -> None:
    family = [
        split(form.format(slug=slug, number=18660 + 3 * place, category=48 + place % 2))
        for place, slug in enumerate(SLUGS)
    ]
    number = find_number(family)
    assert number is not None
    assert [digits_at(number, target) for target in family] == [
        str(18660 + 3 * place) for place in range(len(SLUGS))
    ]
    if index:
        assert number.index == index


@pytest.mark.parametrize(
    "form",
    ["/2025/{month}/{slug}", "/tin/{slug}", "/tin/{slug}-{month}-11-2025.html", "/tin/{slug}-2025{month}11"],
)
def test_dates_and_numbers_in_titles_are_no_number_of_the_article(form: str) -> None:
    family = [split(form.format(slug=slug, month=f"{place + 1:02}")) for place, slug in enumerate(SLUGS)]
    assert find_number(family) is None


def test_the_second_of_publication_is_the_number_only_where_there_is_no_other() -> None:
    alone = find_number(
        [split(f"/bai-viet/{slug}-{1711000000 + 86400 * place}") for place, slug in enumerate(SLUGS)]
    )
    assert alone is not None
    assert alone.is_time
    beside = find_number(
        [split(f"/{slug}-{500 + place}-{1711000000 + 86400 * place}") for place, slug in enumerate(SLUGS)]
    )
    assert beside is not None
    assert (beside.index, beside.is_time) == (2, False)


def test_a_parameter_is_kept_where_the_path_does_not_name_the_article() -> None:
    family = [
        split(f"/Detail.aspx?Org={place % 2}&ContentID={900 + place}&sid={7 * place}") for place in range(9)
    ]
    assert find_keep(family, []) == ("ContentID",)
    assert find_keep([split(f"/{slug}-1.html?cat={place}") for place, slug in enumerate(SLUGS)], []) == ()


def test_a_parameter_that_tells_articles_from_listings_is_kept_too() -> None:
    family = [split(f"/index.php?view=article&id={place}") for place in range(100, 109)]
    assert find_keep(family, [split("/index.php?view=category&id=3")]) == ("view", "id")
