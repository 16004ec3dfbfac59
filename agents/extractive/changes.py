"""A change told around a number: `improves BLEU by #`, `# fewer errors`, `a gain of # over X`.

Works on marked text. What the words do not say is left out; a change that nothing names is none.
"""

import re
from typing import NamedTuple

from agents.extractive.baselines import baseline
from agents.extractive.change_words import (
    BEATS,
    CHANGE,
    COMPARATIVE,
    LEAD,
    NOUN,
    SCALE,
    UNDER,
    VERB,
    sign,
)
from agents.extractive.changed_quantity import (
    LEADING,
    NO_THING,
    POINTS,
    headed,
    metric_after,
    stripped,
    thing,
)
from agents.extractive.marked import METRIC

_BEATS = re.compile(rf"(?:{BEATS}|{UNDER})$", re.IGNORECASE)
_BY = re.compile(rf"^(?P<object>(?:(?!\bby\s+⟪)[^;])*?)\s+by\s+(?P<lead>{LEAD})$", re.IGNORECASE)
_OF = re.compile(rf"^(?P<object>[^⟪⟫;,]*?)\s+(?:of|by)\s+(?P<lead>{LEAD})$", re.IGNORECASE)
_WORD = rf"(?:{METRIC}|\({METRIC}\)|[\w’'/-]+)"
_NOUN_AFTER = re.compile(
    rf"^{POINTS}(?:\s*-\s*|\s+)(?P<what>(?:{_WORD}\s+){{0,5}}?)(?P<word>{NOUN})(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_COMPARED = re.compile(
    rf"^{POINTS}(?:\s*-\s*|\s+)(?:(?:absolute|relative|percent)(?:ly)?\s+)?(?P<what>{METRIC}\s+)?"
    rf"(?:points?\s+)?(?:(?:absolute|relative)(?:ly)?\s+)?(?P<word>{COMPARATIVE})(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_OVER = re.compile(
    rf"^(?P<between>(?:[^⟪⟫;:.,(]|{METRIC}|\([^()]{{1,20}}\)){{0,70}}?)(?<!\w)"
    r"(?P<link>over|than|compared (?:to|with)|relative to|against|versus|vs\.?)\s(?P<other>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_VERBS_BETWEEN = re.compile(
    r"\b(?:is|are|was|were|which|that|while|and|but|achiev\w*|show\w*|while|when|using)\b"
)
_OPENS = re.compile(
    r"^(?:[^⟪⟫]{0,60}?[,:] )?(?:When |As )?[Cc]ompared (?:to|with)\s+(?P<other>.*)$", re.S
)
_ADJECTIVE = re.compile(r"\b(?:the|an?|our|its|this|their)\s+(?:\w+ly\s+)?$")
_NOT = re.compile(r"\b(?:not|no|without|cannot|never|fails?|failed|n[’']t|if|would|could)\b")
_SUBJECT = re.compile(
    rf"(?P<m>{METRIC})(?:\s+scores?)?(?:\s+(?:of|on|in|for)\s+(?:the\s+|our\s+"
    rf")?[\w-]+(?:\s[\w-]+)?)?"
    r"(?:\s+(?:is|are|was|were|has|have|been|be|can|also|further|then|significantly|only|"
    r"even))*\s*$"
)


_SAID_OF = re.compile(rf"⟪\d+⟫(?:\s+{METRIC})?\s*,?\s+which\s+is\s+{LEAD}$")
_BUSY = re.compile(rf"{VERB}[^⟪⟫;:,]{{0,60}}$", re.IGNORECASE)
"""A verb of change that already governs a noun of change: `improve the degradation by #`."""


class Told(NamedTuple):
    """A change as the words around its number tell it."""

    sign: int
    metric: str | None
    """A mark, or words with marks; None when not named."""
    baseline: str | None
    scale: str
    """`absolute`, `relative` or nothing."""
    word: str = ""
    """The word of change; nothing when the number has its own sign."""


