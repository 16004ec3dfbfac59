"""A claim with the things that a question names marked in it, so that patterns can read it.

`Across 12 treebanks, dropout improves tagging accuracy` becomes
`across # treebanks , SSS improves OOO` for a question about dropout and tagging accuracy.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from agents.extractive.other_names import COMMON, same_names
from agents.extractive.terms import terms

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*|[,;:.!?()—–“”\"]", re.UNICODE)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NOT = re.compile(r"n['’]t\b")
_OPEN = re.compile(r"\b(pre|fine) (?=train|tun)", re.IGNORECASE)
_TAILS = re.compile(
    r"\s(?:prompting|methods?|techniques?|approach(?:es)?|models?|metrics?|strateg(?:y|ies))$", re.I
)
_WITH = {"train", "tune", "finetun", "prompt", "augment", "pretrain", "regular"}
"""Second parts of a compound that leave its first part what acts: `dropout-trained`."""
_SAME: tuple[tuple[str, ...], ...] = (
    (
        "instruction tuning",
        "instruction fine-tuning",
        "instruction-based fine-tuning",
        "fine-tuning on instructions",
        "tuning on instructions",
        "fine-tuning with instructions",
    ),
    ("chain of thought", "CoT", "chain of thought reasoning", "chain of thought prompting"),
    ("unseen tasks", "held-out tasks", "novel tasks"),
    ("hallucination", "hallucinated content", "hallucinated text"),
    ("adversarial robustness", "robustness against adversarial attacks", "robust accuracy"),
    ("adversarial robustness", "robustness to adversarial attacks", "adversarial accuracy"),
    (
        "translation quality",
        "translation performance",
        "quality of translations",
        "MT quality",
        "quality of machine translation",
        "BLEU",
    ),
    ("zero-shot performance", "zero-shot accuracy", "zero-shot generalization"),
    ("performance", "accuracy"),
)
"""Phrases that name one thing; the first is asked for, or any of them by the others."""
_BROADER = frozenset({"performance", "translation quality", "zero-shot performance"})
"""Asked for, these are also met by the names beside them; the other way round they are not."""
_MEASURES = frozenset(
    terms(
        "accuracy quality performance fluency score scores f1 robustness error errors rate rates"
        " bleu rouge perplexity faithfulness"
    )
)
_PLAIN = frozenset(
    [
        "overall",
        "average",
        "final",
        "model",
        "models",
        "test",
        "better",
        "higher",
        "lower",
        "worse",
        "the",
        "a",
        "an",
        "its",
        "their",
        "of",
        "in",
        "good",
        "greater",
        "improved",
        "downstream",
        "task",
        "end",
        "system",
        "standard",
    ]
)


@lru_cache(maxsize=512)
def names_of(phrase: str) -> tuple[tuple[str, ...], ...]:
    """The phrase and its known synonyms as terms, the longest first."""
    short = _TAILS.sub("", phrase)
    found = {phrase, short if " " in short or "-" in short or short != short.lower() else phrase}
    for form in tuple(found):
        found |= set(same_names(form)) | _with_short_forms(form) | _synonyms(form)
    keys = {terms(f) for f in found}
    return tuple(sorted((k for k in keys if k), key=lambda k: (-len(k), k)))


def _synonyms(phrase: str) -> set[str]:
    wanted, found = terms(phrase), set[str]()
    for first, *others in _SAME:
        group = (first, *others)
        if terms(first) == wanted or (
            first not in _BROADER and any(terms(g) == wanted for g in group)
        ):
            found.update(group)
    return found


def _with_short_forms(phrase: str) -> set[str]:
    """`CoT prompting` for `chain of thought prompting`, and the other way round."""
    found = set()
    spoken = phrase.replace("-", " ")
    for short, long in COMMON.items():
        for one, other in ((short, long), (long, short)):
            pattern = rf"\b{re.escape(one)}s?\b"
            if re.search(pattern, spoken, re.IGNORECASE):
                found.add(re.sub(pattern, other, spoken, count=1, flags=re.IGNORECASE))
    return found


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(token in lower case, its terms); numbers stand as #."""
    plain = _NOT.sub(" not", _OPEN.sub(r"\1-", _ASIDE.sub(" ", text)).replace("can't", "can not"))
    found: list[tuple[str, tuple[str, ...]]] = []
    for token in _TOKEN.findall(plain):
        if re.fullmatch(r"\d[\d.,]*", token):
            found.append(("#", ()))
        else:
            found.append((token.lower(), terms(token) if token[0].isalnum() else ()))
    return tuple(found)


