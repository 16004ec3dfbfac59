"""The frozen base of every domain value: immutable, no unknown fields, compared by value."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A domain value. Containers inside are tuples, so that a record never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")
