"""Reading of documents through the journal: what a file said once, it says in every replay.

The file itself is there too, as an HTTP answer. But a parser that was brought up to date may break
its lines elsewhere, and a limit of time depends on the machine.
"""

import hashlib

from litassay.config.sources import DocumentLimits
from litassay.errors import RunError
from litassay.sources.fulltext.document import Document
from litassay.sources.fulltext.reader import Reading
from litassay.sources.fulltext.reading_process import read_document_apart
from store.exchanges import Answer, Exchanges
from store.failures import error_of


def recorded_reading(exchanges: Exchanges, read: Reading = read_document_apart) -> Reading:
    """Reads a file as `read` does, unless the journal knows what it said.

    Raises:
        RunError: the journal knows, in the words of another version.
    """

    async def reading(content: bytes, limits: DocumentLimits) -> Document:
        async def live() -> Answer:
            return _plain(await read(content, limits))

        request = {
            "sha256": hashlib.sha256(content).hexdigest(),
            "limits": limits.model_dump(mode="json", exclude={"enabled"}),
        }
        answer = await exchanges.answer("document", request, live, "reader")
        if "error" in answer:
            raise error_of(answer)
        try:
            return Document.from_json(dict(answer))
        except (TypeError, ValueError, KeyError) as error:
            raise RunError(
                f"the journal holds a document that this version cannot use: {error}",
                "use the version of litassay in the manifest of the run",
            ) from error

    return reading


def _plain(document: Document) -> Answer:
    """As JSON gives it back, so that a run sees what its replay will see."""
    return {
        **document.as_json(),
        "passages": [list(passage) for passage in document.passages],
        "authors": list(document.authors),
    }
