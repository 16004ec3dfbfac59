"""Names as people, formats and services write them."""

import pytest

from litassay.text.names import all_initials_first, name, names


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Smith, Jr., John", "John Smith Jr."),
        ("Smith, John, Jr.", "John Smith Jr."),
        ("van der Berg, Laurens", "Laurens van der Berg"),
        ("de la Cruz, Ana Maria", "Ana Maria de la Cruz"),
        ("Seredyuk, V.", "V. Seredyuk"),
        ("Shamsuzzaman, Md", "Md Shamsuzzaman"),
        ("Ana Lee", "Ana Lee"),
        ("World Health Organization,", "World Health Organization"),
        ("Invented Consortium, for Tests", "Invented Consortium, for Tests"),
        ({"literal": "Lab, of Tests"}, "Lab, of Tests"),
        ({"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"},
         "Laurens van der Maaten"),
        ({"family": "Gogh", "given": "Theo", "dropping-particle": "van", "suffix": "Jr."},
         "Theo van Gogh Jr."),
        ({"family": "李", "given": "明"}, "李明"),
        ({"name": "Doe, Jo"}, "Jo Doe"),
        ({"family": "Ng"}, "Ng"),
        ({}, ""),
        (5, ""),
    ],
)  # fmt: skip
def test_one_name(written, shown):
    assert name(written) == shown


def test_lists_of_names():
    assert names("Ann Lee and Bo Li") == ("Ann Lee", "Bo Li")
    assert names("Lee, Ann; Li, Bo; others") == ("Ann Lee", "Bo Li")
    assert names(None) == ()


def test_initials_behind_the_name_are_turned_only_where_all_have_them():
    assert all_initials_first(["Green A", "Haas-Kogan DA"]) == ("A Green", "DA Haas-Kogan")
    assert all_initials_first(["Plato", "Green A"]) == ("Plato", "Green A")
