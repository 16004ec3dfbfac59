"""Limits of a run: how much is searched, read and tried again."""

from pydantic import BaseModel, ConfigDict, Field


class Limits(BaseModel):
    """Section `[limits]`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    per_query: int = Field(default=40, ge=1, le=1000)
    """Records asked of each source for each query."""
    screened: int = Field(default=300, ge=1)
    """Most works that are screened, by fused rank; the rest is reported as over the limit."""
    snowball: int = Field(default=0, ge=0, le=50)
    """References and citations of this many of the most relevant papers are followed."""
    min_papers: int = Field(default=3, ge=1)
    """Fewer relevant papers than this sends the run back to the planner."""
    rounds: int = Field(default=2, ge=0, le=5)
    """Most times that the planner is asked for further queries."""
    revisions: int = Field(default=1, ge=0, le=3)
    """Most times that a draft below the bar goes back to the writer."""
    bar: float = Field(default=7.0, ge=0, le=10)
    """A rating below it sends the draft back to the writer."""
