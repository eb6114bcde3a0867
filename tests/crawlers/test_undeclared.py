"""The name of a portal that nobody has named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.store import keys
from crawlers.undeclared import name_of

label = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,6}[a-z0-9])?", fullmatch=True)
host = st.builds(
    lambda labels, end: ".".join([*labels, end]),
    st.lists(label, max_size=3),
    st.sampled_from(["vn", "gov.vn"]),
)
place = st.builds(
    lambda host, port: f"{host}:{port}" if port else host, host, st.sampled_from([None, 8100, 8080])
)


@pytest.mark.parametrize(
    ("home", "name"),
    [
        ("https://congan.quangtri.gov.vn", "congan_quangtri_gov_vn"),
        ("http://www.congan.quangtri.gov.vn:80/", "congan_quangtri_gov_vn"),
        ("http://127.0.0.1:8100", "host_127_0_0_1_8100"),
        ("http://tphcm/", "host_tphcm"),
    ],
)
def test_a_name_is_made_of_host_and_port(home: str, name: str) -> None:
    assert name_of(home) == name


@given(place)
def test_a_name_is_good_for_keys(there: str) -> None:
    name = name_of(f"https://{there}/")
    assert len(name) <= 64
    assert keys.portal_prefix(name) == f"v1/{name}/"


@given(place, place)
def test_two_places_never_share_a_name(one: str, other: str) -> None:
    same = one.removeprefix("www.") == other.removeprefix("www.")
    assert (name_of(f"https://{one}/") == name_of(f"https://{other}/")) == same
