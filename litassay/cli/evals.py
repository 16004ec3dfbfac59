"""`litassay eval NAME`: every harness as a command, one file each."""

import typer

from litassay.cli.eval_answers import answers
from litassay.cli.eval_calibrate import calibrate
from litassay.cli.eval_dedup import dedup
from litassay.cli.eval_findings import findings
from litassay.cli.eval_fulltext import fulltext
from litassay.cli.eval_growth import growth
from litassay.cli.eval_injection import injection
from litassay.cli.eval_model_cost import model_cost
from litassay.cli.eval_panel import panel
from litassay.cli.eval_parsing import parsing
from litassay.cli.eval_rating import rating
from litassay.cli.eval_recording import recording
from litassay.cli.eval_relevance import relevance
from litassay.cli.eval_resilience import resilience
from litassay.cli.eval_retrieve import retrieve
from litassay.cli.eval_rules import rules
from litassay.cli.eval_sources import sources
from litassay.cli.eval_train import train
from litassay.cli.eval_verify import verify

app = typer.Typer(
    help="Measure retrieval, verification, reviewers and rating on labelled data.",
    no_args_is_help=True,
)


@app.callback()
def callback() -> None:
    """Measure retrieval, verification, reviewers and rating on labelled data."""


app.command()(retrieve)
app.command()(growth)
app.command()(fulltext)
app.command()(panel)
app.command()(rating)
app.command()(verify)
app.command()(train)
app.command()(answers)
app.command()(findings)
app.command()(relevance)
app.command()(calibrate)
app.command()(dedup)
app.command()(parsing)
app.command()(rules)
app.command()(sources)
app.command("model-cost")(model_cost)
app.command()(recording)
app.command()(injection)
app.command()(resilience)
