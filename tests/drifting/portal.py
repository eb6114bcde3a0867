"""The spider of the portal that is redesigned: it declares something of every kind."""

from crawlers.layout import Layout
from spiders.hai_phong import HaiPhongSpider


class DriftingSpider(HaiPhongSpider):
    """Addresses as of Hải Phòng police."""

    name = "drifting"
    layout = Layout(
        date_labels=("Cập nhật",),
        boilerplate=("letter",),
        title="h1.tieu-de",
        date=".ngay-dang",
        body=".noi-dung-bai",
        author=".tac-gia",
    )
