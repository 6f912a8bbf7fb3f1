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
        ("miss hussain taught us", "miss hussain"),
        ("i like miss c best", "miss c"),
        ("then tyler laughed at me", "tyler"),
        ("our jack never sleeps", "jack"),
        ("my uncle rob says no", "rob"),
        ("My son Will cannot read", "Will"),
        ("The nurse, Oyinkan, is new", "Oyinkan"),
        ("Ask Łukasz about it", "Łukasz"),
        ("Ask Ruth Ellwood about it", "Ruth Ellwood"),
        ("Ashok Banerji rang us", "Ashok Banerji"),
        ("Kids call me Sherlock now", "Sherlock"),
        ("they wrote G-A-R-Y on it", "G-A-R-Y"),
        ("write to jo.b at example dot co dot uk", "jo.b at example dot co dot uk"),
        ("Ring 07700.900.123 after six", "07700.900.123"),
        ("Ring +44 (0)7700 900 123 after six", "+44 (0)7700 900 123"),
        ("ring oh seven seven double oh nine hundred one two three", "oh seven seven double oh nine hundred one two three"),
        ("born on the fourth of april two thousand and twelve", "fourth of april two thousand and twelve"),
        ("He is ten on 14th June 2015 so", "14th June 2015"),
        ("Her number is 9434765919", "9434765919"),
        ("UPN A372 4102 19006 on the form", "A372 4102 19006"),
        ("the case number SEND-20341 was lost", "SEND-20341"),
        ("the taxi is reg yr19 abc today", "yr19 abc"),
        ("jayjay_09 on insta", "jayjay_09"),
        ("my gamertag is VoidKing", "VoidKing"),
        ("We live on Cherry Tree Avenue now", "Cherry Tree Avenue"),
        ("12 Bawtry Road", "12 Bawtry Road"),
        ("Mr Wentworth helps", "Mr Wentworth"),
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
        "they miss school and miss my friends",
        "It took 20 minutes each way and 55 miles up the hill.",
        "Our dog Otis died. They loved Otis.",
        "We read Harry Potter and watch Peppa Pig.",
        "The group is called Tigers.",
        "I hope this will mark the start of summer. In May we wait.",
        "We had Early Help and then Tesco in December.",
        "I Like My School And They Don't Listen To Me",
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
        ("She is at Oakhurst now", "Oakhurst"),
        ("We went to Magna on the bus", "Magna"),
        ("The staff at St Oswin's are kind", "St Oswin's"),
        ("he swims at Aston leisure centre", "Aston leisure centre"),
        ("He now lives in Hull", "Hull"),
        ("There is a ramp at Clifton Hall", "Clifton Hall"),
    ],
)
def test_a_named_place_is_found_and_is_not_personal(reads, text, place):
    finding = reads(text)
    assert [text[start:end] for start, end in finding.place] == [place]
    assert finding.personal == ()


NO_PLACES = ["The school is big.", "My Primary School is nice", "we saw whales and a broom", "Sixth Form is hard", "Car park is full", "at Lego club"]


@pytest.mark.parametrize("text", NO_PLACES)
def test_a_place_without_a_name_is_no_place(reads, text):
    assert reads(text).place == ()
