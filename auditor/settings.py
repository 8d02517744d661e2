"""Scrapy's settings for every audit; the command line overrides some of them (see `auditor/crawl.py`)."""

BOT_NAME = "section508-auditor"
SPIDER_MODULES = ["auditor.spiders"]
NEWSPIDER_MODULE = "auditor.spiders"

USER_AGENT = "Mozilla/5.0 (compatible; section508-auditor/0.1) Chrome"
"""Who asks. `--contact` adds an address where a site's owner learns more; nobody's is assumed."""
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "section508-auditor"

# Fetching: only http and https, verified, decoded to a bounded size.
DOWNLOAD_HANDLERS = {"file": None, "ftp": None, "s3": None, "data": None}
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 32 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
COOKIES_ENABLED = True
METAREFRESH_ENABLED = False  # the page is judged before its target is
RETRY_TIMES = 1
REDIRECT_MAX_TIMES = 10
REFERRER_POLICY = "same-origin"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "en-US,en;q=0.9",
}

# Politeness: as slow as the site needs.
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 0.25
AUTOTHROTTLE_MAX_DELAY = 60
AUTOTHROTTLE_TARGET_CONCURRENCY = 2.0
CONCURRENT_REQUESTS = 6
CONCURRENT_REQUESTS_PER_DOMAIN = 4

SCHEDULER = "auditor.frontier.FrontierScheduler"
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "auditor.middlewares.RobotsMiddleware": 100,
    "auditor.middlewares.RenderMiddleware": 50,
    "auditor.middlewares.EgressMiddleware": 740,
}
ITEM_PIPELINES = {"auditor.pipelines.AuditPipeline": 300}
EXTENSIONS = {
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
    "scrapy.extensions.logstats.LogStats": None,
}
TELNETCONSOLE_ENABLED = False
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
LOG_LEVEL = "WARNING"
WARN_ON_GENERATOR_RETURN_VALUE = False  # parses the callback's source anew for each page
