"""Data sets that a sentence names, and which of them a number was measured on.

A name counts when it stands where a place of measurement stands (`on X`, `on the X dataset`) and
is known, or looks like a name; a language, a task, a model or a web site is none.
"""

import re
from collections.abc import Sequence

from agents.extractive.metrics import METRIC, TASKS, Named

_KNOWN = (
    r"(?:SQuAD|GLUE|SuperGLUE|CNN/?\s?-?Daily\s?Mail|CNN/DM|XSum|MNLI|SNLI|MultiNLI|XNLI|SST-?[25]|"
    r"MultiWOZ|WMT|IWSLT|MuST-C|LibriSpeech|Librispeech|HotpotQA|MS[- ]?MARCO|BEIR|TriviaQA|"
    r"Natural Questions|WebQuestions|GSM8K|MATH|MMLU|HumanEval|MBPP|TACRED|DocRED|ACE\s?-?2005|"
    r"ACE05|CoNLL|OntoNotes(?: 5\.0)?|Penn Treebank|PTB|WikiText|BoolQ|CommonsenseQA|"
    r"PIQA|HellaSwag|WinoGrande|FEVER|FLORES|TyDi ?QA|MLQA|XQuAD|VQA|COCO|Flickr30[kK]|ImageNet|"
    r"Spider|WikiSQL|ATIS|SNIPS|MedQA|PubMedQA|BioASQ|SciFact|ConceptNet|WN18RR|FB15k-237|"
    r"NarrativeQA|QuAC|CoQA|DROP|RACE|ReClor|StrategyQA|MuSiQue|2WikiMultiHopQA|IMDB|Yelp|"
    r"SemEval|MELD|IEMOCAP|WebNLG|E2E|ToTTo|SAMSum|SAMSUM|Gigaword|Multi-News|WikiHow|arXiv|PubMed|"
    r"WikiBio|PersonaChat|DailyDialog|AlpacaEval|MT-Bench|TruthfulQA|BBH|ARC|WiC|CoLA|RTE|MRPC|STS|"
    r"QQP|QNLI|Multi30[kK]|OpenSubtitles|BUCC|Tatoeba|XTREME|KILT|SWAG|Quora|WinoBias|StereoSet)"
)
"""Data sets that need no word such as `dataset` after them."""
_WORD = r"(?=[\w./-]*[A-Z])[A-Za-z0-9][\w+]*(?:[-/’'][\w+]+|\.\d+)*"
_NAME = rf"(?:{_WORD}(?:\s(?:{_WORD}|\d+(?:\.\d+)?(?![\w.%]))){{0,3}})"
_HEADS = (
    r"(?:data ?sets?|corp(?:us|ora)|benchmarks?|test[- ]?(?:sets?|suites?|data)|"
    r"dev(?:elopment)?[- ]"
    r"sets?|validation[- ]sets?|shared tasks?|challenges?|leaderboards?|treebanks?)\b"
)
_BETWEEN = (
    r"(?:\s(?!(?:on|in|and|or|of|the|with|for|by|at|to|from|using|over|is|are|while|when|models?|"
    r"systems?|our)\b)\(?[\w-]+\)?){0,3}?"
)
_PLACE = re.compile(
    r"\b(?P<prep>[Oo]n|[Aa]cross|[Ii]n|[Ff]or|over)\s+(?:the\s+|both\s+(?:the\s+)?|a\s+|this\s+|"
    r"our\s+)?"
    r"(?:(?!(?:the|and|of|by|to|with|on|in|across|for|over)\b)[a-z][a-z-]*\s+){0,3}?"
    rf"(?P<names>{_NAME}(?:(?:,\s+and\s+|,\s+|\s+and\s+)(?:the\s+)?{_NAME})*)"
    rf"(?:(?P<head>{_BETWEEN}\s+{_HEADS})|(?=\s*(?:[,.;:)(]|$)|\s+(?:while|with|by|in|using|over|"
    r"when|for|compared|without|shows?|demonstrates?|respectively|to|at|show|and\s+(?![A-Z]))\b))"
)
_ONE = re.compile(_NAME)
_TRAINED = re.compile(r"(?:train|tun|learn|built|based|adapt)\w*\s+(?:\w+\s+)?$", re.IGNORECASE)
"""Before `on`: what follows is what a system learnt from."""
_CAPITALISED = (
    "We Our The This These Those That It In On For Across Both All Each Results Experiments "
    "Extensive Experimental Most Some Many Several Two Three Four Five Six Seven Eight Nine "
    "Ten Other English German French Spanish Chinese Arabic Hindi Japanese Russian Italian "
    "Czech Korean Turkish Dutch Tamil Malayalam Kannada Finnish Hebrew Persian Bengali Urdu "
    "Vietnamese Portuguese Swahili Romanian Polish Indonesian Greek Latin Twitter Wikipedia "
    "Reddit Facebook YouTube Weibo BERT RoBERTa GPT T5 LSTM BiLSTM LLM LLMs CPU GPU CPUs GPUs "
    "NER POS NLP NLI NLU NLG NMT MT SMT QA ED EE RE SRL WSD AMR ASR TTS CSC GEC ABSA DST KG "
    "KGs PLM PLMs AI ML IR SLU RNN CNN SOTA IE KBQA MRC OOV OOD XLM mBERT Llama ChatGPT "
    "Transformer Transformers LLaMA BART Task Subtask Track Table Section Appendix Asian "
    "Indian European African Indic Specifically However Furthermore Moreover Machine Mistral "
    "Vicuna Qwen Gemma PaLM OPT BLOOM mT5 DeBERTa ELECTRA ALBERT DistilBERT Alpaca Claude "
    "Gemini Codex Flan ViT CLIP ResNet Amharic Yoruba Hausa Igbo Thai Nepali Marathi Telugu "
    "Gujarati Norwegian Swedish Danish Hungarian Catalan Basque Icelandic Estonian Ukrainian "
    "Instagram TikTok Google Amazon "
)
_NO_NAMES = frozenset(_CAPITALISED.split())
"""Capitalised words that are no data sets: sentence openings, languages, tasks, sites, models."""
_PLAIN = re.compile(r"[A-Z][a-z]+(?:\s[A-Z][a-z]+)*")
_NO_LOOK = re.compile(
    r"^[A-Z]{1,4}s?$|^(?:[Ss]ub-?)?[Tt]ask\b|-to-|[→>]|^[A-Za-z]{2,3}[-–/][A-Za-z]{2,3}$|\d[BM]$|-based$|^\d|^[A-Z][\d.]*$"
)
"""Short abbreviations (tasks, places), pairs of languages, sizes of models."""
_LANGUAGE = re.compile(r"(?:ese|ish|ian|ean|[^s]ic|ali|indi|man)\b")
_PLACES = re.compile(
    rf"\b(?:[Oo]n|[Aa]cross|[Ii]n|[Ff]or) (?:the |a |an |our |both |all |"
    rf"another )?(?:[\w-]+ ){{0,3}}{_HEADS}"
)
_OTHER = re.compile(
    r"[;:]|\b(?:while|whereas|but|which|compar\w+|than|that|those|results?|trained|tuned|"
    r"against)\b|\. "
)
"""Between a number and a place: the place is of something else."""


