"""What databases and reference managers export: tagged text, XML and tables."""

import io

import pytest

from litassay.errors import InputError
from litassay.types import Paper
from store.library.intake import BadRecord
from store.library.kinds import kind_of
from store.library.readers import read

WOS = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Okafor, N
   Novak, P
AF Okafor, Ngozi
   Novak, Petra
TI Tides of the invented
   sea (Retracted article. See vol. 3, pg. 9, 2022)
SO JOURNAL OF TIDES
DT Article; Retracted Publication
AB We measured the tides. They rose by 5%.
PY 2021
DI 10.5555/wos.1
PM 30000011
ER

EF
"""
REFER = """%0 Journal Article
%A Okafor, Ngozi
%A World Tides Group,
%T Tides of the invented sea
%J Journal of Tides
%D 2021
%R 10.5555/enw.1
%X We measured the tides.
They rose by 5%.

%0 Book
%E Lee, Ann
%T Second
"""
ENDNOTE = """<?xml version="1.0"?><xml><records><record>
<ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">van der Berg, Lau</style></author></authors>
</contributors><titles><title><style face="normal">Tides at 10</style><style
 face="superscript">5</style><style> sites</style></title></titles>
<periodical><full-title>Journal of Tides</full-title></periodical>
<dates><year><style>2021</style></year></dates>
<abstract>They rose by 5%.</abstract>
<electronic-resource-num>10.5555/xml.1</electronic-resource-num>
<urls><pdf-urls><url>internal-pdf://12/tides.pdf</url></pdf-urls></urls></record></records></xml>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:link="http://purl.org/rss/1.0/modules/link/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<bib:Article rdf:about="urn:1"><z:itemType>journalArticle</z:itemType>
<dcterms:isPartOf><bib:Journal><dc:title>Journal of Tides</dc:title>
<dc:identifier>DOI 10.5555/rdf.1</dc:identifier></bib:Journal></dcterms:isPartOf>
<bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Okafor</foaf:surname>
<foaf:givenName>Ngozi</foaf:givenName></foaf:Person></rdf:li></rdf:Seq></bib:authors>
<link:link rdf:resource="#item_2"/><dc:title>Tides of the invented sea</dc:title>
<dcterms:abstract>They rose by 5%.</dcterms:abstract><dc:date>2021-03</dc:date></bib:Article>
<z:Attachment rdf:about="#item_2"><z:itemType>attachment</z:itemType>
<rdf:resource rdf:resource="files/2/tides.pdf"/><dc:title>Full Text</dc:title></z:Attachment>
</rdf:RDF>"""
PUBMED = """<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>30000012</PMID><Article>
<Journal><JournalIssue><PubDate><MedlineDate>2021 Mar-Apr</MedlineDate></PubDate></JournalIssue>
<Title>Journal of Tides</Title></Journal><ArticleTitle>Tides at 10<sup>5</sup> sites.</ArticleTitle>
<Abstract><AbstractText Label="AIMS">To measure.</AbstractText><AbstractText Label="RESULTS">They
rose.<sup>12</sup></AbstractText><CopyrightInformation>(c)</CopyrightInformation></Abstract>
<AuthorList><Author><LastName>Lee</LastName><ForeName>Ann</ForeName><Suffix>Jr</Suffix></Author>
<Author><CollectiveName>Tides Group</CollectiveName></Author></AuthorList>
<PublicationTypeList><PublicationType>Retracted Publication</PublicationType></PublicationTypeList>
</Article></MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="doi">10.5555/pm.1
</ArticleId><ArticleId IdType="pmc">PMC7000012</ArticleId></ArticleIdList><ReferenceList><Reference>
<ArticleIdList><ArticleId IdType="doi">10.5555/other</ArticleId></ArticleIdList></Reference>
</ReferenceList></PubmedData></PubmedArticle></PubmedArticleSet>"""
SCOPUS = (
    '"Authors","Author full names","Title","Year","Source title","DOI","Abstract","Document Type"\n'
    '"Okafor N.; Novak P.","Okafor, Ngozi (57123456); Novak, Petra (57123457)","Tides, revisited",'
    '2021,"Journal of Tides","10.5555/SC.1","They rose by 5%; ""really"".","Retracted"\n'
)


def papers(tmp_path, name, content, mapping=None):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    intake = read(path, mapping or {})
    items = list(intake.items)
    assert len(items) == intake.total
    assert not [i.outcome for i in items if isinstance(i.outcome, BadRecord)]
    return [i.outcome for i in items if isinstance(i.outcome, Paper)], items, intake.notes


def test_web_of_science(tmp_path):
    (paper,), _, _ = papers(tmp_path, "savedrecs.txt", WOS)
    assert (paper.id, paper.year, paper.ids.pmid) == ("doi:10.5555/wos.1", 2021, "30000011")
    assert paper.authors == ("Ngozi Okafor", "Petra Novak")
    assert paper.title.startswith("Tides of the invented sea (Retracted")
    assert paper.retracted
    assert paper.abstract == "We measured the tides. They rose by 5%."


def test_refer(tmp_path):
    (first, second), _, _ = papers(tmp_path, "a.enw", REFER)
    assert first.authors == ("Ngozi Okafor", "World Tides Group")
    assert (first.id, first.venue, first.year) == ("doi:10.5555/enw.1", "Journal of Tides", 2021)
    assert first.abstract.endswith("They rose by 5%.")
    assert (second.title, second.authors) == ("Second", ("Ann Lee",))


def test_endnote_xml(tmp_path):
    (paper,), (item,), _ = papers(tmp_path, "endnote.xml", ENDNOTE)
    assert (paper.id, paper.year, paper.venue) == ("doi:10.5555/xml.1", 2021, "Journal of Tides")
    assert paper.title == "Tides at 10⁵ sites"
    assert paper.authors == ("Lau van der Berg",)
    assert item.files == ("internal-pdf://12/tides.pdf",)


def test_zotero_rdf(tmp_path):
    (paper,), (item,), _ = papers(tmp_path, "export.rdf", RDF)
    assert (paper.id, paper.year, paper.venue) == ("doi:10.5555/rdf.1", 2021, "Journal of Tides")
    assert (paper.authors, paper.abstract) == (("Ngozi Okafor",), "They rose by 5%.")
    assert item.files == ("files/2/tides.pdf",)


def test_pubmed_xml(tmp_path):
    (paper,), _, _ = papers(tmp_path, "pubmed.xml", PUBMED)
    assert (paper.id, paper.year, paper.ids.pmcid) == ("doi:10.5555/pm.1", 2021, "PMC7000012")
    assert paper.title == "Tides at 10⁵ sites"
    assert paper.authors == ("Ann Lee Jr", "Tides Group")
    assert paper.abstract == "AIMS: To measure. RESULTS: They rose."
    assert paper.retracted


@pytest.mark.parametrize("name", ["scopus.csv", "scopus.txt"])
def test_scopus_csv(tmp_path, name):
    (paper,), _, notes = papers(tmp_path, name, "\ufeff" + SCOPUS)
    assert (paper.id, paper.title, paper.year) == ("doi:10.5555/sc.1", "Tides, revisited", 2021)
    assert paper.authors == ("Ngozi Okafor", "Petra Novak")
    assert paper.abstract == 'They rose by 5%; "really".'
    assert paper.retracted
    assert "title from 'Title'" in notes[0]


def test_a_table_with_headings_of_its_own(tmp_path):
    text = "my notes\nHeading;Who;When\nTides;Lee A, Novak P;2021\n"
    mapping = {"title": "Heading", "authors": "Who", "year": "When"}
    (paper,), _, _ = papers(tmp_path, "own.csv", text, mapping)
    assert (paper.title, paper.authors, paper.year) == ("Tides", ("A Lee", "P Novak"), 2021)
    with pytest.raises(InputError, match="--map title=HEADING"):
        read(tmp_path / "own.csv", {})


def test_a_workbook(tmp_path):
    openpyxl = pytest.importorskip("openpyxl", exc_type=ImportError)
    book = openpyxl.Workbook()
    book.active.append(["Title", "Authors", "Year", "DOI"])
    book.active.append(["Tides", "Lee, Ann; Novak, Petra", 2021, "10.5555/XL.1"])
    content = io.BytesIO()
    book.save(content)
    (paper,), _, _ = papers(tmp_path, "own.xlsx", content.getvalue())
    assert (paper.id, paper.authors) == ("doi:10.5555/xl.1", ("Ann Lee", "Petra Novak"))
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(InputError, match="no workbook"):
        read(tmp_path / "bad.xlsx", {})


def test_ris_as_rispy_writes_it(tmp_path):
    rispy = pytest.importorskip("rispy")
    entry = {"type_of_reference": "JOUR", "title": "Tides", "authors": ["Lee, Ann", "Novak, Petra"],
             "year": "2021", "doi": "10.5555/ris.1", "abstract": "They rose by 5%.",
             "secondary_title": "Journal of Tides"}  # fmt: skip
    (paper,), _, _ = papers(tmp_path, "a.ris", rispy.dumps([entry]))
    assert (paper.id, paper.venue, paper.year) == ("doi:10.5555/ris.1", "Journal of Tides", 2021)
    assert paper.authors == ("Ann Lee", "Petra Novak")


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.txt", "1.\n\nTY  - JOUR\nER  - \n", "ris"),
        ("a.txt", "Record #1\nTY - JOUR\n", "ris"),
        ("a.ris", "\nPMID- 3\nTI  - x\n", "nbib"),
        ("a.txt", "@article{a,\n}", "bibtex"),
        ("a.xml", "<?xml version='1.0'?><!DOCTYPE x><article/>", "document"),
        ("a.xml", "<TEI/>", ""),
        ("a.json", '{"title": "x"}\n{"title": "y"}\n', "jsonl"),
        ("a.txt", "Dear diary, the title is not here.", ""),
        ("a.docx", "PK\x03\x04", ""),
        ("a.bin", "%PDF-1.4", "document"),
    ],
)
def test_kinds_are_known_by_content(tmp_path, name, text, kind):
    (tmp_path / name).write_text(text)
    assert kind_of(tmp_path / name) == kind


@pytest.mark.parametrize("name", ["a.xml", "a.rdf"])
def test_entities_in_xml_are_refused(tmp_path, name):
    entity = '<!DOCTYPE r [<!ENTITY a "b">]>'
    bomb = f"{entity}<PubmedArticleSet><PubmedArticle>&a;</PubmedArticle></PubmedArticleSet>"
    (tmp_path / name).write_text(bomb)
    with pytest.raises(InputError, match="damaged or unsafe"):
        read(tmp_path / name, {})
