"""The spiders, by Scrapy's conventions: `scrapy list`, `scrapy crawl site -a url=...`."""
