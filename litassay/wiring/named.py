"""Papers that a question names are there, before anything is asked."""

from litassay.config.settings import Settings
from litassay.errors import InputError, LibraryError
from litassay.types import Question
from litassay.wiring.services import World


def check_named(question: Question, settings: Settings, world: World) -> None:
    """Say at once that a paper to be included is in no library, where only libraries are asked.

    Raises:
        InputError: more papers are to be read than may be.
        LibraryError: no library has one of them.
    """
    if len(question.include) > question.max_papers:
        raise InputError(
            f"{len(question.include)} papers are to be included, and {question.max_papers} are "
            "read at most",
            "raise --max-papers",
        )
    from store.library import LibrarySource

    libraries = [s for s in world.libraries.values() if isinstance(s, LibrarySource)]
    if settings.source or not libraries:
        return
    for name in question.include:
        if not any(library.called(name) for library in libraries):
            listed = ", ".join(repr(n) for n in settings.library)
            raise LibraryError(
                f"no library of this run ({listed}) holds a paper {name!r}",
                f"see: litassay library list {settings.library[0]} --papers",
            )
