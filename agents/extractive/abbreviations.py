"""Abbreviations: common ones by table, others from where a text defines them."""

import re
from collections.abc import Iterable, Mapping

from agents.extractive.terms import terms

COMMON: Mapping[str, str] = {
    "AI": "artificial intelligence",
    "AL": "active learning",
    "AMR": "abstract meaning representation",
    "ASR": "automatic speech recognition",
    "API": "application programming interface",
    "CNN": "convolutional neural network",
    "CoT": "chain of thought",
    "DSL": "domain specific language",
    "GAN": "generative adversarial network",
    "GEC": "grammatical error correction",
    "GNN": "graph neural network",
    "ICL": "in-context learning",
    "IE": "information extraction",
    "IR": "information retrieval",
    "KG": "knowledge graph",
    "LLM": "large language model",
    "LM": "language model",
    "ML": "machine learning",
    "MRC": "machine reading comprehension",
    "MT": "machine translation",
    "NER": "named entity recognition",
    "NLG": "natural language generation",
    "NLI": "natural language inference",
    "NLP": "natural language processing",
    "NLU": "natural language understanding",
    "NMT": "neural machine translation",
    "OCR": "optical character recognition",
    "PDE": "partial differential equation",
    "PEFT": "parameter-efficient fine-tuning",
    "PLM": "pre-trained language model",
    "QA": "question answering",
    "QG": "question generation",
    "RAG": "retrieval-augmented generation",
    "RCT": "randomized controlled trial",
    "RL": "reinforcement learning",
    "RLHF": "reinforcement learning from human feedback",
    "RNN": "recurrent neural network",
    "SAT": "boolean satisfiability",
    "SRL": "semantic role labeling",
    "STS": "semantic textual similarity",
    "SVM": "support vector machine",
    "TTS": "text to speech",
    "UAV": "unmanned aerial vehicle",
    "VLM": "vision language model",
    "VQA": "visual question answering",
    "XAI": "explainable artificial intelligence",
}
"""Short form → long form; only those whose long form is the usual reading in abstracts."""

NARROWER: Mapping[str, tuple[str, ...]] = {
    "large language model": ("GPT-3", "GPT-4", "ChatGPT", "LLaMA", "instruction-tuned model"),
    "language model": ("BERT", "RoBERTa", "PLM", "LLM", "pre-trained model", "GPT"),
    "feature attribution": ("saliency", "integrated gradients", "rationale", "LIME", "SHAP"),
    "adversarial robustness": ("robustness to adversarial attacks", "adversarial attack"),
    "ai-generated text": (
        "machine-generated text",
        "LLM-generated text",
        "generated text detection",
    ),
}
"""Concept → things that are instances of it or its other names in abstracts."""

_DEFINED = re.compile(r"\b((?:[\w'’-]+ ){1,6}?)\(([A-Z][A-Za-z-]{1,8}[A-Zs])\)")


def definitions(texts: Iterable[str]) -> dict[str, str]:
    """Short forms that the texts define, `long form (LF)`, with the first long form given."""
    found: dict[str, str] = {}
    for text in texts:
        for match in _DEFINED.finditer(text):
            short = match.group(2).removesuffix("s")
            long = _long_form(match.group(1).split(), short)
            if long:
                found.setdefault(short, long)
    return found


def _long_form(before: list[str], short: str) -> str:
    """The last words whose initials spell the short form, hyphenated parts counted; or empty."""
    letters = short.replace("-", "").lower()
    for size in range(1, len(before) + 1):
        tail = " ".join(before[-size:])
        initials = "".join(p[0] for p in re.split(r"[\s-]+", tail.lower()) if p)
        if initials == letters:
            return tail
    return ""


def other_forms(phrase: str) -> tuple[str, ...]:
    """Abbreviation or long form, then narrower names, of a phrase; empty when none is known."""
    wanted = terms(phrase)
    forms: list[str] = []
    for short, long in COMMON.items():
        if wanted == terms(short):
            forms.append(long)
        elif wanted == terms(long):
            forms.append(short)
    for broad, names in NARROWER.items():
        if wanted in (terms(broad), *(terms(f) for f in forms)):
            forms += [n for n in names if n not in forms]
    return tuple(forms)