_OF_NEXT = re.compile(r"[^.,;]{0,40}?\bby\s[^.,;]{0,15}?\d")
"""After a place: `by #`, a number of its own."""
_JOINED = re.compile(rf"(?:\s+{_HEADS})?\s*(?:,|\band\b)(?:\s*(?:and|on|the|across)\b)*\s*")


def datasets(sentence: str) -> tuple[Named, ...]:
    """The data sets that a sentence says something was measured on, in order."""
    found: dict[str, Named] = {}
    for m in _PLACE.finditer(sentence):
        if _TRAINED.search(sentence[: m.start()]):
            continue
        for one in _listed(m):
            found.setdefault(one.text, one)
    return tuple(found.values())


def _listed(m: re.Match[str]) -> list[Named]:
    """All names of a list, or none: a part of it is not what was measured on."""
    ones = list(_ONE.finditer(m["names"]))
    several = len(ones) > 1
    names = [
        _named(one.group(), m.start("names") + one.start(), m["head"], m["prep"], several)
        for one in ones
    ]
    kept = [n for n in names if n is not None]
    return kept if len(kept) == len(ones) else []


def _named(name: str, start: int, head: str | None, prep: str, several: bool) -> Named | None:
    first, _, rest = name.partition(" ")
    if first in _NO_NAMES and rest:  # `English Gigaword`
        start, name = start + len(first) + 1, rest
    known = bool(re.match(rf"{_KNOWN}(?![a-z])", name))
    while known and " " in name and name.rsplit(" ", 1)[1] in _NO_NAMES - {"QA", "NLI"}:
        name = name.rsplit(" ", 1)[0]  # `WMT14 English`
    parts = re.split(r"[-/ ]", name)
    if not known and (parts[0] in _NO_NAMES or parts[-1] in _NO_NAMES - {"QA", "NLI"}):
        return None
    if METRIC.fullmatch(name) or TASKS.fullmatch(name):
        return None
    looks = known or not (_PLAIN.fullmatch(name) or _NO_LOOK.search(name))
    if head:
        looks = looks or bool(_PLAIN.fullmatch(name) and not _LANGUAGE.search(name))
        looks = looks or (several and bool(re.fullmatch(r"[A-Z]{2,4}", name)))
    elif prep.lower() not in ("on", "across"):
        looks = known
    return Named(name, start, start + len(name)) if looks else None


def measured_on(
    sentence: str, groups: Sequence[tuple[tuple[int, int], ...]]
) -> list[list[str | None]]:
    """The data set of each number, None where it is not plain.

    Args:
        sentence: One sentence.
        groups: For each list of numbers (`3 and 4 %` is one list of two) their offsets.
    """
    named = datasets(sentence)
    places = len(_PLACES.findall(sentence))
    before = [n for n in named if groups and n.end <= groups[0][0][0]]
    shared = before[0].text if len(named) == len(before) == 1 and places <= 1 else None
    if shared and "respectively" in sentence:
        shared = None
    found: list[list[str | None]] = []
    for i, group in enumerate(groups):
        end = group[-1][1]
        limit = groups[i + 1][0][0] if i + 1 < len(groups) else len(sentence)
        here = _first_list(sentence, [n for n in named if end <= n.start < limit])
        away = i and re.search(r"\b[Oo]n\b", sentence[groups[i - 1][-1][1] : group[0][0]])
        if here and (
            len(here) != len(group)
            or _OTHER.search(sentence[end : here[0].start])
            or _OF_NEXT.match(sentence, here[-1].end)
        ):
            here = []
        found.append([n.text for n in here] or [None if away else shared] * len(group))
    return found


def _first_list(sentence: str, named: list[Named]) -> list[Named]:
    """The names up to the first that is not joined to the one before it."""
    for i in range(1, len(named)):
        if not _JOINED.fullmatch(sentence, named[i - 1].end, named[i].start):
            return named[:i]
    return named
