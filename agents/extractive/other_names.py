"""Other names of a concept: abbreviations, instances, and phrases with a kindred last word."""

from collections.abc import Mapping
from functools import lru_cache

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
    "feature attribution": (
        "saliency map",
        "explanation method",
        "integrated gradients",
        "word attribution",
        "faithful explanation",
        "gradient-based analysis",
    ),
    "adversarial robustness": ("adversarial attack", "adversarial example", "adversarial defense"),
    "ai generated text": ("machine-generated text", "LLM-generated text"),
    "schema matching": (
        "schema alignment",
        "column matching",
        "entity matching",
        "ontology matching",
    ),
}
"""Concept → things that are instances of it or its other names in abstracts."""

FAMILIES = (
    ("training", "learning", "fine-tuning", "pre-training", "tuning"),
    ("detection", "identification", "recognition"),
    ("metrics", "measures"),
    ("attribution", "explanation"),
    ("texts", "content"),
    ("description", "definition", "explanation"),
)
"""Words that replace each other at the end of a phrase: `adversarial training`."""


def same_names(phrase: str) -> tuple[str, ...]:
    """The abbreviation of a long form, or the long form of an abbreviation."""
    wanted = terms(phrase)
    longer = [long for short, long in COMMON.items() if wanted == terms(short)]
    return (*longer, *(short for short, long in COMMON.items() if wanted == terms(long)))


@lru_cache(maxsize=1024)
def other_names(phrase: str) -> tuple[str, ...]:
    """Abbreviation or long form, then narrower names; empty when none is known."""
    forms = list(same_names(phrase))
    wanted = [terms(f) for f in (phrase, *forms)]
    for broad, names in NARROWER.items():
        if terms(broad) in wanted:
            forms += [n for n in names if n not in forms]
    return tuple(forms)


def kindred(phrase: str) -> tuple[str, ...]:
    """The phrase with its last word replaced by others of the word's family."""
    *head, last = phrase.split() or [""]
    if not head or terms(last) == terms("learning"):  # `active learning` names one thing
        return ()
    for family in FAMILIES:
        if terms(last) in [terms(w) for w in family]:
            return tuple(" ".join((*head, w)) for w in family if terms(w) != terms(last))
    return ()
