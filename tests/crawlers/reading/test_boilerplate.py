"""The promise of `boilerplate`: each rule knows its lines, and no rule knows a sentence of an article."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.reading.boilerplate import BY_NAME, GENERAL, SLOGAN, RuleBook, Where, rules_for
from tests.crawlers.reading.pages import TEXT

LINES = {
    "slogan": (
        '"CÔNG AN HUYỆN VÂN HẢI SIẾT CHẶT KỶ CƯƠNG, NÂNG CAO CHẤT LƯỢNG PHỤC VỤ"',
        "“NĂM 2024: XÂY DỰNG LỰC LƯỢNG TRONG SẠCH, VỮNG MẠNH”",
        "«ĐOÀN KẾT, KỶ LUẬT, TRÁCH NHIỆM VÌ BÌNH YÊN CUỘC SỐNG» .",
    ),
    "separator": ("|", "-----", "* * *", "• • •", "…", "›", "»", "==="),
    "visit-counter": (
        "Lượt truy cập: 8514184",
        "Lượt truy cập : 8.514.184",
        "Số lượt truy cập",
        "Đang truy cập: 27",
        "Tổng: 4.798.809",
        "Hôm nay: 1.204",
        "Hôm nay 311",
        "Tháng hiện tại: 40.118",
        "Tổng số trực tuyến",
        "Tổng số trực tuyến: 15",
        "Trực tuyến: ...",
        "Đã xem: 349",
        "View count: 349",
        "Lượt xem: 1.025 lượt",
        "Thống kê truy cập",
        "Khách: 12",
        "1.250 lượt xem",
        "(1.250 lượt xem)",
        "Đã xem 1.250 lần",
        "Số lần đọc: 120",
    ),
    "comment-counter": (
        "Bình luận (0)",
        "Bình luận",
        "BÌNH LUẬN (12)",
        "3 bình luận",
        "Ý kiến bạn đọc (0)",
        "Gửi bình luận",
        "Chưa có bình luận nào",
    ),
    "back-to-top": (
        "Lên đầu trang",
        "Về đầu trang",
        "▲ Về đầu trang",
        "Trang chủ",
        "Sơ đồ website",
        "Đăng nhập",
        "Truy cập nội dung luôn",
        "Quay lại trang trước",
        "« Trở về",
        "[Trở về]",
    ),
    "share-print": (
        "Chia sẻIn bài viếtGửi email",
        "In ra",
        "In bài viết này",
        "In bài viết",
        "Chia sẻ",
        "Chia sẻ: Facebook Zalo",
        "Lưu",
        "Gửi email",
        "Facebook | Twitter | Zalo",
        "Cỡ chữ A- A+",
        "Tổng số điểm của bài viết là: 0 trong 0 đánh giá",
        "Click để đánh giá bài viết",
        "Nghe bài viết",
        "Trung bình (0 Bình chọn)",
        "Đánh giá: 4,5/5 (12 lượt)",
    ),
    "related-list": (
        "Những tin mới hơn",
        "Những tin cũ hơn",
        "Tin liên quan",
        "TIN LIÊN QUAN:",
        "Bài viết liên quan",
        "Các tin khác",
        "Tham khảo thêm",
        "Xem tất cả",
        "Xem thêm »",
        "Tin cùng chuyên mục",
        "Có thể bạn quan tâm",
    ),
    "licence-footer": (
        "Ghi rõ nguồn 'Công an huyện Vân Hải' khi phát hành lại thông tin từ trang này",
        "Bản quyền thuộc về Công an huyện Vân Hải",
        "© 2024 Công an huyện Vân Hải",
        "Chịu trách nhiệm nội dung: Thượng tá Lê Văn B",
        "Giấy phép số 12/GP-TTĐT cấp ngày 15/04/2024",
        "Tổng Biên tập: Trần Thị C",
        "Giấy phép số 12/GP-TTĐT do Sở Thông tin và Truyền thông cấp ngày 15/04/2024.",
        "Hộp thư liên lạc",
    ),
    "contact-footer": (
        "Trụ sở: Số 5, đường Bến Đò, thị trấn Vân Hải",
        "Điện thoại trực ban: 069.000.111",
        "Email: congan@vanhai.vidu.gov.vn",
    ),
    "tags": ("Từ khóa: cứu nạn, sông nước", "Tags: cứu nạn", "Chủ đề : an toàn đường thủy"),
    "attachment-list": ("File đính kèm: ke-hoach.pdf", "Tệp tin đính kèm", "Tài liệu kèm theo: 2"),
    "cookie-notice": (
        "Trang web này sử dụng cookie để phục vụ quý vị tốt hơn",
        "This website uses cookies to help",
    ),
    "media-player": ("0:00 / 2:35", "00:00/02:35 Giọng đọc", "Giọng nữ miền Bắc"),
    "furniture": ("Liên kết website", "Chọn liên kết", "Thăm dò ý kiến", "Thư viện ảnh"),
    "advertisement": ("Quảng cáo", "- Quảng cáo -"),
    "details": (
        "Chuyên mục: An ninh trật tự",
        "Người đăng: quantri",
        "Đăng bởi admin",
        "Thời gian đọc: 3 phút",
        "Trang: 1 2 3",
    ),
}
"""Lines by the rule that must know them; among them all of those seen on portals."""

SENTENCES = (
    *TEXT,
    "Lượt truy cập trang thông tin điện tử của huyện tăng gấp đôi trong quý II.",
    "Trong ngày khai trương, lượt truy cập: 8514 người, cao nhất từ trước tới nay.",
    "Hôm nay, 5/6, Công an huyện mở đợt cao điểm kiểm tra phương tiện thủy nội địa.",
    "Tổng: 15 vụ, 22 đối tượng bị bắt giữ, thu nhiều tang vật.",
    "Tháng hiện tại các đơn vị tập trung làm thẻ căn cước cho học sinh lớp 9.",
    "Trực tuyến: hội nghị được truyền từ điểm cầu huyện đến 14 xã.",
    "Bình luận về kết quả trên, lãnh đạo xã cho biết sẽ nhân rộng mô hình.",
    "Bình luận (0) là con số mà trang của đối tượng để lại sau khi bị khóa.",
    "Ý kiến của bạn đọc gửi về đường dây nóng đã được Công an xã xác minh.",
    "Lên đầu trang mạng xã hội, các đối tượng rao bán giấy tờ giả.",
    "Đăng nhập vào tài khoản lạ, nạn nhân mất toàn bộ số tiền tiết kiệm.",
    "Đăng bởi nhiều tài khoản lạ, đoạn phim đã được xác minh là cắt ghép.",
    "Chuyên mục: Hỏi đáp pháp luật, số này nói về thủ tục đăng ký xe máy.",
    "Trung bình (12 vụ mỗi tháng) số vụ đuối nước giảm so với năm trước.",
    "Đã xem 1.250 lần đoạn phim, người dân vẫn chưa nhận ra chiêu lừa.",
    "Trang chủ của đơn vị bị giả mạo nhằm lừa đảo người dân.",
    "Chia sẻ với gia đình nạn nhân, Công an huyện đã trao 5 triệu đồng.",
    "Chia sẻ tại buổi lễ, chị Hoa xúc động cảm ơn các chiến sĩ.",
    "In bài viết trái phép để rải ở chợ, đối tượng bị phạt 7,5 triệu đồng.",
    "Lưu ý người dân không chuyển tiền theo yêu cầu qua điện thoại.",
    "Lưu thông qua cầu Cồn Lau được phân luồng lại từ ngày 10/6.",
    "Facebook cá nhân của đối tượng đăng nhiều thông tin sai sự thật.",
    "Tin liên quan đến vụ việc sẽ được Công an huyện thông báo sau.",
    "Xem thêm phụ lục, các đơn vị triển khai đúng tiến độ đã đề ra.",
    "Những tin mới hơn về mực nước sông được phát trên loa của xã.",
    "Tham khảo thêm ý kiến luật sư, gia đình bị hại đã rút đơn.",
    "Bản quyền phần mềm là điều các cơ quan phải tuân thủ.",
    "Giấy phép lái xe của tài xế đã hết hạn từ năm 2022.",
    "Giấy phép số 12 của chủ bến đò đã hết hạn từ tháng ba nên bến phải dừng hoạt động.",
    "Trụ sở Công an xã được khánh thành sau tám tháng thi công.",
    "Điện thoại của nạn nhân được tìm thấy bên bờ sông.",
    "Địa chỉ nhà của đối tượng được người dân cung cấp.",
    "Tổng Biên tập báo huyện tới dự và tặng hoa lớp học.",
    "Từ khóa cửa bị phá, tổ công tác lần ra dấu vết của kẻ trộm.",
    "Chủ đề năm nay là an toàn trên mỗi chuyến đò ngang.",
    "Tài liệu thu giữ gồm sổ ghi đề và ba điện thoại di động.",
    "Thông báo của Công an huyện được niêm yết tại 14 xã.",
    "Thời tiết xấu khiến việc tìm kiếm phải tạm dừng lúc 17 giờ.",
    "Kết quả, 120 học viên đạt yêu cầu, trong đó 30 người loại giỏi.",
    "“VÌ NHÂN DÂN PHỤC VỤ” là khẩu hiệu được treo trước cổng đơn vị.",
    "“Tư cách người Công an cách mệnh” được các chiến sĩ trẻ học thuộc.",
    "Đồng chí nhấn mạnh: “Phải làm việc có trách nhiệm”",
    "I. KẾT QUẢ CÔNG TÁC SÁU THÁNG ĐẦU NĂM",
    "1. Phương tiện thủy",
    "2024",
)
EVERY = (*GENERAL, SLOGAN)
rule_of = RuleBook(EVERY).rule_of
WORDS = sorted({word for lines in LINES.values() for line in lines for word in line.split()})


@pytest.mark.parametrize(("name", "line"), [(name, line) for name, lines in LINES.items() for line in lines])
def test_a_rule_knows_its_lines(name: str, line: str) -> None:
    assert BY_NAME[name].matches(line)
    found = rule_of(line)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_rule_knows_a_sentence_of_an_article(sentence: str) -> None:
    assert rule_of(sentence) is None


def test_every_rule_is_tested_here() -> None:
    assert set(LINES) == set(BY_NAME)


@settings(deadline=None)
@given(st.sampled_from(TEXT), st.sampled_from([line for lines in LINES.values() for line in lines]))
def test_a_line_within_a_long_paragraph_is_nobodys(paragraph: str, line: str) -> None:
    assert rule_of(f"{paragraph} {line} {paragraph}") is None


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), st.sampled_from(("", " ", ": ", "..", " , "))
)
def test_no_line_keeps_a_rule_busy(words: list[str], between: str) -> None:
    line = (between.join(words) + between) * 100
    began = time.perf_counter()
    for rule in EVERY:
        rule.matches(line[: rule.longest - 1] + "x")
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    "words",
    [
        "a",
        "a a+ a- aa a ",
        "in",
        "online : ",
        "hôm nay 5,,,, ",
        "chia sẻ zalo zalo ",
        "gửi email email ",
        "* - ",
        "tổng , ",
        "tổng 2 ",
        "khách:..",
        "bình luận ",
    ],
)
def test_no_repeated_word_keeps_a_rule_busy(words: str) -> None:
    began = time.perf_counter()
    for rule in EVERY:
        rule.matches((words * 100)[: rule.longest - 1] + "x")
    assert time.perf_counter() - began < 1


def test_rules_that_may_stand_before_the_text_are_few() -> None:
    assert [rule.name for rule in EVERY if rule.where is Where.HEAD] == ["slogan"]


def test_a_portal_names_the_rules_that_hold_for_it_alone() -> None:
    assert SLOGAN in rules_for(("slogan", "letter")).rules
    assert SLOGAN not in rules_for(()).rules
    assert rules_for(("letter",)).rules == GENERAL


def test_an_unknown_rule_is_an_error() -> None:
    with pytest.raises(KeyError, match="khẩu-hiệu"):
        rules_for(("khẩu-hiệu",))
