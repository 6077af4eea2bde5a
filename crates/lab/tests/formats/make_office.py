#!/usr/bin/env python3
"""Makes the office files of this folder with programs that are not ours.

    python3 -m venv VENV && VENV/bin/pip install python-docx==1.2.0 python-pptx==1.0.2 odfpy==1.4.1
    apt-get install --no-install-recommends libreoffice-writer libreoffice-impress
    VENV/bin/python crates/lab/tests/formats/make_office.py

`words.*` and `slides.pptx` are by LibreOffice, from a flat document of this script and from `talk.pptx`; `report.docx` is by
python-docx, `talk.pptx` by python-pptx, `letter.odt` by odfpy. The archives are packed again with one date, without pictures
of themselves and, in `slides.pptx`, without layouts. Two runs differ in what LibreOffice numbers by chance. What must be read
from each is in `NAME.expected`, which is checked by eye against the texts below.
"""

import io
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
LEFT_OUT = ("docProps/thumbnail", "Thumbnails/", "Configurations2/", "ppt/printerSettings", "docProps/", "layout-cache", "meta.xml")
# LibreOffice writes 12 layouts for each master.
LOOKS_OF_SLIDES = LEFT_OUT + ("ppt/slideLayouts/", "ppt/slideMasters/", "ppt/notesMasters/", "ppt/theme/")

FLAT_TEXT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
 <style:style style:name="Standard" style:family="paragraph" style:class="text"/>
 <style:style style:name="Heading" style:family="paragraph" style:parent-style-name="Standard" style:class="text"/>
 <style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:parent-style-name="Heading" style:default-outline-level="1" style:class="text"/>
 <style:style style:name="Title" style:family="paragraph" style:parent-style-name="Heading" style:class="chapter"/>
 <style:style style:name="Caption" style:family="paragraph" style:parent-style-name="Standard" style:class="extra"/>
 <style:style style:name="Header" style:family="paragraph" style:parent-style-name="Standard" style:class="extra"/>
 <text:notes-configuration text:note-class="footnote" style:num-format="1"/>
</office:styles>
<office:automatic-styles>
 <style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>
 <style:style style:name="T2" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
 <style:style style:name="R1" style:family="ruby"><style:ruby-properties style:ruby-align="center"/></style:style>
 <text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/><text:list-level-style-bullet text:level="2" text:bullet-char="–"/></text:list-style>
 <style:page-layout style:name="P1"><style:header-style/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P1"><style:header><text:p text:style-name="Header">Harbour office, internal</text:p></style:header></style:master-page></office:master-styles>
<office:body><office:text>
<text:tracked-changes>
 <text:changed-region xml:id="c1" text:id="c1"><text:deletion><office:change-info><dc:creator>A</dc:creator><dc:date>2020-01-01T00:00:00</dc:date></office:change-info><text:p> very old</text:p></text:deletion></text:changed-region>
 <text:changed-region xml:id="c2" text:id="c2"><text:insertion><office:change-info><dc:creator>A</dc:creator><dc:date>2020-01-01T00:00:00</dc:date></office:change-info></text:insertion></text:changed-region>
</text:tracked-changes>
<text:p text:style-name="Title">The harbour in winter</text:p>
<text:h text:style-name="Heading_20_1" text:outline-level="1">Ferries</text:h>
<text:p>The<text:change text:change-id="c1"/> ferry leaves at nine<text:change-start text:change-id="c2"/> every morning<text:change-end text:change-id="c2"/>. It car<text:span text:style-name="T2">ries forty</text:span> people<text:note text:id="n1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Forty-two with the crew.</text:p></text:note-body></text:note> and six cars.</text:p>
<text:p>A ticket costs 1,200 yen<office:annotation><dc:creator>B</dc:creator><text:p>Check the price.</text:p></office:annotation>.<text:span text:style-name="T1">Secret words.</text:span> It is sold<text:tab/>on board.<text:line-break/>Children pay half.</text:p>
<text:list text:style-name="L1"><text:list-item><text:p>Bring a coat.</text:p><text:list><text:list-item><text:p>The deck is open.</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>Bring bread for the gulls.</text:p></text:list-item></text:list>
<table:table table:name="T"><table:table-column table:number-columns-repeated="2"/>
 <table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Departures</text:p></table:table-cell><table:covered-table-cell/></table:table-row>
 <table:table-row><table:table-cell><text:p>North pier</text:p></table:table-cell><table:table-cell><text:p>9:00</text:p><text:p>15:30</text:p></table:table-cell></table:table-row>
