"""Which portals there are."""

from pathlib import Path

from scrapy.utils.project import get_project_settings

from crawlers.portals import UNDECLARED, all_portals, declared_portals, find_portal, undeclared_portals
from crawlers.store import open_store
from crawlers.store.head import Head, write_head


def test_the_spider_for_any_portal_is_no_portal() -> None:
    declared = declared_portals(get_project_settings())
    assert UNDECLARED not in declared
    assert list(declared) == sorted(declared)
    assert all(spider.name == name for name, spider in declared.items())


def test_a_portal_that_only_the_store_knows_is_found_there(tmp_path: Path) -> None:
    settings, store = get_project_settings(), open_store(str(tmp_path))
    write_head(store, "congan_quangtri_gov_vn", Head(0, None, None, "complete", None))
    assert undeclared_portals(settings, store) == ["congan_quangtri_gov_vn"]
    assert all_portals(settings, store)[-1] == "congan_quangtri_gov_vn"
    assert find_portal(settings, "congan_quangtri_gov_vn", store) is None
    assert find_portal(settings, "hai_phong", store) is None
    assert "'hanoi' is not a portal" in (find_portal(settings, "hanoi", store) or "")