def marked(claim: str, marks: Mapping[str, Sequence[tuple[str, ...]]], near: str = "") -> str:
    """The claim in lower case, tokens parted by spaces, each phrase of `marks` as its mark.

    Args:
        claim: The claim.
        marks: For each mark the phrases, as terms, that it stands for.
        near: Text of the paper, where the first word of an outcome may stand that the claim
            leaves out: `accuracy` for `tagging accuracy`.
    """
    tokens = _tokens(claim)
    there = {t for _, own in tokens for t in own} | set(terms(near))
    out: list[str] = []
    at = 0
    while at < len(tokens):
        for mark, phrases in marks.items():
            end, extra = _longest(tokens, at, phrases)
            if end > at:
                out += [mark, *extra]
                at = end
                break
            if mark == "OOO" and _headed(tokens, at, phrases, there):
                out.append(mark)
                at += 1
                break
        else:
            out.append(tokens[at][0])
            at += 1
    return " ".join(out)


def _longest(
    tokens: Sequence[tuple[str, tuple[str, ...]]],
    at: int,
    phrases: Sequence[tuple[str, ...]],
) -> tuple[int, list[str]]:
    """Where the longest phrase that starts here ends, and the tail of its last compound."""
    best, tail = at, list[str]()
    for phrase in phrases:
        end, rest = _taken(tokens, at, phrase)
        if end > best:
            best, tail = end, rest
        if len(phrase) > 1:
            head, _ = _taken(tokens, at, phrase[-1:])
            if head > at and head < len(tokens) and tokens[head][0] in ("of", "in"):
                skip = head + 1 + (head + 1 < len(tokens) and tokens[head + 1][0] == "the")
                end, rest = _taken(tokens, skip, phrase[:-1])
                if end > max(skip, best):
                    best, tail = end, rest
    return best, tail


def _taken(
    tokens: Sequence[tuple[str, tuple[str, ...]]], at: int, phrase: Sequence[str]
) -> tuple[int, list[str]]:
    """Where the phrase that starts at a token ends; the start itself when it is not there."""
    wanted, place = list(phrase), at
    while wanted and place < len(tokens):
        word, own = tokens[place]
        if not own:
            if word not in ("of", "the", "on", "to", "with", "against") or place == at:
                return at, []
            place += 1
            continue
        if len(own) > len(wanted):
            with_it = own[: len(wanted)] == tuple(wanted) and len(own) == len(wanted) + 1
            return (place + 1, [f"{own[-1]}ed"]) if with_it and own[-1] in _WITH else (at, [])
        if tuple(wanted[: len(own)]) != own:
            return at, []
        wanted = wanted[len(own) :]
        if not wanted and word.endswith("ed") and "-" not in word:
            return at, []  # a participle: `pretrained` is no pre-training
        place += 1
    return (at, []) if wanted else (place, [])


def _headed(
    tokens: Sequence[tuple[str, tuple[str, ...]]],
    at: int,
    phrases: Sequence[tuple[str, ...]],
    there: set[str],
) -> bool:
    """True for a measure alone, when all other words of the phrase stand in claim or paper."""
    own = tokens[at][1]
    for phrase in phrases:
        if len(phrase) < 2 or own != phrase[-1:] or phrase[-1] not in _MEASURES:
            continue
        if not set(phrase[:-1]) <= there:
            continue
        before = tokens[at - 1] if at else ("the", ())
        if not before[1] or before[0] in _PLAIN or set(before[1]) <= set(phrase):
            return True
        if re.fullmatch(r"\w+(?:es|s|ed)", before[0]) and not before[0].endswith("ss"):
            return True
    return False