</table:table>
<text:p>The pilot<draw:frame text:anchor-type="paragraph" svg:width="4cm" svg:height="2cm"><draw:text-box><text:p>Pilots know every rock.</text:p></draw:text-box></draw:frame> comes on board at the light<text:s/>house.<text:note text:id="n2" text:note-class="endnote"><text:note-citation>i</text:note-citation><text:note-body><text:p>Built in 1871.</text:p></text:note-body></text:note></text:p>
<text:p>By the pier<draw:frame text:anchor-type="as-char" svg:width="1cm" svg:height="1cm"><draw:image><office:binary-data>iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=</office:binary-data></draw:image><svg:desc>A pilot boat at sea</svg:desc></draw:frame>.</text:p>
<text:p text:style-name="Caption">Figure <text:sequence text:name="Figure" text:formula="ooow:Figure+1" style:num-format="1">1</text:sequence>: The harbour from the hill</text:p>
<text:h text:style-name="Heading_20_1" text:outline-level="1">渡し船</text:h>
<text:p>船は毎朝九時に<text:ruby text:style-name="R1"><text:ruby-base>港</text:ruby-base><text:ruby-text>みなと</text:ruby-text></text:ruby>を出る。<text:a xlink:type="simple" xlink:href="http://example.org/">時刻表</text:a>は桟橋にある。</text:p>
</office:text></office:body></office:document>
"""


def packed_again(path, to, left_out=LEFT_OUT):
    """Packs an archive with one date, and without what is only for its looks, nor the references to it."""
    targets = "|".join(re.escape(prefix.split("/", 1)[-1]) for prefix in left_out if prefix.startswith("ppt/"))
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name in old.namelist():
            if name.startswith(left_out) or name.endswith("/"):
                continue
            data = old.read(name)
            if name.endswith(".rels") and targets:
                data = re.sub(rf'<Relationship [^>]*Target="[^"]*(?:{targets})[^>]*/>', "", data.decode()).encode()
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            new.writestr(entry, data, how)
    Path(to).write_bytes(out.getvalue())
    print(f"{to.name}: {to.stat().st_size} bytes")


def libreoffice(source, form, folder):
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return Path(folder) / (source.stem + "." + form)


def report(path):
    """A document of python-docx, with what it has no function for as XML."""
    from docx import Document
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml

    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    document = Document()
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name != "Normal Table":
            style.delete()
    for key, relation in list(document.part.rels.items()):
        if relation.reltype.endswith(("stylesWithEffects", "customXml", "webSettings")):
            document.part.drop_rel(key)
            document.part.rels.pop(key, None)
    body = document.element.body

    def add(xml):
        body.insert(len(body) - 1, parse_xml(xml.replace("<w:p>", f"<w:p {names} {math}>", 1)))

    document.add_heading("Annual report", 0)
    document.add_heading("The year in short", 1)
    paragraph = document.add_paragraph("The mill ground 3,400 tons of fl")
    paragraph.add_run("our").bold = True
    paragraph.add_run(" and sold all of it.")
    paragraph.add_run(" Not for print.").font.hidden = True
    document.add_paragraph("Two new stones", style="List Bullet")
    document.add_paragraph("One of granite", style="List Bullet 2")
    document.add_paragraph("A new roof", style="List Number")
    document.add_paragraph("Table 1. Flour by month", style="Caption")
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Month and grain"
    table.cell(0, 2).text = "Tons"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "May"
    table.cell(1, 1).text = "Wheat"
    table.cell(1, 2).text = "210"
    table.cell(2, 1).text = "Rye"
    inner = table.cell(2, 2).add_table(1, 1)
    inner.cell(0, 0).text = "90"
    document.add_paragraph("First line\nsecond line\twith a tab.")
    add('<w:p><w:r><w:t xml:space="preserve">See page </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGEREF _x \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> of the e</w:t><w:noBreakHyphen/>'
        '<w:t>book, at 20</w:t><w:sym w:font="Symbol" w:char="F0B0"/><w:t>C in Ber</w:t><w:softHyphen/><w:t>lin.</w:t></w:r></w:p>')
    add('<w:p><w:r><w:t xml:space="preserve">We </w:t></w:r><w:del w:id="1" w:author="A"><w:r><w:delText>lost</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="A"><w:r><w:t>won</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> the case.</w:t></w:r>'
        '<w:moveFrom w:id="3" w:author="A"><w:r><w:t>Moved away.</w:t></w:r></w:moveFrom></w:p>')
    add('<w:p><w:pPr><w:rPr><w:del w:id="4" w:author="A"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">The end of this line </w:t></w:r></w:p>')
    add('<w:p><w:r><w:t>is no longer there.</w:t></w:r><w:moveTo w:id="5" w:author="A"><w:r><w:t xml:space="preserve"> Moved here.</w:t></w:r></w:moveTo></w:p>')
    add('<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here to enter text.</w:t></w:r></w:sdtContent></w:sdt>'
        '<w:sdt><w:sdtContent><w:r><w:t>Signed by the miller.</w:t></w:r></w:sdtContent></w:sdt></w:p>')
    add('<w:p><w:r><w:t xml:space="preserve">The area is </w:t></w:r><m:oMath><m:sSup><m:e><m:r><m:t>r</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>'
        '<w:r><w:t>.</w:t></w:r></w:p>')
    add('<w:p><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>こな</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>粉</w:t></w:r></w:rubyBase></w:ruby></w:r>'
        '<w:r><w:t>を三千四百トン挽いた。</w:t></w:r></w:p>')
    document.sections[0].header.paragraphs[0].text = "Mill & Sons"
    document.sections[0].footer.paragraphs[0].text = "Confidential"
    document.save(path)


def talk(path):
    from pptx import Presentation
    from pptx.util import Inches

    slides = Presentation()
    first = slides.slides.add_slide(slides.slide_layouts[0])
    first.shapes.title.text = "Bees in the city"
    first.placeholders[1].text = "A talk for beginners\vSpring 2019"
    first.notes_slide.notes_text_frame.text = "Greet the guests.\nWait for the lights."

    second = slides.slides.add_slide(slides.slide_layouts[1])
    # The box stands below in the file and above on the slide.
    low = second.shapes.add_textbox(Inches(1), Inches(6), Inches(3), Inches(1))
    low.text_frame.text = "Source: our own hives"
    group = second.shapes.add_group_shape()
    group._element.nvGrpSpPr.cNvPr.set("descr", "From flower to hive")
    right = group.shapes.add_textbox(Inches(4), Inches(5), Inches(2), Inches(.5))
    right.text_frame.text = "honey"
    left = group.shapes.add_textbox(Inches(1), Inches(5), Inches(2), Inches(.5))
    left.text_frame.text = "nectar"
    second.shapes.title.text = "What they eat"
    body = second.placeholders[1].text_frame
    body.text = "Pollen"
    item = body.add_paragraph()
    item.level = 1
    item.text = "from lime trees"
    run = item.add_run()
    run.text = " in June"
    run.font.italic = True

    third = slides.slides.add_slide(slides.slide_layouts[5])
    third.shapes.title.text = "巣箱の数"
    table = third.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(6), Inches(2)).table
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(0, 0).text = "区ごとの数"
    table.cell(1, 0).text = "港区"
    table.cell(1, 1).text = "12"
    third.notes_slide.notes_text_frame.text = "数字は昨年のもの。"
    # The last slide is shown first.
    order = slides.slides._sldIdLst
    order.insert(0, order[2])
    for layout in list(slides.slide_layouts):
        if not layout.used_by_slides:
            slides.slide_layouts.remove(layout)
    slides.save(path)


def letter(path):
    from odf.draw import Frame, TextBox
    from odf.office import Annotation
    from odf.opendocument import OpenDocumentText
    from odf.style import Style, TextProperties
    from odf.table import CoveredTableCell, Table, TableCell, TableRow
    from odf.text import (H, LineBreak, List, ListItem, Note, NoteBody, NoteCitation, P, Ruby, RubyBase, RubyText, S, Section,
                          Span, Tab)

    document = OpenDocumentText()
    hidden = Style(name="Quiet", family="text")
    hidden.addElement(TextProperties(display="none"))
    document.automaticstyles.addElement(hidden)
    text = document.text
    text.addElement(H(outlinelevel=1, text="A letter from the coast"))
    paragraph = P(text="Dear Anna, the stor")
    paragraph.addElement(Span(text="m has"))
    paragraph.addElement(S(c=2))
    paragraph.addText("passed.")
    paragraph.addElement(Span(stylename=hidden, text=" Do not tell."))
    note = Note(noteclass="footnote")
    note.addElement(NoteCitation(text="1"))
    note_body = NoteBody()
    note_body.addElement(P(text="It lasted three days."))
    note.addElement(note_body)
    paragraph.addElement(note)
    paragraph.addText(" We are well.")
    paragraph.addElement(LineBreak())
    paragraph.addText("Yours,")
    paragraph.addElement(Tab())
    paragraph.addText("Karl")
    text.addElement(paragraph)
    items = List()
    item = ListItem()
    item.addElement(P(text="Send rope."))
    nested = List()
    nested_item = ListItem()
    nested_item.addElement(P(text="Twenty metres."))
    nested.addElement(nested_item)
    item.addElement(nested)
    items.addElement(item)
    text.addElement(items)
    table = Table()
    row = TableRow()
    wide = TableCell(numbercolumnsspanned=2)
    wide.addElement(P(text="Prices"))
    row.addElement(wide)
    row.addElement(CoveredTableCell())
    table.addElement(row)
    row = TableRow()
    for words in ["Rope", "800 yen"]:
        cell = TableCell()
        cell.addElement(P(text=words))
        row.addElement(cell)
    table.addElement(row)
    text.addElement(table)
    paragraph = P()
    ruby = Ruby()
    ruby.addElement(RubyBase(text="灯台"))
    ruby.addElement(RubyText(text="とうだい"))
    paragraph.addText("昨日、")
    paragraph.addElement(ruby)
    paragraph.addText("に登った。")
    remark = Annotation()
    remark.addElement(P(text="A remark of an editor."))
    paragraph.addElement(remark)
    frame = Frame(width="4cm", height="1cm", anchortype="paragraph")
    box = TextBox()
    box.addElement(P(text="階段は百二十段。"))
    frame.addElement(box)
    paragraph.addElement(frame)
    text.addElement(paragraph)
    section = Section(name="away", display="none")
    section.addElement(P(text="A section that is hidden."))
    text.addElement(section)
    document.save(path)


def main():
    folder = Path(tempfile.mkdtemp())
    try:
        flat = folder / "words.fodt"
        flat.write_text(FLAT_TEXT, encoding="utf-8")
        for form in ["docx", "odt"]:
            packed_again(libreoffice(flat, form, folder), HERE / f"words.{form}")
        for name, make in [("report.docx", report), ("talk.pptx", talk), ("letter.odt", letter)]:
            make(str(folder / name))
            packed_again(folder / name, HERE / name)
        other = folder / "slides.pptx"
        (folder / "other").mkdir()
        shutil.copy(folder / "talk.pptx", folder / "other" / "slides.pptx")
        packed_again(libreoffice(folder / "other" / "slides.pptx", "pptx", folder), HERE / "slides.pptx", LOOKS_OF_SLIDES)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
