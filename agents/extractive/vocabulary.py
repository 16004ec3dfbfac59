"""Words that shape a question without naming its topic."""

from litassay.text.words import words

PREDICATES = frozenset(
    words(
        """
        accelerate accelerates achieve achieved across adapt adapted adapting address addressed
        affect affected affects aid allow along amongst applied apply applying approach
        approached arise asked associated author authoring based become benefit bring build
        built cause causes change combine combined come compare compared comparing comply
        compose concerning conduct consider considers contribute correlate correlates
        corresponding create decrease depend describe develop developed differ differs discuss
        discussed distinguish do employ employed enable enhance enhances evaluate evaluated
        evaluating exist exists explain facilitate find form found get give given go handle
        help helping helps hurt impact impacts improve improved improves improving include
        increase increases influence influences instead investigate know known lead leads like
        limit limits list made make makes measure measured measuring mitigate mitigates need
        needed obtain obtained offer optimize outperform perform performs please predict
        prevent proposed protect provide provided providing purpose raise reach recommend
        recommended reduce reduced reduces regarding relate related relates report reported
        require required result say see serve shape shaped shapes show solve studied study
        suggest summarize support tell think transfer try understand used useful versus want
        work works worsen
        """
    )
)
"""Verbs of relation and of asking: they tie concepts together."""

EDGE = frozenset(
    words(
        """
        advantage advantages aim algorithms answer application applications approach approaches
        appropriate area areas aspect aspects attempt available average beneficial benefits
        best better big biggest case cases challenge challenges common comprehensive concern
        concerns condition conditions considerations context current degree difference
        differences different directly disadvantages effect effective effectively effectiveness
        effects efficient efficiently efforts event evidence example examples explain extent
        fact factors few findings general good great high impact implementations important
        insights issue issues key kind kinds known lack latest leading lens level likely
        limitation limitations literature main major many mechanism mechanisms method methods
        modern most multiple negative new novel number obstacle open option options overall
        paper papers part particular people popular pose positive possible practice practices
        principal principles problem problems properties publicly range reason reasons recent
        recently related relevant reliable remaining report research researchers result results
        role series set significant similar situation situations solution solutions something
        special specialised specialized specific state strategies strategy strength strengths
        studies study suitable task tasks technique techniques theoretical thing things thought
        thoughts three today top topic two type types typical unique use user users various
        versus vs way ways weakness weaknesses work works world
        """
    )
)
"""Words that are generic at the edge of a phrase; inside one they stay."""

JUDGEMENTS = frozenset(
    words(
        """
        adequate bad better cheaper comparable competitive crucial dangerous desirable detrimental
        difficult easier enough essential expensive faster feasible good harder harmful harmless
        helpful inferior insufficient larger longer necessary obsolete optimal preferable redundant
        safer shorter slower smaller stronger sufficient superior unnecessary viable weaker worse
        worth worthwhile
        """
    )
)
"""Adjectives that, at the end of a phrase, say what is thought of it and do not belong to it."""

QUALITIES = {
    "accurate": "accuracy",
    "beneficial": "benefit",
    "biased": "bias",
    "calibrated": "calibration",
    "consistent": "consistency",
    "efficient": "efficiency",
    "faithful": "faithfulness",
    "fair": "fairness",
    "fast": "speed",
    "general": "generality",
    "interpretable": "interpretability",
    "private": "privacy",
    "prone": "proneness",
    "reliable": "reliability",
    "reproducible": "reproducibility",
    "resilient": "resilience",
    "robust": "robustness",
    "safe": "safety",
    "secure": "security",
    "sensitive": "sensitivity",
    "similar": "similarity",
    "stable": "stability",
    "susceptible": "susceptibility",
    "toxic": "toxicity",
    "transferable": "transferability",
    "transparent": "transparency",
    "trustworthy": "trustworthiness",
    "useful": "usefulness",
    "valid": "validity",
    "vulnerable": "vulnerability",
}
"""Adjective of `How … are X` → the noun that is measured."""

ADJECTIVAL = ("able", "al", "ent", "ible", "ic", "ive", "ous", "ed")
"""Endings of adjectives and participles."""
