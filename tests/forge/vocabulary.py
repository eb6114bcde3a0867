# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""Invented words and sentences of Vietnamese police news; none is taken from a real article."""

PLACES = (
    "phường Trúc Lâm", "xã Đông Thạnh", "thị trấn Bến Sậy", "phường Gia Hội", "xã Tam Kỳ Hạ", "phường Vạn Mỹ",
    "huyện Thạch Giang", "quận Hải Trung", "xã Phú Lộc Đông", "khu phố Ninh Xuân", "thôn Đoài Thượng",
    "phường Ỷ La", "xã Hòa Nghĩa Tây", "quận Bình Khê",
)  # fmt: skip
UNITS = (
    "Phòng Cảnh sát hình sự", "Phòng Cảnh sát giao thông", "Đội Cảnh sát kinh tế", "Phòng An ninh mạng",
    "Phòng Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ", "Phòng Tham mưu", "Đội Quản lý hành chính",
    "Phòng Xây dựng phong trào bảo vệ an ninh Tổ quốc", "Phòng Quản lý xuất nhập cảnh", "Trại tạm giam số 3",
)  # fmt: skip
WRITERS = (
    "Phòng Cảnh sát hình sự", "Công an thị xã Thuận Giang", "Phòng Tham mưu", "Công an huyện Thạch Giang",
    "Phòng Cảnh sát giao thông", "Đội An ninh, Công an huyện Lương Hà", "Phòng Hậu cần",
    "Phòng An ninh mạng và phòng, chống tội phạm sử dụng công nghệ cao", "Đoàn Thanh niên Công an tỉnh",
)  # fmt: skip
RANKS = ("Đại tá", "Thượng tá", "Trung tá", "Thiếu tá", "Đại úy", "Thượng úy")
PEOPLE = (
    "Trịnh Hoài Vũ", "Đặng Quốc Toản", "Lương Thị Ngân", "Vũ Khắc Điền", "Ngô Thị Mỹ Uyên", "Phan Trọng Nghĩa",
    "Hoàng Văn Ước", "Bùi Thị Yến Oanh", "Đoàn Hữu Lộc", "Tạ Quang Ẩn", "Lý Thị Ước", "Cao Đình Thưởng",
)  # fmt: skip
REPORTERS = ("Thu Hằng", "Minh Quân", "Nguyễn Đức Tài", "Hồng Nhung", "Trần Phượng", "Lê Hải Yến", "Đỗ Oanh")
SOURCES = (
    "Báo Hải Phòng", "Cổng Thông tin điện tử thành phố", "Tạp chí Cửa biển", "Đài PT&TH Hải Phòng",
    "Văn phòng UBND thành phố", "Báo An ninh Hải Phòng",
)  # fmt: skip
CRIMES = (
    "trộm cắp tài sản", "lừa đảo chiếm đoạt tài sản qua mạng", "mua bán trái phép chất ma túy", "tổ chức đánh bạc",
    "gây rối trật tự công cộng", "vận chuyển hàng cấm", "cho vay lãi nặng trong giao dịch dân sự",
)  # fmt: skip
GOODS = (
    "điện thoại di động",
    "xe mô tô",
    "pháo nổ",
    "thuốc lá ngoại nhập",
    "thẻ ngân hàng",
    "máy tính xách tay",
)

