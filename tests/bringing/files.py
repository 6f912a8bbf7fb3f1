"""Files as other tools write them."""

from __future__ import annotations

import csv
import io
import zipfile

from openpyxl import Workbook

ROWS = (("Parent or carer", "We waited two years for a diagnosis", "yes"), ("Young person", "The bus is never on time", "no"), ("Teacher", "Share the plan with us", "yes"))


def a_csv(rows, delimiter=",", encoding="utf-8"):
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=delimiter).writerows(rows)
    return made.getvalue().encode(encoding)


def microsoft_forms():
    """XLSX, one sheet, with the columns that the tool adds."""
    book = Workbook()
    sheet = book.active
    sheet.append(["ID", "Start time", "Completion time", "Email", "Name", "Are you a...", "What works well, and what should change?", "May we quote you?"])
    for number, (who, said, quote) in enumerate(ROWS, 1):
        sheet.append([number, "2024-09-03 10:00:00", "2024-09-03 10:09:00", "someone@example.org", "Jo Bloggs", who, said, quote])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def smart_survey():
    return a_csv([["UserID", "Unique ID", "IP Address", "Started", "Ended", "Q1. Which of the following best describes you?", "Q2. Tell us what matters to you"],
                  *(["77", f"u{n}", "10.0.0.1", "03/09/2024 09:00", "03/09/2024 09:05", who, said] for n, (who, said, _) in enumerate(ROWS))])


def lime_survey():
    return a_csv([["id. Response ID", "submitdate. Date submitted", "lastpage. Last page", "startlanguage. Start language", "seed. Seed", "role. Who are you?", "say. What would you change?"],
                  *([n, "2024-09-04 12:00:00", "3", "en", "123", who, said] for n, (who, said, _) in enumerate(ROWS))], ";")


def citizen_space():
    return a_csv([["Response ID", "Submitted date", "What is your name?", "What is your email address?", "Responding as", "Please tell us your views"],
                  *([f"ANON-{n}", "05/09/2024", "Jo", "jo@example.org", who, said] for n, (who, said, _) in enumerate(ROWS))], "\t", "utf-16")


def open_document():
    """An ODS of the fewest parts."""
    cells = lambda row: "".join(f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row)  # noqa: E731
    rows = "".join(f"<table:table-row>{cells(row)}</table:table-row>" for row in (("Are you a", "What should change?"), *((who, said) for who, said, _ in ROWS)))
    content = ('<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
               'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
               f'<office:body><office:spreadsheet><table:table table:name="Answers">{rows}</table:table></office:spreadsheet></office:body></office:document-content>')
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as whole:
        whole.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        whole.writestr("META-INF/manifest.xml", '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>')
        whole.writestr("content.xml", content)
    return made.getvalue()


def a_bomb():
    """A small zip that would be 300 MB."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as whole:
        whole.writestr("xl/worksheets/sheet1.xml", b"0" * 300 * 1024 * 1024)
    return made.getvalue()
