"""Patterns of English clauses over marked claims: who acts, how surely, and on what."""

import re

_NOT_BEFORE = (
    r"of|in|on|for|with|without|by|from|to|at|than|over|under|beyond|versus|vs|not|no|nor|neither"
    r"|unlike|like|remov\w+|replac\w+|instead|alternatives?|except|disabl\w+|omit\w*|combin\w+|plus"
    r"|and|or|that|if|when|whether|few|little|lack|less|hypothes\w+|believ\w+|assum\w+|claim\w*"
    r"|argu\w+|suspect\w*|doubt\w*|question\w*|ask\w*|investigat\w+|explor\w+|examin\w+|stud\w+"
    r"|test\w*|compar\w+|how|why|because|while|whereas|although|despite|limit\w*|reduc\w+|weak\w*"
    r"|improv(?:e|es|ing)|extend\w*|surpass\w*|outperform\w*|between|as|is|are|was|were|be|has|have"
    r"|can|may|might|could|expect\w*|intend\w*|aim\w*|propos(?:e|es|ing)|introduc(?:e|es)"
    r"|non|anti|post|we|i|they|it|authors|you|one|entail\w*|experiment\w*|avoid\w*|prevent\w*|against|where|which|who|such|\#|,"
)
MODIFIER = rf"(?:(?!(?:{_NOT_BEFORE})\b)[a-z][\w'’.-]* )"
"""A word that leaves what follows the head: an article, an adjective, a noun."""
_WRAP = (
    r"(?:(?:using|applying|adding|adopting|employing|incorporating|introducing|including"
    r"|leveraging|integrating|performing) "
    r"|(?:use|usage|addition|application|introduction|inclusion|incorporation|adoption) of "
    r"|(?:[\w-]+ )?(?:trained|fine-tuned|finetuned|pre-trained|pretrained|tuned|regulari[sz]ed"
    r"|prompted|equipped|augmented|initiali[sz]ed) (?:with|using|by|via|through) "
    r"|(?:training|fine-tuning|pre-training|pretraining|finetuning|prompting|models?|systems?) "
    r"(?:with|using|via|through|by) )"
)
_TAIL = (
    r"(?: (?:methods?|techniques?|approach(?:es)?|models?|training|regulari[sz]ation|strateg\w+"
    r"|prompting|prompts?|metrics?|scores?|objectives?|loss|algorithms?|systems?|mechanisms?"
    r"|frameworks?|alone|itself|taggers?|parsers?|(?:train|tun|prompt|augment|regular\w*)ed"
    r"|networks?|classifiers?))*"
)
_PLACE = (
    r"(?: (?:in|on|for|at|during|of) "
    r"(?:(?!(?:SSS|OOO|and|or|that|which|order|to|we|our)\b)[\w'’.-]+ ?){1,5}?)?"
)
BOUNDARY = (
    r"(?:^|[,;:.—–] |\b(?:and|but|while|whereas|although|though|that|because|since|so|yet"
    r"|however|then|also|confirm|show|shows|demonstrate|find|finds|reveal) )"
)


def noun_phrase(mark: str) -> str:
    """A noun phrase whose head is the marked thing, or something done with it."""
    return (
        rf"(?:{MODIFIER}){{0,3}}?(?:{_WRAP})?(?:{MODIFIER}){{0,2}}?{mark}\b{_TAIL}"
        rf"{_PLACE}(?: ,(?! and\b)[^,;:]{{3,60}},)?"
    )