TITLES = (
    "Bắt nhóm đối tượng {crime} tại {place}",
    "{unit} triệt phá đường dây {crime}",
    "Công an {place} ra quân bảo đảm trật tự, an toàn giao thông dịp cuối năm",
    "Cảnh báo thủ đoạn giả danh cán bộ {unit} để chiếm đoạt tài sản",
    "Trao trả {n} {goods} cho người bị hại ở {place}",
    "{rank} {person}: “Dân tin thì việc khó mấy cũng xong”",
    "Khen thưởng {n} tập thể, cá nhân có thành tích trong chuyên án {crime}",
    "Phát hiện kho chứa {goods} không rõ nguồn gốc, thu giữ hơn {n} sản phẩm",
    "Diễn tập chữa cháy và cứu nạn tại khu chung cư ở {place}",
    "Hội thảo khoa học “Công an cơ sở trong tình hình mới”",
    "“Mỗi ngày một việc tốt vì nhân dân”",
    "“Dân vận khéo” ở {place} và những việc làm hợp lòng dân",
    "THÔNG BÁO TUYỂN {n} CÔNG DÂN VÀO LỰC LƯỢNG CÔNG AN",
    "Ngày {day}/{month}: khai mạc hội thao lần thứ {n}",
    "Vì sao người dân {place} nói không với {crime}?",
    "Tuổi trẻ Công an với {n} ngày đêm làm căn cước cho người cao tuổi",
)
LEADS = (
    "Ngày {day}/{month}, Công an {place} cho biết vừa phối hợp với {unit} làm rõ một vụ {crime} xảy ra trên địa bàn.",
    "Sáng {day}-{month}, tại {place}, {unit} tổ chức buổi gặp mặt các hộ dân tiêu biểu trong phong trào giữ gìn "
    "an ninh ở khu dân cư.",
    "Rạng sáng {day}/{month}, tổ tuần tra của {unit} phát hiện {n} thanh niên có biểu hiện nghi vấn đi trên đường "
    "qua {place}, liền ra hiệu lệnh dừng xe kiểm tra.",
    "Chỉ trong {n} ngày cao điểm, {unit} đã tiếp nhận và giải quyết nhiều tin báo liên quan đến hành vi {crime}, "
    "được nhân dân đồng tình ủng hộ.",
    "Ngày {day} tháng {month}, đoàn công tác do {rank} {person} làm trưởng đoàn đã kiểm tra công tác trực sẵn sàng "
    "chiến đấu tại {place}.",
)
SENTENCES = (
    "Theo tài liệu điều tra ban đầu, khoảng {n} giờ, {person} điều khiển xe mang theo {n} {goods} từ {place} đến "
    "điểm hẹn thì bị lực lượng chức năng kiểm tra.",
    "Tại cơ quan Công an, {person} khai nhận đã nhiều lần thực hiện hành vi {crime} để lấy tiền tiêu xài cá nhân.",
    "{rank} {person} cho biết đơn vị duy trì {n} tổ công tác, thay nhau bám địa bàn từ đầu hôm đến sáng.",
    "Kiểm tra khẩn cấp chỗ ở của các đối tượng tại {place}, lực lượng chức năng thu thêm {n} {goods} cùng nhiều "
    "giấy tờ liên quan.",
    "Người dân {place} chủ động cung cấp tin, giao nộp vật cấm và cam kết không tiếp tay cho tội phạm {crime}.",
    "Qua rà soát, {unit} lập hồ sơ theo dõi {n} trường hợp, vận động gia đình cùng nhà trường quản lý, giúp đỡ.",
    "Đến nay, {n} bị hại đã nhận lại tài sản; số còn lại đang được {unit} liên hệ để trao trả theo quy định.",
    "Hội nghị cũng nghe {person} trình bày tham luận về kinh nghiệm xây dựng khu phố không có tội phạm ở {place}.",
    "Trước đó, vào ngày {day}/{month}/2019, một vụ việc tương tự đã xảy ra ở {place} khiến nhiều người hoang mang.",
    "Đơn vị đã lắp đặt {n} camera an ninh, tổng kinh phí hơn {n} triệu đồng do nhân dân tự nguyện đóng góp.",
    "Các đại biểu thống nhất đánh giá: việc nắm tình hình từ sớm, từ xa là khâu quyết định trong phòng ngừa {crime}.",
    "“Chúng tôi không để bà con phải chờ đợi, ai chưa đến được thì cán bộ tới tận nhà”, {rank} {person} chia sẻ.",
    "Kế hoạch số {n}/KH-CA ban hành ngày {day}/{month}/2018 giao {unit} chủ trì, phối hợp với UBND {place} thực hiện.",
    "Phần mềm quản lý mới giúp rút ngắn thời gian tiếp nhận hồ sơ từ {n} ngày xuống còn một buổi làm việc.",
    "Ngoài ra, {unit} phối hợp Đoàn Thanh niên trao {n} suất quà cho học sinh vượt khó tại {place}.",
    "Vụ án đang được {unit} tiếp tục điều tra, mở rộng, xử lý theo quy định của pháp luật.",
    "Đáng chú ý, các đối tượng lập {n} tài khoản ảo, đăng tin bán {goods} giá rẻ rồi yêu cầu người mua chuyển "
    "tiền đặt cọc.",
    "Nhờ làm tốt công tác tuyên truyền, tỷ lệ hộ gia đình ở {place} đăng ký thực hiện nếp sống văn minh đạt trên "
    "{n}%, cao hơn cùng kỳ năm trước.",
)
SHORT_PARAGRAPHS = (
    "Vụ việc đang tiếp tục được làm rõ.",
    "Ý kiến người dân ra sao?",
    "Cùng ngày, buổi lễ kết thúc tốt đẹp.",
    "- Tang vật gồm {n} {goods};",
    "- {n} đối tượng bị tạm giữ hình sự.",
    "“Xin cảm ơn các anh Công an!” - bà {person} xúc động nói.",
)
# Sentences of an article that look like furniture: a rule that fires on them is a defect.
TRAPS = (
    "Trang tin của đơn vị hiện có Lượt truy cập: {n}.000 mỗi tháng, trong đó hai phần ba là người trẻ ở {place}.",
    "Dưới mỗi bài viết, mục Bình luận (0) không phải vì người dân thờ ơ mà vì họ gọi thẳng tới số trực ban.",
    "Nhắc lại bức thư Bác gửi Công an Khu XII, ngày 11 tháng 3 năm 1948, {rank} {person} đề nghị mỗi cán bộ tự soi "
    "mình trước sáu điều dạy giản dị mà sâu sắc.",
    "Ở góc màn hình vẫn hiện dòng chữ “Cập nhật: 01/01/2009 07:00” do thiết bị chưa được chỉnh giờ, {person} kể.",
    "Tin liên quan đến vụ {crime} được {unit} xác minh ngay trong đêm, không bỏ sót dấu vết nào tại hiện trường.",
    "Chia sẻ với phóng viên, {rank} {person} cho rằng phần thưởng lớn nhất là nụ cười của bà con {place}.",
    "Theo dõi, chia sẻ và bình luận thiếu kiểm chứng trên mạng cũng có thể bị xử phạt, {unit} khuyến cáo.",
    "“TẤT CẢ VÌ BÌNH YÊN CUỘC SỐNG CỦA NHÂN DÂN, KHÔNG MỘT AI BỊ BỎ LẠI PHÍA SAU” là khẩu hiệu treo trước cổng "
    "trụ sở Công an {place}.",
    "Mọi thông tin về đối tượng {person}, đề nghị báo ngay cho {unit}, điện thoại trực ban: 069.2{n}.{n}1.",
    "Đăng vào 05/03/2016 trên một diễn đàn, tấm ảnh chụp {place} bỗng được lan truyền trở lại với lời lẽ sai lệch.",
)
QUOTED_LETTER = (
    "Sáu điều dạy được treo trang trọng trong phòng làm việc của từng tổ:",
    "Đối với tự mình, phải cần, kiệm, liêm, chính.",
    "Đối với đồng sự, phải thân ái giúp đỡ.",
    "Đối với Chính phủ, phải tuyệt đối trung thành.",
    "Đối với nhân dân, phải kính trọng, lễ phép.",
    "Đối với công việc, phải tận tụy.",
    "Đối với địch, phải cương quyết, khôn khéo.",
)
SUBHEADINGS = (
    "Bám cơ sở để giữ bình yên", "Những con số biết nói", "Từ chuyên án {n}X", "Không để tội phạm lộng hành",
    "Chặn đứng nguồn hàng từ xa", "Lời khai của {person}", "1. Về tình hình {crime}", "Kinh nghiệm từ {place}",
)  # fmt: skip
ITEMS = (
    "Hồ sơ đề nghị cấp lại giấy tờ gồm đơn theo mẫu và {n} ảnh chân dung;",
    "Không chuyển tiền cho người lạ khi chưa xác minh qua điện thoại;",
    "Tuyệt đối không cung cấp mã OTP, mật khẩu cho bất kỳ ai;",
    "Khi phát hiện nghi vấn, báo ngay cho Công an {place}.",
)
CAPTIONS = (
    "{rank} {person} trao quà cho người dân {place}",
    "Đối tượng {person} tại cơ quan Công an",
    "Tang vật vụ án gồm {n} {goods} bị thu giữ",
    "Quang cảnh buổi lễ ở {place}.",
    "Lực lượng {unit} tuần tra ban đêm. Ảnh: {person}",
    "Các đối tượng trong đường dây {crime} (ảnh cơ quan điều tra cung cấp)",
    "Đại diện {unit} ký cam kết với chính quyền {place}, chiều {day}/{month}",
)
TEASERS = (
    "Hưởng ứng lời kêu gọi của cấp trên, đoàn viên {unit} vừa khởi công nhà tình nghĩa tặng hộ khó khăn ở {place}, "
    "dự kiến hoàn thành sau {n} tuần.",
    "Lợi dụng nhu cầu mua {goods} tăng cao, nhiều kẻ xấu đã dựng trang bán hàng giả; {unit} khuyên người tiêu dùng "
    "kiểm tra kỹ trước khi đặt mua và lưu lại chứng từ.",
    "{person}, người từng lầm lỡ vì {crime}, nay mở xưởng mộc tạo việc làm cho {n} lao động tại {place}. "
    "Câu chuyện của anh được bà con nhắc đến như tấm gương vượt lên chính mình.",
    "Mưa lớn kéo dài làm {n} hộ ở {place} bị cô lập. Ngay trong đêm, cán bộ {unit} đã dùng xuồng đưa người già, "
    "trẻ nhỏ đến nơi an toàn, đồng thời cắt cử lực lượng canh gác tài sản cho nhân dân và tiếp tế lương thực.",
    "Giải bóng chuyền chào mừng ngày truyền thống quy tụ {n} đội, trận chung kết diễn ra tại {place} với chiến thắng "
    "nghẹt thở thuộc về đội chủ nhà.",
    "Từ đầu tháng {month}, bộ phận một cửa tại {place} làm việc cả sáng thứ Bảy để phục vụ nhân dân.",
)
TEASER_TITLES = (
    "Khởi công nhà tình nghĩa ở {place}",
    "Thủ đoạn mới của tội phạm {crime}",
    "Gương sáng hoàn lương tại {place}",
    "Gặp gỡ {rank} {person}, người giữ lửa phong trào",
    "{unit} giành giải nhất toàn đoàn",
    "Lịch tiếp công dân tháng {month} của {unit}",
    "Tạm giữ {n} đối tượng {crime}",
    "Thông báo tuyển {n} công dân vào ngành",
)
