"""Every package that is needed is under a licence that lets anyone use the whole."""

import json
from importlib.metadata import Distribution

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from litassay.cli.app import app
from litassay.cli.ending import run
from litassay.supply.cyclonedx import bill
from litassay.supply.installed import Package, declared, packages
from litassay.supply.licences import faults, refused, spdx
from litassay.supply.third_party import missing, page


def package(licence, name="stranger"):
    return Package(name, "1.0", "", licence, ())


def test_what_is_installed_is_found_through_those_that_ask_for_it():
    found = {p.name: p for p in packages()}
    assert found["openai"].group == found["pydantic-core"].group == ""
    assert found["scikit-learn"].group == "eval"
    assert found["pytest"].group == "dev"
    assert "pydantic-core" in found["pydantic"].needs
    assert "litassay" not in found


def test_no_package_that_is_needed_is_under_a_licence_that_is_not_allowed():
    assert faults(packages()) == ()


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("MIT", "MIT"),
        ("Apache License, Version 2.0", "Apache-2.0"),
        ("MIT License\nApache Software License", "MIT OR Apache-2.0"),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", "MPL-2.0 AND (Apache-2.0 OR MIT)"),
    ],
)
def test_words_become_spdx(declared, expected):
    assert spdx(package(declared)) == expected
    assert refused(package(declared)) == ""


OTHERS = ("GPL-3.0-or-later", "MIT AND GPL-2.0-only", "", "see LICENSE", "own", "MIT OR LGPL-3.0")


@pytest.mark.parametrize("declared", OTHERS)
def test_everything_else_is_refused(declared):
    assert refused(package(declared))


def test_a_program_that_is_run_apart_may_come_with_an_extra_only():
    apart = package("MIT", "pypandoc-binary")
    assert "GPL" in refused(apart)
    assert refused(apart._replace(group="office")) == ""


def test_an_expression_goes_before_words_and_words_before_classifiers(tmp_path):
    folder = tmp_path / "a-1.0.dist-info"
    folder.mkdir()
    head = "Metadata-Version: 2.4\nName: a\nVersion: 1.0\n"
    kind = "Classifier: License :: OSI Approved :: GNU General Public License v3 (GPLv3)\n"
    for more, expected in (
        ("License-Expression: MIT\nLicense: other\n", "MIT"),
        ("License: BSD\n\tand its text\n", "BSD"),
        (kind, "GNU General Public License v3 (GPLv3)"),
        ("", ""),
    ):
        (folder / "METADATA").write_text(head + more)
        assert declared(Distribution.at(folder)) == expected


def test_the_page_lists_every_package_and_a_new_one_is_missed():
    found = packages()
    text = page(found)
    assert missing(found, text) == ()
    assert missing((*found, package("MIT")), text) == ("stranger",)


def test_the_bill_of_materials_is_valid_cyclonedx():
    made = bill(packages())
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(made)) is None
    names = {c["name"] for c in made["components"]}
    assert {"openai", "langgraph", "pytest"} <= names
    assert made == bill(packages())


def test_the_command_checks_the_page(tmp_path, capsys):
    path = tmp_path / "THIRD_PARTY.md"
    assert run(app, ["licences", "--format", "md"]) == 0
    path.write_text(capsys.readouterr().out)
    assert run(app, ["licences", "--check", str(path)]) == 0
    path.write_text(path.read_text().replace("| openai | Apache-2.0 |\n", ""))
    assert run(app, ["licences", "--check", str(path)]) == 2
    assert "lacks openai; make it with" in capsys.readouterr().err