def change(left: str, right: str, unit: str) -> Told | None:
    """The change that a number tells; None when it tells none, or not plainly.

    Args:
        left: Marked text before the number, from the start of the sentence.
        right: Marked text after it.
        unit: The number's unit.
    """
    told = _noun_after(left, right) or _comparative(left, right) or _from_left(left, right)
    if told is None:
        return None
    if told.baseline is None:
        told = told._replace(baseline=_opening(left))
    if told.sign < 0 and unit == "×":  # `3 times smaller` is no difference of -3
        return None
    return told if told.metric or (told.baseline and told.sign > 0 and unit) else None


def signed(left: str, right: str, value: float) -> Told | None:
    """A number with its own sign: `+2.1 BLEU`, `BLEU (+2.1)`."""
    after = re.match(rf"^{POINTS}\s*(?:(?:absolute|relative|average)\s+)?({METRIC})", right)
    before = re.search(rf"({METRIC})\s*(?:scores?\s*)?(?:\(|by |of |: ?)?\s*$", left)
    told = _noun_after(left, right)
    metric = (told.metric if told else None) or (after or before or [None, None])[1]
    metric = metric or metric_after(right)
    if metric is None:
        return None
    other = (told.baseline if told else None) or _beaten(left) or _over(right)
    return Told(1 if value >= 0 else -1, metric, other, _scale(left[-20:], right))


def _beaten(left: str) -> str | None:
    verbs = list(CHANGE.finditer(left))
    if verbs and _BEATS.match(verbs[-1].group()) and ")" not in left[verbs[-1].end() :]:
        return baseline(left[verbs[-1].end() :], beaten=True)
    return None


def _noun_after(left: str, right: str) -> Told | None:
    m = _NOUN_AFTER.match(right)
    if not m or m["word"].lower().startswith("margin") or _NOT.search(left[-40:]):
        return None
    what = LEADING.sub("", m["what"].strip() + " ").strip()
    what = re.sub(r"[()]|\b(?:absolute|relative)\b", "", what).strip()
    what = re.sub(r"(?<=⟧) performance$", "", what)
    if NO_THING.search(what):
        return None
    if m["word"].lower().startswith("speed"):
        what = f"{what} {m['word']}".strip()
    if not what and (found := re.match(r"\s+(?:in|of|on)(?P<np>\s.*)$", m["rest"], re.S)):
        what = thing(stripped(found["np"]))
    return Told(sign(m["word"]), what or metric_after(m["rest"]), _over(m["rest"]),
                _scale(left[-20:], m["what"]), m["word"])  # fmt: skip


def _comparative(left: str, right: str) -> Told | None:
    m = _COMPARED.match(right)
    if not m or _NOT.search(left[-40:]):
        return None
    if re.search(rf"(?<![⟫⟧,])\s*[,(]?\s*\bwhich\s+\w+\s+{LEAD}$", left) and not _SAID_OF.search(
        left
    ):
        return None
    if re.search(r"\b(?:on|from)\s+(?:only\s+)?$", left):  # `trained on # more data`
        return None
    if re.search(rf"\(\s*{LEAD}$", left) and not _OVER.match(m["rest"]):
        return None
    if re.search(
        rf"\b(?:models?|methods?|systems?|baselines?|counterparts?|that|which)\s+with\s+{LEAD}$",
        left,
    ):
        return None
    word = m["word"].lower()
    what = (m["what"] or "").strip() or thing(m["rest"])
    if word in ("faster", "slower") and not what:
        what = "speed"
    if not what and (
        stated := re.search(rf"({METRIC}) of ⟪\d+⟫,?\s+(?:which is|i\.e\.,?)\s+{LEAD}$", left)
    ):
        what = stated[1]
    if not what:
        what = metric_after(m["rest"]) or ""
    if word in ("more", "less") and not what:
        return None
    return Told(sign(word), what or None, _over(m["rest"]), _scale(left[-20:], right[:30]), word)


