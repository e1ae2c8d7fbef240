"""newsclean as an item pipeline of Scrapy. Name it in the settings of a project, with its place among the pipelines.

    ITEM_PIPELINES = {"scrapy_pipeline.CleanPipeline": 300}

Items have a `body`, and may have a `headline` and a `url`. `python examples/scrapy_pipeline.py PAGE` shows it with a
spider of its own, which reads one page, and prints the item.
"""  # noqa: INP001 - a script, not part of a package

import json
import sys
from collections.abc import Iterator
from typing import Any

import scrapy
from itemadapter import ItemAdapter
from scrapy.crawler import CrawlerProcess

from newsclean import Cleaner, Document
from newsclean.batch.rows import find_host


class CleanPipeline:
    """Cleans the body of each item, and keeps in `edits` what went."""

    def __init__(self) -> None:
        self.cleaner = Cleaner()

    def process_item(self, item: Any) -> Any:
        """Clean an item, of whatever type."""
        fields = ItemAdapter(item)
        article = Document.from_text(fields["body"], fields.get("headline") or "", find_host(fields.get("url") or ""))
        result = self.cleaner(article)
        fields["body"] = result.text
        fields["edits"] = [edit._asdict() for edit in result.edits]
        return item


class PrintPipeline:
    """Prints items as lines of JSON."""

    def process_item(self, item: Any) -> Any:
        """Print an item."""
        sys.stdout.write(json.dumps(ItemAdapter(item).asdict(), ensure_ascii=False) + "\n")
        return item


class PageSpider(scrapy.Spider):  # type: ignore[misc]  # Scrapy is not there for whoever checks types
    """Reads the paragraphs of one page."""

    name = "page"

    def parse(self, response: Any) -> Iterator[dict[str, str]]:
        """Make an item of a page."""
        paragraphs = [" ".join(each.css("::text").getall()) for each in response.css("article p")]
        yield {"url": response.url, "headline": response.css("h1::text").get(""), "body": "\n".join(paragraphs) + "\n"}


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004 - the script and the page
        sys.exit(__doc__)
    pipelines = {CleanPipeline: 300, PrintPipeline: 900}
    process = CrawlerProcess({"ITEM_PIPELINES": pipelines, "LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False})
    process.crawl(PageSpider, start_urls=sys.argv[1:])
    process.start()
