"""Recognises the language of a question or an abstract, by `py3langid`; no network. Pure.

The model takes 1.5 s to load. Text that is plainly English, by its function words, does without.
"""

import re
from functools import lru_cache
from typing import Any

from litassay.text.words import STOP_WORDS

_NAMES = {
    "af": "Afrikaans", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian",
    "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian",
    "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish",
    "gl": "Galician", "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian",
    "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "km": "Khmer", "kn": "Kannada",
    "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "ml": "Malayalam",
    "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "my": "Burmese", "ne": "Nepali",
    "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian", "pa": "Punjabi", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "si": "Sinhala", "sk": "Slovak",
    "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili",
    "ta": "Tamil", "te": "Telugu", "th": "Thai", "tl": "Tagalog", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
"""Those that can be recognised. Latin is none: English titles are full of Latin names."""
ENGLISH = "en"
_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 12
"""Letters below which nothing is said about a text."""
_MARGIN = 10.0
"""Nats by which another language must be likelier than English. Of 588 English questions none, of
99 short questions in 20 other languages all lie above it (docs/decisions/0092)."""
_LEAD = 1_000
"""Characters of a text that are looked at."""


def language_of(text: str) -> str:
    """The ISO 639-1 code of the text's language; English where too little of it is there."""
    lead = text[:_LEAD]
    if sum(map(str.isalpha, lead)) < _LEAST and lead.isascii():
        return ENGLISH
    if _is_plainly_english(lead):
        return ENGLISH
    ranked = _identifier().rank(lead)
    best, score = ranked[0]
    return str(best) if score - dict(ranked)[ENGLISH] > _MARGIN else ENGLISH


def marks(title: str, abstract: str) -> tuple[str, ...]:
    """`title in French`, `abstract in German`: warnings for a reader; none for English.

    A title in plain letters is only looked at where there is no abstract: it says too little.
    """
    said = {"abstract": abstract} if abstract else {}
    if not abstract or not title.isascii():
        said["title"] = title
    found = {field: language_of(text) for field, text in said.items()}
    return tuple(sorted(f"{f} in {name_of(code)}" for f, code in found.items() if code != ENGLISH))


def name_of(code: str) -> str:
    """The English name of a language, by its code; the code where none is known."""
    return _NAMES.get(code, code)


def _is_plainly_english(text: str) -> bool:
    """Two English function words of three letters, and a fifth of all words are such words."""
    words = [word.lower() for word in _WORD.findall(text)]
    known = [word for word in words if word in STOP_WORDS and len(word) > 1]
    long = sum(len(word) > 2 for word in known)
    foreign = sum(not c.isascii() and c.isalpha() for c in text)
    return long >= 2 and len(known) >= 0.2 * len(words) and foreign <= 0.02 * len(text)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(sorted(set(_NAMES) & set(identifier.labels)))
    return identifier
