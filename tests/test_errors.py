"""The tree that `litassay.errors` draws is the tree that it defines."""

import inspect
import re

import litassay.errors
from litassay.errors import LitassayError

DRAWN = re.compile(
    r"^(?P<lead>[ │├└─]*)(?P<name>[A-Z]\w+)(?: +exit (?P<code>\d+))? {2,}(?P<says>\S.*)$"
)


def drawn():
    """(name, parent, exit code or None, meaning) of each line of the tree."""
    path = []
    for line in litassay.errors.__doc__.splitlines():
        found = DRAWN.match(line)
        if not found:
            continue
        depth = len(found["lead"]) // 4 - 1
        path[depth:] = [found["name"]]
        parent = path[depth - 1] if depth else None
        yield found["name"], parent, found["code"] and int(found["code"]), found["says"]


def classes():
    found = inspect.getmembers(litassay.errors, inspect.isclass)
    return {name: kind for name, kind in found if kind.__module__ == "litassay.errors"}


def test_every_class_is_drawn_once_below_its_base():
    tree = {name: parent for name, parent, _, _ in drawn()}
    assert len(tree) == len(list(drawn()))
    expected = {
        name: None if kind is LitassayError else kind.__bases__[0].__name__
        for name, kind in classes().items()
    }
    assert tree == expected


def test_the_drawn_exit_codes_are_those_of_the_classes():
    codes = {}
    for name, parent, code, _ in drawn():
        codes[name] = code if code is not None else codes.get(parent, 1)
    assert codes == {name: kind.exit_code for name, kind in classes().items()}


def test_an_error_says_what_happened_and_then_what_to_do():
    for kind in classes().values():
        assert str(kind("it broke", "mend it")) == "it broke; mend it"
        assert str(kind("it broke")) == "it broke"
        assert inspect.getdoc(kind)
