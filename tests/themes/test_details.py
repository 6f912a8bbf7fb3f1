import pytest


def personal(finding, text):
    return [text[start:end] for start, end in finding.personal]


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("Ring me on 07700 900123 please", "07700 900123"),
        ("Ring me on 07700900123 please", "07700900123"),
        ("Ring me on +44 7700 900123 please", "+44 7700 900123"),
        ("Ring 01709 496012 after six", "01709 496012"),
        ("Ring (01709) 496012 after six", "01709) 496012"),
        ("Write to a.parent+send@example.org.uk today", "a.parent+send@example.org.uk"),
        ("We live at S65 1AA now", "S65 1AA"),
        ("We live at s651aa now", "s651aa"),
        ("He was born 03/04/2015 in winter", "03/04/2015"),
        ("DOB: 3rd April 2015", "3rd April 2015"),
        ("His number is 943 476 5919", "943 476 5919"),
        ("nhs number 9434765919", "9434765919"),
        ("UPN A123456789012 on the form", "A123456789012"),
        ("find me @cool_kid99", "@cool_kid99"),
        ("my snapchat is coolkid_99", "coolkid_99"),
        ("The taxi YR19 ABC was late", "YR19 ABC"),
        ("We moved to 12 Acacia Avenue last year", "12 Acacia Avenue"),
        ("Ask Mrs Pemberton about it", "Mrs Pemberton"),
        ("ask mr pemberton about it", "pemberton"),
        ("I like miss B best", "miss B"),
        ("Dr Okafor-Hughes came", "Dr Okafor-Hughes"),
        ("my name is zebedee", "zebedee"),
        ("My son Zebedee cannot read", "Zebedee"),
        ("our daughter, Philomena, waits", "Philomena"),
        ("😀 “Mrs O’Hara” is kind", "Mrs O’Hara"),
    ],
)
def test_a_personal_detail_is_found_where_it_stands(reads, text, detail):
    assert personal(reads(text), text) == [detail]


@pytest.mark.parametrize(
    "text",
    [
        "Call 999 or 111.",
        "Childline is 0800 1111.",
        "The helpline is 0808 800 5000.",
        "The council is on 0300 123 4567.",
        "I will miss school.",
        "KS3 4th lesson is fine.",
        "My son has autism and my daughter does not.",
        "In 2019 we waited 52 weeks and paid £9,400.",
        "Year 6 to Year 7, 2 half days.",
        "CAMHS and SENDIASS were helpful.",
        "I miss my friends and I miss Monday club.",
        "Section 12 of the plan",
    ],
)
def test_what_identifies_no_one_is_not_personal(reads, text):
    assert personal(reads(text), text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("At Hill Top Primary School they care", "Hill Top Primary School"),
        ("we go to wath on the bus", "wath"),
        ("A club in Thorpe Hesley would help", "Thorpe Hesley"),
        ("She loves Larkfield Academy.", "Larkfield Academy"),
        ("There is nothing in Maltby", "Maltby"),
        ("We moved to Wales", "Wales"),
    ],
)
def test_a_named_place_is_found_and_is_not_personal(reads, text, place):
    finding = reads(text)
    assert [text[start:end] for start, end in finding.place] == [place]
    assert finding.personal == ()


NO_PLACES = ["The school is big.", "My Primary School is nice", "we saw whales and a broom", "Sixth Form is hard"]


@pytest.mark.parametrize("text", NO_PLACES)
def test_a_place_without_a_name_is_no_place(reads, text):
    assert reads(text).place == ()
