"""Paragraphs of an article in HTML by heading, as arXiv and publishers write it."""

from html.parser import HTMLParser

from litassay.sources.fulltext.document import Document, Place, is_prose

_SILENT = frozenset(
    {"script", "style", "nav", "header", "footer", "aside", "form", "table", "svg", "noscript",
     "button", "select", "template", "annotation", "head", "figure"}
)  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LEAST_PASSAGES = 8
"""Fewer paragraphs are a landing page, not an article."""
_END = ("references", "bibliography", "report issue")


class _Paragraphs(HTMLParser):
    """Collects headings and paragraphs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.passages: list[Place] = []
        self.abstract: list[str] = []
        self.title = ""
        self._heading = ""
        self._silent: list[str] = []
        self._inside = ""
        self._held: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent.append(tag)
        if tag == "math":  # its alternative text repeats it in TeX
            self._held.append(str(dict(attrs).get("alttext") or "") if self._inside else "")
            self._silent.append(tag)
        if tag == "p" or tag in _HEADINGS:
            self._flush()
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            del self._silent[len(self._silent) - 1 - self._silent[::-1].index(tag) :]
        if tag == self._inside:
            self._flush()

    def handle_data(self, data: str) -> None:
        if self._inside and not self._silent:
            self._held.append(data)

    def _flush(self) -> None:
        text, tag = " ".join("".join(self._held).split()), self._inside
        self._held, self._inside = [], ""
        if tag == "h1" and text and not self.title:
            self.title = text
        elif tag in _HEADINGS and text:
            self._heading = text
        elif tag == "p" and is_prose(text) and not self._heading.lower().startswith(_END):
            if self._heading.lower().startswith("abstract"):
                self.abstract.append(text)
            else:
                self.passages.append(Place(f"§ {self._heading}" if self._heading else "body", text))

    def close(self) -> None:
        super().close()
        self._flush()


def read_html(content: bytes) -> Document:
    """The article that a page holds."""
    parser = _Paragraphs()
    parser.feed(content.decode("utf-8", "replace"))
    parser.close()
    if len(parser.passages) < _LEAST_PASSAGES:
        return Document(refused="the page holds no article")
    abstract = " ".join(parser.abstract)
    return Document(tuple(parser.passages), title=parser.title, abstract=abstract)
