# ruff: noqa: E501  (mark-up reads better unbroken)
"""The middle of article pages in further themes of the platforms, written after their public templates."""

TITLE = "Công an xã Hưng Bến ra mắt mô hình camera an ninh"
DAY = "27/06/2025"
BODY = "Sáng 27/6, Công an xã Hưng Bến ra mắt mô hình camera an ninh tại ba xóm ven sông."

LIFERAY_62_STANDARD = f"""<div class="portlet-boundary portlet-boundary_101_ portlet-static portlet-asset-publisher" id="p_p_id_101_"><div class="portlet-body">
<div class="taglib-header "> <span class="header-back-to"><a class="icon-circle-arrow-left" href="/tin-tuc" title="Quay lại"></a></span> <h3 class="header-title"> <span>{TITLE}</span> </h3> </div>
<div class="asset-full-content default-asset-publisher show-asset-title"><div class="asset-user-actions"><a>In</a></div>
<div class="asset-content" id="_101_51"><div class="journal-content-article">{BODY}</div></div>
<div class="asset-metadata"><span class="metadata-entry metadata-publish-date">{DAY} 08:16</span></div></div></div></div>
<div class="portlet-boundary portlet-journal-content"><h3 class="header-title"><span>Liên kết</span></h3><div class="journal-content-article">Chân trang</div></div>"""

LIFERAY_73_STANDARD = f"""<section class="portlet" id="portlet_com_liferay_asset_publisher_web_portlet_AssetPublisherPortlet"><div class="portlet-content">
<div class="asset-full-content clearfix mb-5 default-asset-publisher show-asset-title "><div class="mb-2"><h4 class="component-title"><span class="asset-title d-inline">
{TITLE}
</span></h4></div><span class="asset-anchor lfr-asset-anchor" id="51"></span>
<div class="asset-content mb-3"><div class="journal-content-article " data-analytics-asset-id="51">{BODY}</div></div></div></div></section>
<div class="asset-abstract"><h4 class="component-title"><a class="asset-title d-inline" href="#">Tin khác</a></h4></div>"""

NUKEVIET_MOBILE = f"""<h1 class="logo">Công an tỉnh</h1><div class="news_column panel panel-default" itemtype="http://schema.org/NewsArticle" itemscope><div class="panel-body">
<h1 itemprop="headline">{TITLE}</h1><span class="hidden hide d-none" itemprop="datePublished">2025-06-27T08:16:00+07:00</span>
<em class="time">Thứ sáu - {DAY} 08:16</em><hr /><div id="hometext">Mô hình mới</div><div id="news-bodyhtml" class="bodytext_news">{BODY}</div></div></div>
<ul class="related"><li><h4>Tin khác</h4><em>(26/06/2025)</em></li></ul>"""

NUKEVIET_MOBILE_EGOV = f"""<div class="news_column panel panel-default"><div class="panel-body"><h1>{TITLE}</h1><em class="time">Thứ sáu - {DAY} 08:16</em><hr />
<div id="hometext"><p>Mô hình mới</p></div><div class="bodytext">{BODY}</div><p class="text-right"><strong>Tác giả: </strong>Thu Hoài</p>
<ul class="related"><li><a href="#">Tin khác</a> <em>(26/06/2025)</em></li></ul></div></div>"""

NUKEVIET_CATEGORY = """<div class="news_column"><div class="alert alert-info clearfix"><h1>An ninh trật tự</h1><p>Tin tức</p></div></div>
<div class="news_column panel panel-default"><div class="panel-body featured"><h2><a href="#">Tin</a></h2><div class="text-muted">Thứ sáu - 27/06/2025</div></div></div>"""

WORDPRESS_BLOCKS = f"""<body class="post-template-default single single-post postid-51"><div class="wp-site-blocks"><header><p class="wp-block-site-title">Công an tỉnh</p></header>
<main><h1 class="wp-block-post-title">{TITLE}</h1><div class="wp-block-post-date"><time datetime="2025-06-27T08:16:00+07:00">{DAY}</time></div>
<div class="entry-content wp-block-post-content is-layout-constrained">{BODY}</div></main>
<h2 class="wp-block-post-title"><a href="#">Tin khác</a></h2></div></body>"""

