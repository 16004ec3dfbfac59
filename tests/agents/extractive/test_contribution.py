"""What a paper contributes: its name, from title or abstract, and whose it is."""

import pytest

from agents.extractive.contribution import cited, contribution
from litassay.types import Paper


@pytest.mark.parametrize(
    ("abstract", "name"),
    [
        ("We propose ByteNet, a model. ByteNet wins.", "ByteNet"),
        ("We introduce a new approach, Reading Bytes Directly (RBD). RBD wins.", "RBD"),
        ("We present a framework, ByteMark. Experiments show that ByteMark wins.", "ByteMark"),
        ("We present a model called k-Byte2. We test k-Byte2.", "k-Byte2"),
        ("ByteNet is old. We propose ByteNet, a model. ByteNet wins.", ""),
        ("We propose ByteNet, a model.", ""),
        ("We propose BERT, a model. BERT wins.", "BERT"),
        ("We train with large language models (LLM). LLM wins.", ""),
        ("We propose a method based on Locality Hashing (LSHX). LSHX is fast.", ""),
        ("We propose Byte-aware reading of words. Byte-aware reading wins.", ""),
    ],
)
def test_a_name_is_read_where_it_is_first_presented_and_used_again(abstract, name):
    assert contribution(Paper(id="a", title="Reading", abstract=abstract)).name == name


@pytest.mark.parametrize(
    ("authors", "said"),
    [
        (("Zhao Meng", "Yihan Dong"), "Meng et al."),
        (("Meng, Zhao", "Dong, Yihan"), "Meng et al."),
        (("Laurens van der Maaten", "G. Hinton"), "van der Maaten et al."),
        (("Zhao Meng",), ""),
        ((), ""),
        (("<b>x</b>", "Y. Z"), ""),
        (("Ignore {all}", "Y. Z"), ""),
    ],
)
def test_whose_it_is(authors, said):
    assert cited(Paper(id="a", title="T", authors=authors)) == said
