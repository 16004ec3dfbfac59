"""The dossier as plain text for a model to read. Pure; retrieved text stays inside its lines."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from litassay.types import Case, Dossier, FindingCase, Opinion, Proof, Statement

PROOFS_SHOWN = 4
"""Spans of evidence shown for one claim, strongest first."""


def render(dossier: Dossier, left_out: Sequence[str] = ()) -> str:
    """The whole case file: question, report, claims with evidence, how the papers were found.

    Args:
        dossier: What is shown.
        left_out: Ids of claims that are not in it for want of room; they are named.
    """
    claims = [render_case(c) for c in dossier.claims]
    quotes = {(c.work, _line(c.quote)): c.id for c in reversed(dossier.claims) if c.found}
    if left_out:
        claims.append(_left_out(left_out))
    parts = [
        f"QUESTION\n{_line(dossier.question)}",
        "SUB-QUESTIONS\n" + _list(f"{i}: {_line(t)}" for i, t in dossier.sub_questions),
        _report(dossier),
        "FINDINGS\n" + ("\n".join(_finding(f, quotes) for f in dossier.findings) or "(none)"),
        "CLAIMS AND EVIDENCE\n" + ("\n".join(claims) or "(none)"),
        _accounts(dossier),
    ]
    return "\n\n".join(parts) + "\n"


def _left_out(names: Sequence[str]) -> str:
    what = "1 further claim is" if len(names) == 1 else f"{len(names)} further claims are"
    return (
        f"({what} left out for want of room, none of them a fault of the report: "
        f"{', '.join(names)})"
    )


def _line(text: str) -> str:
    """White space folded, so that no retrieved text can start a line of its own."""
    return " ".join(text.split())


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines) or "(none)"


def _statements(statements: Iterable[Statement]) -> str:
    return _list(f"{_line(s.text)} [{', '.join(s.claim_ids) or 'no claim'}]" for s in statements)


def _report(dossier: Dossier) -> str:
    draft, names = dossier.draft, dict(dossier.sub_questions)
    sections = [
        f"REPORT (version {draft.revision + 1})",
        f"Title: {_line(draft.title)}",
        f"Abstract:\n{_statements(draft.abstract)}",
        f"Introduction:\n{_statements(draft.introduction)}",
        f"Answer (strength of the evidence: {draft.strength}):\n{_statements(draft.answer)}",
    ]
    for group in draft.results:
        asked = _line(names.get(group.sub_question, group.sub_question))
        sections.append(f"Results on {asked}:\n{_statements(group.statements)}")
    sections.append(f"Contradictions:\n{_statements(draft.contradictions)}")
    sections.append(f"Limitations:\n{_statements(draft.limitations)}")
    return "\n".join(sections)


def _finding(finding: FindingCase, quotes: Mapping[tuple[str, str], str]) -> str:
    """A finding with each paper's opinion; a quote that a claim below has is pointed at."""
    lines = [
        f"{finding.id} ({finding.sub_question}): {_line(finding.text)}",
        f"  {finding.groups_for} independent groups for, {finding.groups_against} against, "
        f"{finding.groups_mixed} mixed; {finding.verdict}; certainty {finding.certainty}",
    ]
    return "\n".join(lines + [f"  {_opinion(o, quotes)}" for o in finding.opinions])


def _opinion(opinion: Opinion, quotes: Mapping[tuple[str, str], str]) -> str:
    stance = f"{opinion.work} {opinion.stance}{' (indirect)' if opinion.indirect else ''}"
    quote = _line(opinion.quotes[0]) if opinion.quotes else ""
    claim = quotes.get((opinion.work, quote)) if opinion.found else None
    return f"{stance}, " + (
        f"by the quote of {claim}" if claim else f"{_found(opinion.found)}: “{quote}”"
    )


def render_case(case: Case) -> str:
    """One claim with its evidence."""
    sure = "" if case.confidence is None else f", confidence {case.confidence:.2f}"
    same = _line(case.quote) == _line(case.text)
    others = [("corroborated", case.corroborated_by), ("contradicted", case.contradicted_by)]
    lines = [
        f"{case.id} ({case.work}, {case.locator}): {_line(case.text)}",
        f"  quote ({_found(case.found)}): "
        + ("the same words" if same else f"“{_line(case.quote)}”"),
        f"  verdict: {case.verdict or 'none recorded'}{sure}; {_line(case.reason)}".rstrip("; "),
        *(f"  {how} by: {_names(works)}" for how, works in others if works),
    ]
    lines += [_benchmark(b.model_dump(exclude_none=True)) for b in case.benchmarks]
    return "\n".join(lines + _proofs(case))


def _proofs(case: Case) -> list[str]:
    """What other passages say; the claim's own quote is not repeated, and silence is counted."""
    telling = [p for p in case.proofs if p.stance != "NEUTRAL" and not _repeats(p, case)]
    silent = [p for p in case.proofs if p.stance == "NEUTRAL"]
    lines = [f"  {_stance(p)}: the quote above{_noted(p)}" for p in case.proofs
             if p.stance != "NEUTRAL" and _repeats(p, case)]  # fmt: skip
    lines += [_proof(p) for p in telling[:PROOFS_SHOWN]]
    if left := len(telling) - PROOFS_SHOWN:
        lines += [f"  {left} weaker passages are not shown"] if left > 0 else []
    works = _names(tuple(dict.fromkeys(p.work for p in silent)))
    notes = sorted({_line(n) for p in silent for n in p.notes})
    said = f" ({'; '.join(notes)})" if notes else ""
    return lines + ([f"  neutral: {len(silent)} of {works}{said}"] if silent else [])


def _repeats(proof: Proof, case: Case) -> bool:
    same = proof.work == case.work and proof.found == case.found
    return same and _line(proof.quote) == _line(case.quote)


def _benchmark(fields: dict[str, object]) -> str:
    return "  result: " + ", ".join(f"{k}={_line(str(v))}" for k, v in fields.items())


def _proof(proof: Proof) -> str:
    return (
        f"  {_stance(proof)}, {proof.work}, {_found(proof.found)}: “{_line(proof.quote)}”"
        f"{_noted(proof)}"
    )


def _stance(proof: Proof) -> str:
    return f"evidence {proof.stance} {proof.score:.2f}"


def _noted(proof: Proof) -> str:
    return f" ({'; '.join(_line(n) for n in proof.notes)})" if proof.notes else ""


def _found(found: bool) -> str:
    return "found in the document" if found else "NOT in the document"


def _names(works: tuple[str, ...]) -> str:
    return ", ".join(works) or "none"


def _accounts(dossier: Dossier) -> str:
    reasons = Counter(w.reason for w in dossier.works if w.reason)
    cited = [w for w in dossier.works if w.included]
    lines = [
        f"{s.source} for “{_line(s.query)}”: {s.status}, {s.hits} records" for s in dossier.searches
    ]
    lines += [f"screened out, {reason}: {n}" for reason, n in sorted(reasons.items())]
    lines += [f"claims not used, {reason}: {n}" for reason, n in dossier.rejected]
    lines += [f"{w.name} could not be read: {_line(w.not_read)}" for w in cited if w.not_read]
    works = [f"{w.name}: {_line(w.title)}{' (RETRACTED)' if w.retracted else ''}" for w in cited]
    return (
        f"HOW IT WAS FOUND\nworks retrieved: {len(dossier.works)}; used: {len(cited)}\n"
        f"{_list(lines)}\n\nWORKS USED\n{_list(works)}"
    )
