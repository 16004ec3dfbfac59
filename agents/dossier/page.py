"""The dossier as plain text for a model to read. Pure; retrieved text stays inside its lines."""

from collections import Counter
from collections.abc import Iterable

from litassay.types import Case, Dossier, FindingCase, Proof, Statement

PROOFS_SHOWN = 4
"""Spans of evidence shown for one claim, strongest first."""


def render(dossier: Dossier) -> str:
    """The whole case file: question, report, claims with evidence, how the papers were found."""
    parts = [
        f"QUESTION\n{_line(dossier.question)}",
        "SUB-QUESTIONS\n" + _list(f"{i}: {_line(t)}" for i, t in dossier.sub_questions),
        _report(dossier),
        "FINDINGS\n" + ("\n".join(_finding(f) for f in dossier.findings) or "(none)"),
        "CLAIMS AND EVIDENCE\n" + ("\n".join(render_case(c) for c in dossier.claims) or "(none)"),
        _accounts(dossier),
    ]
    return "\n\n".join(parts) + "\n"


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


def _finding(finding: FindingCase) -> str:
    lines = [
        f"{finding.id} ({finding.sub_question}): {_line(finding.text)}",
        f"  {finding.groups_for} independent groups for, {finding.groups_against} against, "
        f"{finding.groups_mixed} mixed; {finding.verdict}; certainty {finding.certainty}",
    ]
    lines += [
        f"  {o.work} {o.stance}{' (indirect)' if o.indirect else ''}, {_found(o.found)}:"
        f" “{_line(o.quotes[0]) if o.quotes else ''}”"
        for o in finding.opinions
    ]
    return "\n".join(lines)


def render_case(case: Case) -> str:
    """One claim with its evidence."""
    sure = "" if case.confidence is None else f", confidence {case.confidence:.2f}"
    lines = [
        f"{case.id} ({case.work}, {case.locator}): {_line(case.text)}",
        f"  quote ({_found(case.found)}): “{_line(case.quote)}”",
        f"  verdict: {case.verdict or 'none recorded'}{sure}; {_line(case.reason)}".rstrip("; "),
        f"  corroborated by: {_names(case.corroborated_by)};"
        f" contradicted by: {_names(case.contradicted_by)}",
    ]
    lines += [_benchmark(b.model_dump(exclude_none=True)) for b in case.benchmarks]
    return "\n".join(lines + [_proof(p) for p in case.proofs[:PROOFS_SHOWN]])


def _benchmark(fields: dict[str, object]) -> str:
    return "  result: " + ", ".join(f"{k}={_line(str(v))}" for k, v in fields.items())


def _proof(proof: Proof) -> str:
    notes = f" ({'; '.join(_line(n) for n in proof.notes)})" if proof.notes else ""
    return (
        f"  evidence {proof.stance} {proof.score:.2f}, {proof.work}, {_found(proof.found)}:"
        f" “{_line(proof.quote)}”{notes}"
    )


def _found(found: bool) -> str:
    return "found in the document" if found else "NOT in the document"


def _names(works: tuple[str, ...]) -> str:
    return ", ".join(works) or "none"


def _accounts(dossier: Dossier) -> str:
    reasons = Counter(w.reason for w in dossier.works if w.reason)
    cited = [w for w in dossier.works if w.included]
    lines = [f"{s.source}: {s.status}, {s.hits} records" for s in dossier.searches]
    lines += [f"screened out, {reason}: {n}" for reason, n in sorted(reasons.items())]
    lines += [f"claims not used, {reason}: {n}" for reason, n in dossier.rejected]
    lines += [f"{w.name} could not be read: {_line(w.not_read)}" for w in cited if w.not_read]
    works = [f"{w.name}: {_line(w.title)}{' (RETRACTED)' if w.retracted else ''}" for w in cited]
    return (
        f"HOW IT WAS FOUND\nworks retrieved: {len(dossier.works)}; used: {len(cited)}\n"
        f"{_list(lines)}\n\nWORKS USED\n{_list(works)}"
    )
