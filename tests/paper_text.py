"""What papers say to whoever reads them."""

import io
from html.parser import HTMLParser

from pypdf import PdfReader


def pdf_pages(content):
    """The words of each page of a PDF."""
    pages = PdfReader(io.BytesIO(content)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


class Words(HTMLParser):
    """What a browser shows of a page; every tag there is."""

    def __init__(self, page):
        super().__init__()
        self.said, self.tags = [], []
        self.feed(page)

    def handle_data(self, data):
        self.said += data.split()

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)


def html_text(page):
    return " ".join(Words(page).said)