_ADVERB = (
    r"also|even|further|still|actually|often|greatly|much|indeed|thus|thereby|hence|both|not only"
    r"|only|always|sometimes|necessarily|effectively|consistently|then|in fact|at best|at times"
    r"|far|very|quite|so|more|\w+ly"
)
_HELPER = (
    r"does|do|did|is|are|was|were|be|been|being|has|have|had|can|could|may|might|will|would"
    r"|should|must|not|never|no longer|cannot|hardly|barely|scarcely|rarely|seldom"
    r"|fail(?:s|ed|ing)? (?:to|at|in)|unable to|able to|help(?:s|ed|ing)?(?: to| in)?|serves? to"
    r"|manages? to|continues? to|tends? to"
    r"|(?:found|shown|observed|proven|proved|reported|demonstrated|seen|known) to|proves? to"
    r"|seems? to|appears? to"
    r"|(?:do|does|did|performs?|works?) (?:\w+ )?well (?:in|at)"
    r"|(?:in)?effective (?:in|at|for)|(?:un)?successful (?:in|at)"
    r"|succeed(?:s|ed)? (?:in|at)|(?:in)?capable of|(?:beneficial|useful) (?:in|for)"
    r"|(?:aims?|aimed|designed|meant|intended|expected|believed|thought|assumed|supposed"
    r"|claimed|hypothesi[sz]ed|likely|unlikely|hoped|promises?|attempts?|tries|tried|seeks?)"
    r" (?:to|at)|does little to|little to"
)
HELPERS = rf"(?P<aux>(?:(?:{_HELPER}|{_ADVERB}) )*?)"
_UNSURE = re.compile(
    r"\b(?:may|might|would|should|could|aim|aims|aimed|designed|meant|intended|expected|believed"
    r"|thought|assumed|supposed|claimed|hypothesi[sz]ed|likely|unlikely|hoped|promises?"
    r"|attempts?|tries|tried|seeks?|necessarily|sometimes|occasionally|(?<!not )only|potentially"
    r"|possibly|presumably|supposedly|partially|partly|seems?|appears?|at times|at best"
    r"|(?:not|fail\w* to) (?:always|consistently|uniformly|universally|entirely|fully)"
    r"|(?:hardly|barely|marginally|slightly|scarcely|rarely|seldom|little to)"
    r"|more|less|allegedly|theoretically|hypothetically|seemingly)\b"
)
_NEGATIVE = re.compile(
    r"\b(?:not(?! only\b)|never|cannot|no longer|fail(?:s|ed|ing)?|unable|ineffective"
    r"|unsuccessful|incapable)\b"
)


def unsure(helpers: str) -> bool:
    """True when the clause only hopes, supposes or half says."""
    return bool(_UNSURE.search(helpers))


def negative(helpers: str) -> bool:
    """True when the clause denies; two denials cancel each other."""
    return len(_NEGATIVE.findall(helpers)) % 2 == 1


_MEASURED = (
    r"(?:performance|accuracy|accuracies|results?|scores?|quality|effectiveness|abilit(?:y|ies)"
    r"|capabilit(?:y|ies)|f1|transfer|generali[sz]ation|adaptation|skills?|power)"
    r"(?: \w+ly)? (?:of|on|in|for|at|across|to|over) "
)
_NOT_INSIDE = (
    r"of|in|on|for|with|without|by|from|to|at|than|over|under|SSS|between|among|that|which|when"
    r"|while|whereas|but|if|not|no|lack|errors?|gaps?|drops?|loss|trade-offs?|tradeoffs?|balance"
    r"|cost|detection|estimation|compared|without|against|problems?|issues?|speed|time|memory"
    r"|training|inference|less|neither|nor|is|are|was|were|has|have|can|or"
)
_INSIDE = rf"(?:(?!(?:{_NOT_INSIDE})\b)(?:[\w'’.#-]+|,) )"
_AFTER = (
    r"by|on|in|for|of|at|over|with|without|across|and|or|but|while|compared|relative|than|to|from"
    r"|when|under|as|through|via|using|against|among|even|because|due|despite|although|whereas"
    r"|after|before|during|up|particularly|especially|respectively|more|less|\w+ly|#|within"
    r"|is|are|was|were|has|have|can|points?|if|regardless|beyond|only|well|where"
)
_MORE_HEAD = (
    r"(?: (?:performance|scores?|results?|rates?|levels?|quality|accuracy|abilit(?:y|ies)"
    r"|capabilit(?:y|ies)|tasks?|benchmarks?|problems?|metrics?|skills?|datasets?))"
)
ENDS = rf"(?={_MORE_HEAD}{{0,2}} ?(?:$|[,;:.!?—–”\"]|(?:{_AFTER})\b))"


def thing_acted_on(mark: str = "OOO") -> str:
    """The outcome as the head of an object, alone, in a list, or as what performance is of."""
    return rf"(?:{_INSIDE}){{0,6}}?(?:{_MEASURED}(?:{_INSIDE}){{0,4}}?)?{mark}{ENDS}"


ENDS_SUBJECT = (
    rf"(?={_TAIL} ?(?:$|[;:.!?—–”\"]|, (?!\w+ and\b)|(?:{_AFTER.replace('and|or|', '')})\b))"
)
USING = (
    r"(?:by|through|with|via|using|when using|from|thanks to|due to|after|when|under|because of"
    r"|as a result of|when applying|by applying|by using|by means of) "
)


def wrapped_subject() -> str:
    """The subject after `by` or `with`."""
    return rf"(?:{_WRAP})?(?:{MODIFIER}){{0,2}}?SSS\b{ENDS_SUBJECT}"
