"""The names under which papers report results: metrics, tasks, data sets, and how to find them."""

import re
from typing import NamedTuple

_QUALIFIER = r"(?:(?:macro|micro|weighted|averaged?|mean|overall|top-?1|top-?5|balanced|relative|joint|exact|strict|unlabell?ed|labell?ed|absolute|per-token|token-level|span-level|sentence-level|test|dev|validation|word-level|execution|joint goal|slot|answer|classification|zero-shot|few-shot|area under the)[\s-]+){0,3}"  # noqa: E501 one pattern, read left to right
_NAMES = [
    r"accurac(?:y|ies)(?:\s+(?:rates?|scores?))?",
    r"(?:F|f)(?:[-_ ]?(?:1|0\.5|2|β))?[-\s]?(?:scores?|measures?|values?)",
    r"F1s?(?:[-\s]macro|[-\s]micro)?",
    r"F(?:_\{?|)0\.5\}?",
    r"(?:sacre)?BLEU(?:-[1-4])?(?:\s+(?:points?|scores?))?",
    r"ROUGE(?:-(?:[12L]|SU4|Lsum))?(?:\s+(?:points?|scores?|F1))?",
    r"METEOR", r"chrF\+{0,2}2?", r"TER", r"COMET(?:-22|-20)?", r"BERTScore", r"BLEURT", r"CIDEr",
    r"SARI", r"SPICE", r"NIST", r"[Pp]erplexit(?:y|ies)", r"PPL", r"[Bb]its[ -]per[ -]characters?",
    r"(?:word|character|phone(?:me)?|token|equal|diarization|classification|translation)?"
    r"\s?error rates?", r"[WCPS]ER(?:s)?(?![A-Za-z])",
    r"[Pp]recision(?:@\d+)?", r"[Rr]ecall(?:@\d+)?", r"[RP]@\d+", r"[Hh](?:its)?@\d+",
    r"MRR(?:@\d+)?", r"m?MAP(?:@\d+)?", r"n?DCG(?:@\d+)?", r"AU(?:RO|PR)?C(?:-ROC)?",
    r"EM(?:\s+scores?)?", r"[Ee]xact[- ][Mm]atch(?:\s+(?:scores?|accuracy))?",
    r"(?:E|C|M)?LAS", r"UAS", r"(?:Pearson|Spearman|Kendall)(?:['’]s)?"
    r"(?:\s+(?:rank\s+)?(?:correlations?|r|rho|ρ|tau|τ))?(?:\s+coefficients?)?",
    r"correlations?(?:\s+coefficients?)?",
    r"(?:Cohen|Fleiss)(?:['’]s?)?\s+(?:kappa|κ)", r"[Kk]appa",
    r"Krippendorff['’]?s?\s+(?:alpha|α)", r"inter-annotator agreement", r"RMSE", r"MAE", r"MSE",
    r"QWK", r"MCC", r"pass@\d+", r"(?:success|win|solve|pass|hit|hallucination) rates?",
    r"SMATCH|Smatch", r"IoU|mIoU", r"RTF",
    r"latency", r"CoNLL F1", r"UniEval", r"C-index", r"BPC", r"DER", r"JGA",
]  # fmt: skip
METRIC = re.compile(rf"(?<![\w-])({_QUALIFIER}(?:{'|'.join(_NAMES)}))(?![\w@])", re.IGNORECASE)
"""A metric with its qualifiers; upper-case abbreviations are checked by `metrics`."""

_UPPER_ONLY = "ter em las uas elas clas mlas map mrr auc mse mae mcc der ser per ppl"
_SHOUTED = frozenset(_UPPER_ONLY.split())

TASKS = re.compile(
    r"\b((?:neural |statistical |unsupervised |low-resource )?machine translation|"
    r"(?:open-domain |visual |extractive |multi-hop |conversational )?question answering|"
    r"(?:abstractive |extractive |text |document |dialogue |multi-document )?summari[sz]ation|"
    r"(?:aspect-based |multimodal )?sentiment (?:analysis|classification)|"
    r"named entity recognition|NER|relation (?:extraction|classification)|event (?:extraction|"
    r"detection)|(?:dependency|constituency|semantic|AMR|discourse) parsing|part-of-speech tagging|"
    r"POS tagging|coreference resolution|natural language inference|NLI|textual entailment|"
    r"(?:automatic |end-to-end )?speech (?:recognition|translation)|language modell?ing|"
    r"text classification|intent (?:detection|classification)|slot filling|dialogue state tracking|"
    r"(?:fake news|hate speech|sarcasm|stance|offensive language|emotion|propaganda|toxicity|"
    r"hallucination) (?:detection|classification|identification)|fact[- ](?:checking|verification)|"
    r"(?:passage|document|information|code|dense) retrieval|entity (?:linking|alignment|typing)|"
    r"semantic role labell?ing|word sense disambiguation|grammatical error correction|"
    r"text simplification|paraphrase (?:identification|generation)|image captioning|"
    r"(?:semantic )?textual similarity|reading comprehension|code generation|text-to-SQL|"
    r"keyphrase (?:extraction|generation)|quality estimation|word segmentation|"
    r"morphological (?:inflection|tagging|analysis)|authorship attribution|essay scoring|"
    r"(?:native )?language identification|bilingual lexicon induction|link prediction|"
    r"knowledge graph completion|style transfer|readability assessment)\b",
    re.IGNORECASE,
)
"""Tasks of language processing as they are usually named."""


class Named(NamedTuple):
    """A name and where it stands."""

    text: str
    start: int
    end: int


def metrics(sentence: str) -> tuple[Named, ...]:
    """The metrics that a sentence names, in order."""
    found = []
    for m in METRIC.finditer(sentence):
        name = m.group(1).strip()
        if name.lower() in _SHOUTED and not name.isupper() and name != "mAP":
            continue
        found.append(Named(name, m.start(1), m.end(1)))
    return tuple(found)
