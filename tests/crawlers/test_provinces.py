"""Which province a portal is of, and what its agency is called."""

import re

import pytest

from crawlers.provinces import PROVINCES, agency_of, province_of_host, province_of_name


def test_there_are_34_provinces_and_29_former_ones() -> None:
    assert len(PROVINCES) == len({province.code for province in PROVINCES}) == 34
    assert sum(len(province.former) for province in PROVINCES) == 29
    assert all(re.fullmatch(r"VN-[A-Z0-9]{2}", province.code) for province in PROVINCES)


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ("congan.quangtri.gov.vn", "VN-25"),
        ("conganbacninh.gov.vn", "VN-56"),
        ("conganbacgiang.gov.vn", "VN-56"),
        ("congan.haiduong.gov.vn", "VN-HP"),
        ("catphatinh.gov.vn", "VN-23"),
        ("congan.thuathienhue.gov.vn", "VN-26"),
        ("congan.hue.gov.vn", "VN-26"),
        ("congan.angiang.gov.vn", "VN-44"),
        ("https://www.conganhanoi.gov.vn:8443/", "VN-HN"),
        ("congan.com.vn", "VN-SG"),
        ("bocongan.gov.vn", None),
        ("127.0.0.1:8100", None),
        ("localhost", None),
    ],
)
def test_a_host_tells_its_province_also_by_a_former_name(host: str, code: str | None) -> None:
    province = province_of_host(host)
    assert (province and province.code) == code


@pytest.mark.parametrize(
    ("name", "code"), [("Công an tỉnh Bắc Ninh", "VN-56"), ("Công an TPHCM", "VN-SG"), ("Tin mới", None)]
)
def test_an_agencys_name_tells_its_province(name: str, code: str | None) -> None:
    province = province_of_name(name)
    assert (province and province.code) == code


@pytest.mark.parametrize(
    ("site_name", "host", "agency"),
    [
        ("Trang thông tin điện tử Công an tỉnh Lai Châu - Trang chủ", "x.vn", "Công an tỉnh Lai Châu"),
        ("CỔNG THÔNG TIN ĐIỆN TỬ CÔNG AN TỈNH HÀ TĨNH", "x.vn", "Công an tỉnh Hà Tĩnh"),
        ("Trang chủ", "congan.haiphong.gov.vn", "Công an thành phố Hải Phòng"),
        (None, "congan.quangtri.gov.vn", "Công an tỉnh Quảng Trị"),
        ("Cổng thông tin điện tử Sở Xây dựng", "soxaydung.vn", "Cổng thông tin điện tử Sở Xây dựng"),
        (None, "tin.example", "tin.example"),
    ],
)
def test_an_agency_is_named_by_its_site_or_its_host(site_name: str | None, host: str, agency: str) -> None:
    assert agency_of(site_name, host) == agency
