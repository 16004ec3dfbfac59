"""The pages of local runs in a browser: read only, this machine only, whoever has the address."""

import json
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from litassay.errors import LitassayError
from litassay.reports.html import Link, render_html
from litassay.reports.pages import page, policy
from litassay.reports.plain_words import TIERS
from litassay.types import Tier
from litassay.wiring.following import told
from litassay.wiring.formats import FORMS, rendering
from litassay.wiring.observing import compare_runs
from litassay.wiring.results import REPORT_JSON
from store.runs import RunFolder, find_runs

HOSTS = ("127.0.0.1", "localhost")
SENT = {
    "html": "text/html", "pdf": "application/pdf", "md": "text/markdown", "tex": "text/plain",
    "json": "application/json", "bibtex": "text/plain", "ris": "text/plain", "csv": "text/csv",
    "csl": "application/json", "findings-csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
"""Media type of each format that can be fetched."""


class Shown(NamedTuple):
    """A run as the list shows it."""

    name: str
    question: str
    state: str
    """`finished`, `running or killed`, `stopped`, `damaged`."""
    words: str
    """The rating in words, or how to go on."""
    stages: tuple[str, ...]


def new_token() -> str:
    """What whoever may look has in the address: 128 random bits."""
    return secrets.token_urlsafe(16)


def viewer(root: Path, token: str) -> Starlette:
    """The application. No request changes anything; addresses without the token are not found.

    Args:
        root: Folder that holds run folders; runs that are made meanwhile appear.
        token: First part of every address.
    """
    site = _Site(root)
    here = f"/{token}"
    routes = [
        Route(f"{here}/", site.index),
        Route(f"{here}/run/{{name}}/", site.run),
        Route(f"{here}/run/{{name}}/live", site.live),
        Route(f"{here}/run/{{name}}/report.{{form}}", site.export),
        Route(f"{here}/compare/{{a}}/{{b}}/", site.compare),
    ]
    hosts = Middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS))
    return Starlette(routes=routes, middleware=[hosts])


class _Site:
    def __init__(self, root: Path) -> None:
        self._root = root

    def _runs(self) -> dict[str, RunFolder]:
        return {folder.path.name: folder for folder in find_runs(self._root)}

    async def index(self, _: Request) -> Response:
        rows = [_shown(folder) for folder in self._runs().values()]
        return _page("runs.html", runs=rows[::-1], links=())

    async def run(self, request: Request) -> Response:
        return self._with(request, "name", self._run)

    def _run(self, folder: RunFolder) -> Response:
        shown = _shown(folder)
        home = Link("../../", "All runs")
        if shown.state != "finished":
            return _page("running.html", run=shown, links=(home,))
        made = rendering(folder.path)
        exports = [Link(f"report.{form}", form) for form in SENT if form not in ("html", "tex")]
        others = [
            Link(f"../../compare/{name}/{folder.path.name}/", f"compare with {name}")
            for name, other in self._runs().items()
            if name != folder.path.name and _same_question(other, folder)
        ]
        papers = made.result.base.papers_by_id()
        text = render_html(made.rendered.report, papers, links=(home, *exports, *others))
        return _html(text)

    async def live(self, request: Request) -> Response:
        return self._with(request, "name", lambda f: JSONResponse(_shown(f)._asdict()))

    async def export(self, request: Request) -> Response:
        form = request.path_params["form"]
        if form not in SENT:
            return _missing()

        def sent(folder: RunFolder) -> Response:
            content = FORMS[form].make(rendering(folder.path))
            name = f"{folder.path.name}-{FORMS[form].file}".encode("ascii", "replace").decode()
            safe = "".join(c if c.isalnum() or c in "-._" else "_" for c in name)
            headers = {"Content-Disposition": f'attachment; filename="{safe}"', **_HEADERS}
            return Response(content, media_type=SENT[form], headers=headers)

        return self._with(request, "name", sent)

    async def compare(self, request: Request) -> Response:
        runs = self._runs()
        both = [runs.get(request.path_params[end]) for end in ("a", "b")]
        if None in both:
            return _missing()
        first, second = (folder.path for folder in both if folder)
        try:
            found = compare_runs(first, second)
        except LitassayError as error:
            return _notice("These runs cannot be compared", str(error))
        return _page(
            "compare.html", a=first.name, b=second.name, rows=found.differences,
            warnings=found.warnings, links=(Link("../../../", "All runs"),),
        )  # fmt: skip

    def _with(
        self, request: Request, key: str, answer: Callable[[RunFolder], Response]
    ) -> Response:
        """The answer about a run that is there, looked up by name and never opened by path."""
        folder = self._runs().get(request.path_params[key])
        if folder is None:
            return _missing()
        try:
            return answer(folder)
        except LitassayError as error:
            return _notice("This run cannot be shown", str(error))


def _same_question(one: RunFolder, other: RunFolder) -> bool:
    try:
        return one.manifest.question.text == other.manifest.question.text
    except LitassayError:
        return False


def _shown(folder: RunFolder) -> Shown:
    name = folder.path.name
    try:
        manifest = folder.manifest
    except LitassayError as error:
        return Shown(name, "", "damaged", str(error), ())
    question, stages = manifest.question.text, told(folder.path)
    again = f"litassay resume {folder.path}"
    if (folder.path / REPORT_JSON).is_file() and manifest.exit_code is not None:
        return Shown(name, question, "finished", _rating(folder), ())
    if manifest.exit_code is None and stages:
        return Shown(name, question, "running or killed", again, stages)
    return Shown(name, question, "stopped", again, stages)


def _rating(folder: RunFolder) -> str:

    try:
        rating = json.loads(folder.read_text(REPORT_JSON))["reviewing"]["rating"]
        tier: Tier = rating["tier"]
        return f"{rating['score']:.1f} of 10, {TIERS[tier][0]}"
    except (LitassayError, ValueError, KeyError, TypeError):
        return ""


_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def _page(template: str, **values: Any) -> Response:
    return _html(page(template, policy=policy(live=True), **values))


def _html(text: str, status: int = 200) -> Response:
    return HTMLResponse(text, status, headers=_HEADERS)


def _notice(title: str, words: str) -> Response:
    return _html(page("notice.html", title=title, words=words, links=()), 409)


def _missing() -> Response:
    return Response("not found\n", 404, media_type="text/plain", headers=_HEADERS)
