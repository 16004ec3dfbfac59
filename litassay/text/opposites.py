"""Words of direction, negation, hedging and opposition in English scientific prose."""

import re

from litassay.text.words import stem

_UP = (
    "increase increased increasing rise rising raise raised elevate elevated elevation higher "
    "greater more larger longer faster stronger better best improve improved improvement gain "
    "gains boost boosts enhance enhanced enhancement promote promotes activate activation induce "
    "induction stimulate stimulation upregulate upregulation accelerate accelerated augment "
    "exceed exceeds surpass surpasses outperform outperforms strengthen amplify expand expansion "
    "superior highest largest most fastest upregulates facilitate facilitates grow growth "
    "exacerbate extend extended maximize maximise high elevating worsening worsens aggravate "
    "faster rapid speed speeds heighten heightened potentiate intensify trigger drive restore "
    "rescue enable aid help benefit contribute strengthen prolong prolonged enrich enriched"
)
_DOWN = (
    "decrease decreased decreasing reduce reduced reduces reduction lower lowered less fewer "
    "smaller shorter slower weaker worse worst worsen decline declines drop drops diminish "
    "diminished attenuate attenuated attenuation suppress suppression inhibit inhibits inhibition "
    "block blocks prevent prevents prevention abolish abolished impair impaired impairment "
    "downregulate downregulation degrade degrades degradation deteriorate hurt hurts harm harms "
    "underperform underperforms inferior lowest least smallest slowest weaken lessen "
    "decelerate shrink delay deplete depletion loss lose ameliorate minimize minimise restrict "
    "low poor poorer disrupt disruption impede hinder hamper curtail curb slow slows slowing "
    "deactivate inactivate silence silencing repress repression knockdown knockout deficiency "
    "deficient defect defective blockade shorten shortened alleviate mitigate counteract "
    "antagonize "
    "eliminate ablate ablation abrogate dampen compromise"
)
_NEGATIONS = (
    "not no never without neither nor none cannot lack lacks lacking lacked fail fails failed "
    "failing absence absent unable hardly rarely barely scarcely nothing nobody n't"
)
_HEDGES = (
    "may might could can possibly perhaps probably likely potentially potential suggest suggests "
    "suggested suggesting appear appears seem seems indicate indicates hypothesize hypothesise "
    "propose unclear unknown preliminary presumably speculate tend tends"
)
_PAIRS = (
    "high:low strong:weak large:small big:small long:short fast:slow good:bad positive:negative "
    "benign:malignant sensitive:resistant sensitivity:resistance present:absent presence:absence "
    "necessary:unnecessary necessary:dispensable essential:dispensable required:dispensable "
    "beneficial:harmful beneficial:detrimental effective:ineffective efficient:inefficient "
    "significant:insignificant early:late before:after common:rare common:uncommon same:different "
    "similar:different similar:dissimilar equal:unequal always:never success:failure "
    "succeed:fail gain:loss dependent:independent able:unable possible:impossible "
    "supervised:unsupervised stable:unstable consistent:inconsistent accurate:inaccurate "
    "reliable:unreliable correct:incorrect sufficient:insufficient adequate:inadequate "
    "related:unrelated associated:unassociated known:unknown likely:unlikely safe:unsafe "
    "increase:decrease increase:reduce raise:lower rise:fall higher:lower greater:less "
    "greater:smaller greater:lower more:less more:fewer larger:smaller longer:shorter "
    "faster:slower stronger:weaker better:worse best:worst improve:worsen improve:impair "
    "improve:degrade improve:hurt improvement:degradation outperform:underperform "
    "superior:inferior activate:inhibit activate:deactivate activate:suppress "
    "activation:inhibition activation:suppression "
    "promote:inhibit promote:suppress promote:prevent induce:suppress induce:inhibit "
    "induce:prevent enhance:suppress enhance:impair enhance:inhibit enhance:reduce "
    "upregulate:downregulate upregulation:downregulation stimulate:inhibit "
    "accelerate:slow accelerate:delay elevate:reduce elevated:reduced boost:reduce "
    "exacerbate:ameliorate protect:harm gain:drop include:exclude inclusion:exclusion "
    "accept:reject allow:prevent enable:prevent agree:disagree support:oppose support:contradict "
    "first:last maximum:minimum majority:minority young:old male:female men:women man:woman "
    "indirect:direct left:right upper:lower inside:outside internal:external local:global "
    "single:multiple monolingual:multilingual homogeneous:heterogeneous acute:chronic "
    "primary:secondary aerobic:anaerobic active:inactive inhibitor:activator agonist:antagonist "
    "hyper:hypo healthy:diseased soluble:insoluble simple:complex easy:difficult easy:hard "
    "cheap:expensive robust:fragile robust:brittle robust:vulnerable novel:known "
    "advantage:disadvantage recessive:dominant gain:lose win:lose deplete:enrich "
    "expensive:inexpensive linear:nonlinear relevant:irrelevant visible:invisible"
)


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(w) for w in text.split())


def _pairs(text: str) -> dict[str, tuple[str, ...]]:
    table: dict[str, set[str]] = {}
    for pair in text.split():
        a, b = (stem(w) for w in pair.split(":"))
        if a != b:
            table.setdefault(a, set()).add(b)
            table.setdefault(b, set()).add(a)
    return {word: tuple(sorted(others)) for word, others in table.items()}


NULLS = re.compile(
    r"\b(?:no|not|n't|without|never|nor|neither|lack of|absence of)\s+(?:\w+\s+){0,4}?"
    r"(?:associat\w*|effects?|affect\w*|differen\w*|relat\w*|relationship|correlat\w*|link\w*|"
    r"chang\w*|significan\w*|influence\w*|impact\w*|evidence|benefit\w*|interact\w*|improv\w*|"
    r"increas\w*|reduc\w*|alter\w*|role|connection|predict\w*|"
    r"result\w*|lead\w*|lend|support\w*|help\w*|justified|caus\w*|protect\w*|involv\w*)|"
    r"\b(?:unrelated|uninvolved|evidence (?:was|is) lacking|independent(?:ly)? of|"
    r"unaffected|unchanged|"
    r"ineffective|similar|comparable|equivalent|identical|the same|dispensable|failed to|fails to|"
    r"insignificant)\b",
    re.IGNORECASE,
)
"""Phrases that say that there is no effect, no relation or no difference."""
UP = _stems(_UP)
"""Stems that say more, better, onward."""
DOWN = _stems(_DOWN) - UP
"""Stems that say less, worse, back."""
NEGATIONS = frozenset(_NEGATIONS.split())
"""Words that turn what follows into its opposite."""
HEDGES = frozenset(_HEDGES.split())
"""Words that make a statement tentative."""
ANTONYMS = _pairs(_PAIRS)
"""Stem to the stems of its opposites, sorted."""
