"""A prompt set: the shipped folder, with the files of another folder laid over it."""

import difflib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from litassay.errors import PromptError, RunError
from litassay.plain import read_plain
from litassay.prompting.contract import Contract
from litassay.prompting.faults import Fault, nearest, raise_all
from litassay.prompting.prompt import Prompt, read

_REVIEWER = "reviewer-"
_MAX_BYTES = 200_000


@dataclass(frozen=True)
class PromptSet:
    """Checked prompts by name, and which of them came from the overlay."""

    prompts: Mapping[str, Prompt]
    overlaid: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Prompt:
        """The prompt of that name. Raises PromptError naming those there are."""
        if name not in self.prompts:
            raise PromptError(
                f"there is no prompt {name!r}", f"there are: {', '.join(sorted(self.prompts))}"
            )
        return self.prompts[name]

    @property
    def reviewers(self) -> tuple[str, ...]:
        """Names of the reviewers: `evidence` for `reviewer-evidence.md`; sorted."""
        return tuple(
            sorted(n.removeprefix(_REVIEWER) for n in self.prompts if n.startswith(_REVIEWER))
        )

    @property
    def hash(self) -> str:
        """SHA-256 over names and texts; line ends do not matter."""
        digest = hashlib.sha256()
        for name in sorted(self.prompts):
            text = self.prompts[name].text.replace("\r\n", "\n").encode()
            digest.update(f"{name}\x00{len(text)}\x00".encode() + text)
        return digest.hexdigest()


def load(overlay: Path | None, contracts: Mapping[str, Contract]) -> PromptSet:
    """Read `prompts/default` and the overlay, and check every file against its agent.

    Args:
        overlay: folder whose files replace or add prompts by name; None for the shipped set.
        contracts: what each prompt must fit, by prompt name; `reviewer` serves all reviewers.

    Raises:
        PromptError: everything that is wrong, by file, line and name.
    """
    laid = _texts(overlay) if overlay else {}
    texts = {**default_texts(), **laid}
    prompts: dict[str, Prompt] = {}
    found: list[tuple[str, Fault]] = []
    for name, text in sorted(texts.items()):
        if name not in contracts and not name.startswith(_REVIEWER):
            found.append((name, Fault(0, _unused(name, contracts))))
            continue
        prompt, wrong = read(name, text)
        found += [(name, fault) for fault in wrong]
        if prompt is not None and not wrong:
            found += [(name, fault) for fault in _unfit(prompt, contracts)]
            prompts[name] = prompt
    raise_all(found)
    return PromptSet(prompts, tuple(sorted(laid)))


def _unused(name: str, contracts: Mapping[str, Contract]) -> str:
    known = sorted(set(contracts) - {"reviewer"})
    return f"no agent uses the prompt {name!r}{nearest(name, [*known, _REVIEWER + 'NAME'])}"


def _unfit(prompt: Prompt, contracts: Mapping[str, Contract]) -> list[Fault]:
    """Why a prompt that is valid by itself does not serve its agent."""
    if not prompt.name.startswith(_REVIEWER):
        return contracts[prompt.name].faults(prompt)
    found = contracts["reviewer"].faults(prompt)
    if not prompt.front.dimensions:
        found.append(Fault(0, "names no 'dimensions' that it scores"))
    return found


def diff(left: PromptSet, right: PromptSet) -> str:
    """A unified diff of two sets, empty when they are equal."""
    lines: list[str] = []
    for name in sorted(left.prompts.keys() | right.prompts.keys()):
        a, b = (
            s.prompts[name].text.splitlines() if name in s.prompts else [] for s in (left, right)
        )
        lines += difflib.unified_diff(a, b, f"a/{name}.md", f"b/{name}.md", lineterm="")
    return "\n".join(lines)


def default_texts() -> dict[str, str]:
    """The shipped prompts by name."""
    folder = files("prompts").joinpath("default")
    return {
        entry.name.removesuffix(".md"): entry.read_text(encoding="utf-8")
        for entry in sorted(folder.iterdir(), key=lambda e: e.name)
        if entry.name.endswith(".md")
    }


def _texts(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        raise PromptError(f"there is no folder of prompts {str(folder)!r}")
    return {
        path.stem: _read(path)
        for path in sorted(folder.glob("*.md"))
        if path.name.casefold() != "readme.md"
    }


def _read(path: Path) -> str:
    try:
        text = read_plain(path, _MAX_BYTES).decode("utf-8")
        return text.replace("\r\n", "\n").replace("\r", "\n")
    except RunError as error:  # a link, a device, or too large
        raise PromptError(error.message, error.hint) from error
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"the prompt {path.name!r} cannot be read: {error}") from error
