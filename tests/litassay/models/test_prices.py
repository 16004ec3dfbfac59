"""Prices: dated, overridable, and unknown is not free."""

from datetime import date

from litassay.config.models import ModelSettings, Price
from litassay.models.prices import load_prices


def test_every_shipped_price_has_a_day_and_a_source():
    for name, price in load_prices({}).table.items():
        assert date.fromisoformat(price.as_of), name
        assert price.source, name


def test_own_prices_go_before_the_table():
    own = load_prices({"gpt-4o": Price(prompt=1, completion=1)})
    assert own.usd("gpt-4o", "default", 1_000_000, 0) == 1
    assert load_prices({}).usd("gpt-4o", "default", 1_000_000, 0) == 2.5


def test_a_dated_name_is_found_without_its_date():
    assert load_prices({}).usd("gpt-4o-mini-2024-07-18", "default", 0, 1_000_000) == 0.6


def test_unknown_is_none_and_a_script_is_free():
    prices = load_prices({})
    assert prices.usd("llama", "default", 5, 5) is None
    assert prices.usd("scripted", "scripted", 5, 5) == 0


def test_the_window_is_set_or_in_a_table_or_the_default():
    prices = load_prices({})
    assert prices.window(ModelSettings(model="gpt-4o", context_window=4096)) == 4096
    assert prices.window(ModelSettings(model="gpt-4o")) == 128_000
    assert prices.window(ModelSettings(model="qwen2.5-7b-instruct")) == 32_768
    assert prices.window(ModelSettings(model="other")) == 32_768
