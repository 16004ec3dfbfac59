"""The viewer over HTTP: who may look, what is shown, what a run under way tells."""

import contextlib
import json
import socket
import threading
import time
from http.client import HTTPConnection
from urllib.parse import quote

import pytest
import uvicorn

from litassay.config.settings import Settings
from litassay.doubles import Notebook
from litassay.types import Question
from litassay.wiring.following import FILE, followed, told
from litassay.wiring.run import ask
from litassay.wiring.viewer import new_token, viewer
from store.runs import RunFolder

QUESTION = Question(text="Does adversarial training improve robustness on GLUE?", max_papers=4)
TOKEN = "secret"


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """A finished run, and one that stands where it was killed."""
    root = tmp_path_factory.mktemp("runs")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LITASSAY_HOME", str(root / "home"))
        ask(QUESTION, Settings(library=("sample",), max_papers=4), root / "done", Notebook())
        ask(QUESTION, Settings(library=("sample",), max_papers=4), root / "twin", Notebook())
    folder = RunFolder.open(root / "done")
    open_ = folder.manifest.model_copy(update={"exit_code": None, "ended": None})
    RunFolder.create(root / "killed", open_)
    return root


@contextlib.contextmanager
def serving(root):
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(viewer(root, TOKEN), log_level="error"))
        thread = threading.Thread(target=server.run, args=([bound],))
        thread.start()
        while not server.started:
            time.sleep(0.02)
        try:
            yield bound.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="module")
def port(runs):
    with serving(runs) as number:
        yield number


def get(port, path, **headers):
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers=headers)
    reply = connection.getresponse()
    body = reply.read()
    connection.close()
    return reply.status, body, dict(reply.getheaders())


def test_only_the_address_with_the_token_opens_anything(port):
    assert get(port, f"/{TOKEN}/")[0] == 200
    for path in ("/", "/wrong/", "/wrong/run/done/", f"/{TOKEN}x/"):
        assert get(port, path)[0] == 404
    assert len({new_token() for _ in range(50)}) == 50


def test_another_host_name_is_refused(port):
    assert get(port, f"/{TOKEN}/", Host="evil.example")[0] == 400


def test_no_path_leads_out_of_the_folder(port, runs):
    for name in ("../done", "..", "home", "%2e%2e", quote("../../etc/passwd", safe="")):
        assert get(port, f"/{TOKEN}/run/{name}/")[0] in (307, 404)


def test_the_list_names_every_run_and_how_it_stands(port):
    _, body, headers = get(port, f"/{TOKEN}/")
    text = body.decode()
    assert text.count("finished · ") == 2
    assert "litassay resume" in text
    assert headers["cache-control"] == "no-store"
    assert "connect-src &#39;self&#39;" in text


def test_a_finished_run_is_its_report_with_exports_and_comparisons(port):
    text = get(port, f"/{TOKEN}/run/done/")[1].decode()
    assert 'id="answer"' in text
    assert 'href="report.bibtex"' in text
    assert 'href="../../compare/twin/done/"' in text
    status, body, headers = get(port, f"/{TOKEN}/run/done/report.bibtex")
    assert (status, body[:1]) == (200, b"@")
    assert "attachment" in headers["content-disposition"]
    assert get(port, f"/{TOKEN}/run/done/report.exe")[0] == 404
    assert b"Two runs compared" in get(port, f"/{TOKEN}/compare/twin/done/")[1]


def test_a_run_under_way_tells_how_far_it_is(port, runs):
    with followed(Notebook(), runs / "killed") as progress:
        progress.stage("extract", "3 claims")
        status, body, _ = get(port, f"/{TOKEN}/run/killed/live")
        assert status == 200
        shown = json.loads(body)
        assert shown["state"] == "running or killed"
        assert shown["stages"] == ["extract: 3 claims"]
        assert b"extract: 3 claims" in get(port, f"/{TOKEN}/run/killed/")[1]
    assert not (runs / "killed" / FILE).exists()
    assert json.loads(get(port, f"/{TOKEN}/run/killed/live")[1])["state"] == "stopped"


def test_what_a_stranger_left_as_progress_is_nothing(tmp_path):
    assert told(tmp_path) == ()
    (tmp_path / FILE).write_text("[1")
    assert told(tmp_path) == ()
