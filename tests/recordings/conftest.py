"""The plugin is named here too, for a checkout whose entry point is not installed yet."""

from litassay.testing import replayed_run  # noqa: F401 - a fixture