WORDPRESS_TWENTY_TWENTY = f"""<body class="single single-post postid-51"><article class="post-51 post type-post status-publish"><header class="entry-header has-text-align-center"><div class="entry-categories"><a href="#" rel="category tag">An ninh</a></div>
<h1 class="entry-title">{TITLE}</h1><div class="post-meta-wrapper post-meta-single"><ul class="post-meta"><li class="post-author meta-wrapper"><span class="meta-text">Bởi <a href="#">admin</a></span></li>
<li class="post-date meta-wrapper"><span class="meta-text"><a href="#">{DAY}</a></span></li></ul></div></header><div class="post-inner thin"><div class="entry-content">{BODY}</div></div></article></body>"""

WORDPRESS_TAGDIV_BUILDER = f"""<body class="post-template-default single single-post postid-51 tdb_template_9"><div class="tdb_single_title"><div class="tdb-block-inner td-fix-index"><h1 class="tdb-title-text">{TITLE}</h1></div></div>
<div class="td_block_wrap tdb_single_date"><div class="tdb-block-inner"><time class="entry-date updated td-module-date" datetime="2025-06-27T08:16:00+00:00">{DAY}</time></div></div>
<div class="td_block_wrap tdb_single_content td-post-content"><div class="tdb-block-inner td-fix-index">{BODY}</div></div>
<div class="td_module_wrap"><h3 class="entry-title"><a href="#">Tin khác</a></h3><span class="td-post-date"><time class="entry-date">26/06/2025</time></span></div></body>"""

WORDPRESS_ARCHIVE = """<body class="archive category category-3"><h1 class="entry-title">An ninh trật tự</h1>
<article class="type-post status-publish"><h2 class="entry-title"><a href="#">Tin</a></h2><time class="entry-date published">27/06/2025</time><div class="entry-content">Tóm tắt</div></article></body>"""

DRUPAL_7 = f"""<body class="html not-front page-node page-node- page-node-51 node-type-article"><h1 id="site-name">Công an tỉnh</h1><h1 class="title" id="page-title">{TITLE}</h1>
<div id="node-51" class="node node-article clearfix"><div class="meta submitted">Đăng ngày {DAY}</div><div class="content"><div class="field field-name-body field-type-text-with-summary field-label-hidden"><div class="field-items"><div class="field-item even">{BODY}</div></div></div></div></div></body>"""

DRUPAL_10 = f"""<body class="path-node page-node-type-article"><div class="region region-content"><h1 class="page-title"><span class="field field--name-title field--type-string">{TITLE}</span></h1>
<article data-history-node-id="51" class="node node--type-article node--view-mode-full"><div class="node__content"><div class="clearfix text-formatted field field--name-body field--type-text-with-summary">{BODY}</div></div></article></div></body>"""

JOOMLA_3 = f"""<body class="site com_content view-article"><div class="item-page" itemscope itemtype="https://schema.org/Article"><div class="page-header"><h1> Tin tức </h1></div><div class="page-header"><h2 itemprop="headline"> {TITLE} </h2></div>
<dl class="article-info muted"><dd class="published"><span class="icon-calendar"></span> <time datetime="2025-06-27T08:16:00+07:00" itemprop="datePublished"> {DAY} </time></dd></dl><div itemprop="articleBody"> {BODY} </div></div></body>"""

JOOMLA_4 = f"""<body class="site com_content view-article"><div class="com-content-article item-page" itemscope itemtype="https://schema.org/Article"><div class="page-header"><h1> Tin tức </h1></div><div class="page-header"><h2> {TITLE} </h2></div>
<div itemprop="articleBody" class="com-content-article__body"> {BODY} </div></div></body>"""

SHAREPOINT_LIST_ENTRY = f"""<h1 id="pageTitle"><span id="DeltaPlaceHolderPageTitleInTitleArea">Chi tiết tin</span></h1><div id="DeltaPlaceHolderMain"><div class="ms-webpart-zone"><div class="tieu-de">{TITLE}</div><div class="noi-dung">{BODY}</div></div></div>"""