def _from_left(left: str, right: str) -> Told | None:
    """Told by the last word of change before the number."""
    for m in reversed(list(CHANGE.finditer(left))):
        rest = left[m.end() :]
        adjective = m.group().endswith("ed") and _ADJECTIVE.search(left[: m.start()])
        if adjective and not re.match(r"\s+by\b", rest):
            continue
        if _NOT.search(left[max(0, m.start() - 40) : m.start()]):
            return None
        if re.fullmatch(NOUN, m.group(), re.IGNORECASE) and (of := _OF.match(rest)):
            if re.search(rf"\bby\s+{LEAD}$", rest) and _BUSY.search(left[: m.start()]):
                return None
            return _noun_before(left[: m.start()], m.group(), of, right)
        by = _BY.match(rest)
        return _verb(left[: m.start()], m.group(), by, right) if by else None
    return None


def _noun_before(before: str, word: str, of: re.Match[str], right: str) -> Told | None:
    scale = _scale(before[-25:] + " " + of["lead"], right[:30])
    if word.lower().startswith("margin"):
        return _margin(before, right, scale)
    inner = of["object"]
    named = re.search(rf"({METRIC})\s+$", before)
    of_error = re.search(r"\b(errors?)\s+$", before)
    said = re.match(r"\s+(?:in|of|on)(?:\s+terms\s+of)?(?P<np>\s.*)$", inner)
    what = of_error[1] if of_error else metric_after(right) or (named[1] if named else "")
    if not what and said:
        what = thing(stripped(said["np"]))
    if not what and before.rstrip().endswith("performance"):
        what = "performance"
    if word.lower().startswith("speed"):
        what = word
    over = _over(inner + ",") if inner else None
    return Told(sign(word), what or None, over or _over(right), scale, word)


def _margin(before: str, right: str, scale: str) -> Told | None:
    verbs = list(CHANGE.finditer(before))
    if not verbs or not _BEATS.match(verbs[-1].group()):
        return None
    between = before[verbs[-1].end() :]
    if not re.search(r"\s(?:by|with)\s+(?:an?|the)(?:\s\w+){0,2}\s*$", between):
        return None
    verb = verbs[-1].group()
    return Told(sign(verb), metric_after(right), baseline(between, beaten=True), scale, verb)


def _verb(before: str, word: str, by: re.Match[str], right: str) -> Told | None:
    inner = by["object"]
    if re.match(r"\s*by\b", inner) or re.search(r",\s+(?:which|that|while|where|\w+ing)\b", inner):
        return None
    scale = _scale(by["lead"], right[:30])
    what = metric_after(right)
    if _BEATS.match(word):
        if not inner.strip():
            return None
        other = baseline(inner + " by ", beaten=True) or _over(right)
        return Told(sign(word), what, other, scale, word)
    upon = re.match(r"\s+(?:over|upon|on|from)\s(?P<other>.*)$", inner, re.S)
    if upon:
        return Told(sign(word), what, baseline(upon["other"] + " by "), scale, word)
    other = baseline(inner + " by ") if inner.strip() else None
    direct = "" if not inner.strip() else thing(stripped(inner) + ".")
    if not direct and inner.strip():
        direct = headed(inner)
    if not inner.strip() and (subject := _SUBJECT.search(before)):
        direct = subject["m"]
    return Told(sign(word), what or direct or None, other or _over(right), scale, word)


def _over(right: str) -> str | None:
    m = _OVER.match(right)
    return None if not m or _VERBS_BETWEEN.search(m["between"]) else baseline(m["other"])


def _opening(left: str) -> str | None:
    """The baseline of `Compared to X, ours …`."""
    m = _OPENS.match(left)
    return baseline(m["other"]) if m else None


def _scale(*pieces: str) -> str:
    found = {m[1].lower() for p in pieces for m in SCALE.finditer(p[:40])}
    return found.pop() if len(found) == 1 else ""
