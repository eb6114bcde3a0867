"""Commands of Scrapy's own command line for the portals and for what is stored of them."""
