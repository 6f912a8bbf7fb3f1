"""Too long, too many, of the wrong shape, or missing: a kind page, never a failure, and nothing typed is lost (R5, R43, R47)."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select

from surveys.library import all_surveys
from tests.people import SLUG, Page, Respondent, check_every_page
from voice.extensions import limiter
from voice.models import Draft, DraftKey, db
from voice.seal import hash_token

BASE = f"/en/{SLUG}/standard"
A_MEGABYTE = 1024 * 1024
SOON_S = 5


@pytest.fixture
def person(app: Flask) -> Iterator[Respondent]:
    """A child who has said who they are and written one answer, which must still be there in the end."""
    limiter.reset()
    one = Respondent(app)
    one.begins()
    one.gives("child")
    one.answers("works_well", "Kept from before")
    yield one
    assert one.opens("works_well").written == "Kept from before"
    limiter.reset()


def arrived(person: Respondent, answer) -> Page:
    page = Page(answer.request.path, answer.status_code, BeautifulSoup(answer.text, "html.parser"), answer.headers)
    if answer.mimetype == "text/html" and answer.status_code not in (301, 302, 303, 308):
        check_every_page(page)
    return page


def drafted(person: Respondent) -> dict:
    token = person.client.get_cookie(f"journey-{SLUG}")
    with person.app.app_context():
        draft = db.session.scalar(select(DraftKey.draft_id).where(DraftKey.token_hash == hash_token(token.value)))
        return dict(db.session.scalar(select(Draft.answers).where(Draft.id == draft)))


@pytest.mark.parametrize("characters", [2001, 20_000, 500_000, 1_000_000])
def test_words_that_are_far_too_long_stay_on_the_page_and_in_the_draft(person, characters):
    """R5."""
    long = "A kind word. " * (characters // 13) + "." * (characters % 13)
    page = person.answers("missing", long)
    assert page.status == 422
    assert f"It is {characters - 2000:,} character" in page.error
    assert page.written == long
    assert drafted(person)["missing"]["v"] == long
    assert person.answers("missing", "Shorter").status == 200


def test_more_than_the_limit_of_a_page_is_refused_at_once_and_kindly(person):
    """R47: 4xx, fast, and the next page works."""
    person.answers("missing", "Short")
    began = time.monotonic()
    page = arrived(person, person.client.post(f"{BASE}/missing", data={"go": "on", "q_missing": "x" * (A_MEGABYTE + 1)}))
    assert time.monotonic() - began < SOON_S
    assert (page.status, page.heading) == (413, "That is too much for one page.")
    assert page.says("Go back. Write less. Then try again.")
    assert person.opens("missing").written == "Short"


@pytest.mark.parametrize("kind", ["parts", "fields", "file", "code", "sign-in"])
def test_a_form_of_any_size_is_answered_kindly(person, kind):
    """R47."""
    client = person.client
    began = time.monotonic()
    if kind == "parts":
        answer = client.post(f"{BASE}/missing", data={f"q_{n}": "x" for n in range(2000)}, content_type="multipart/form-data")
        assert answer.status_code == 413
    elif kind == "fields":
        answer = client.post(f"{BASE}/missing", data={**{f"q_{n}": "x" for n in range(2000)}, "q_missing": "Lifts", "go": "on"})
        assert answer.status_code == 303
        assert set(drafted(person)) == {"role", "works_well", "missing"}
    elif kind == "file":
        body = b'--X\r\nContent-Disposition: form-data; name="q_missing"; filename="a.txt"\r\n\r\n' + b"x" * (2 * A_MEGABYTE) + b"\r\n--X--\r\n"
        answer = client.post(f"{BASE}/missing", data=body, content_type="multipart/form-data; boundary=X")
        assert answer.status_code == 413
    elif kind == "code":
        answer = client.post(f"{BASE}/resume", data={"code": "x" * (2 * A_MEGABYTE)})
        assert answer.status_code == 413
    else:
        answer = client.post("/staff/sign-in", data={"email": "x" * (2 * A_MEGABYTE), "password": "y"})
        assert answer.status_code == 413
    assert time.monotonic() - began < SOON_S
    if answer.status_code != 303:
        soup = BeautifulSoup(answer.text, "html.parser")
        assert soup.find("h1").get_text(strip=True) == "That is too much for one page."
        assert len(soup.find_all("h1")) == 1


@pytest.mark.parametrize("query", [
    "then=check&then=check", "then[]=check", "then=" + "x" * 8000, "%00=%00", "%ED%A0%80=%FF", "a" * 8000, "&&&&====", "then=check%0d%0aSet-Cookie:x",
    "&".join(f"k{n}=v" for n in range(2000)), "a[b][c][d]=1", "{{7*7}}", "next=//evil.example", "lang=xx&slug=yy&reading=zz", "%zz%", "\u0627=\u202e"],
    ids=lambda query: query[:16])
def test_odd_addresses_show_the_same_page(person, query):
    page = arrived(person, person.client.get(f"{BASE}/works_well?{query}"))
    assert page.status == 200
    assert page.written == "Kept from before"
    assert "Set-Cookie" not in page.headers
    posted = person.client.post(f"{BASE}/missing?{query}", data={"go": "on", "q_missing": "Lifts"})
    assert posted.status_code == 303
    assert posted.headers["Location"].startswith(f"/en/{SLUG}/")
    assert "evil" not in posted.headers["Location"]


@pytest.mark.parametrize("path", [
    f"{BASE}/nothing", f"{BASE}/%00", f"{BASE}/%ED%A0%80", f"{BASE}/../../etc/passwd", f"{BASE}/{'x' * 5000}", f"/en/{SLUG}/braille/role", "/en/no-such/standard/role",
    f"/xx/{SLUG}/standard/role", f"/en/{SLUG}/standard/%F0%9F%9A%8C", f"/en/{SLUG}/standard/role/", "/en/%3Cscript%3E/", "/%0d%0aX-Odd:1/", "/en", "/staff/%00",
    "/staff/set-up/%ED%A0%80", "/static/../voice/config.py", "/static/%00", "/static/nothing.css", "/.env", "/en/kinds/standard/x/y"], ids=lambda path: path[-24:])
def test_addresses_that_lead_nowhere_say_so(person, path):
    answer = person.client.get(path)
    assert answer.status_code in (301, 302, 303, 308, 404, 410), path
    assert "X-Odd" not in answer.headers
    if answer.status_code == 404 and answer.mimetype == "text/html" and not path.startswith(("/staff", "/static")):
        assert arrived(person, answer).heading == "We cannot find this page."
    assert person.client.post(path, data={"go": "on", "q_x": "y"}).status_code < 500


@pytest.mark.parametrize("question", [q.id for q in all_surveys()[SLUG].questions if q.kind != "comment" and q.show_if is None and q.id != "role" and "standard" in q.formats])
def test_values_that_are_no_options_are_refused_kindly(person, question):
    for value in ("not-an-option", "", "Strongly agree", "a" * 5000, "\x00", "<b>", ["agree", "nonsense"], ["x"] * 500, "[]", '{"$ne": 1}', "\u202e"):
        page = person.answers(question, value)
        assert page.status in (200, 422), (question, value)
        assert page.status == 200 or page.error
        assert person.goes_to("standard/check").status == 200


def test_who_is_answering_cannot_be_somebody_unknown(person):
    page = person.answers("role", "mayor")
    assert (page.status, page.error) == (422, "Choose one of the answers below")
    sent = person.sends()
    assert sent.question_id == "role"
    assert person.answers("role", "child").status == 200


@pytest.mark.parametrize("question", ["role", "vision_agree", "missing"])
def test_more_than_one_value_where_one_is_asked_takes_the_first(person, question):
    said = {"role": ["child", "parent"], "vision_agree": ["agree", "disagree"], "missing": ["Lifts", "Ramps"]}[question]
    assert person.client.post(f"{BASE}/{question}", data={"go": ["on", "save"], f"q_{question}": said}).status_code == 303
    assert drafted(person)[question]["v"] == said[0]


@pytest.mark.parametrize("name", ["q_missing[]", "q_missing[0]", "q_missing.value", "Q_MISSING", "missing", "q_works_well", "__proto__", "q_"])
def test_fields_of_other_names_change_no_other_answer(person, name):
    assert person.client.post(f"{BASE}/missing", data={"go": "on", name: "Injected"}).status_code == 303
    assert "Injected" not in str(drafted(person))


@pytest.mark.parametrize("go", ["", "nonsense", "read:braille", "lang:xx", "read:", ":", "lang:../../", "on\x00", "x" * 5000, "{}", "back", "keep"])
def test_buttons_that_do_not_exist_lose_nothing(person, go):
    answer = person.client.post(f"{BASE}/missing", data={"go": go, "q_missing": "Lifts"})
    assert answer.status_code in (204, 303)
    assert drafted(person)["missing"]["v"] == "Lifts"


@pytest.mark.parametrize(("kind", "body"), [("application/json", b'{"q_missing": ["a"]}'), ("application/json", b"[" * 5000), ("text/plain", b"q_missing=x"), ("", b"\x00\xff"),
                                            ("multipart/form-data", b"no boundary"), ("multipart/form-data; boundary=X", b"--X\r\nbroken"),
                                            ("application/x-www-form-urlencoded", b"&=&=&"), ("application/x-www-form-urlencoded", b"\xff\xfe=\xc3"),
                                            ("application/x-www-form-urlencoded; charset=utf-16", b"q_missing=x")], ids=lambda given: str(given)[:40])
@pytest.mark.parametrize("page", ["standard/missing", "standard/role", "how", "standard/send", "standard/resume", "standard/withdraw", "standard/save"])
def test_bodies_of_the_wrong_kind_fail_no_page(person, kind, body, page):
    answer = person.client.post(f"/en/{SLUG}/{page}", data=body, content_type=kind)
    assert answer.status_code < 500
    if page == "standard/send":  # what was written before is sent now; the next look begins anew
        person.begins()
        person.gives("child")
        person.answers("works_well", "Kept from before")


@pytest.mark.parametrize("page", ["how", "standard/resume", "standard/withdraw", "standard/send", "standard/save", "standard/finish", "standard/role", "standard/missing"])
def test_a_form_without_its_fields_is_answered_kindly_by_everybody_s_pages(app, page):
    """Also on a phone that has begun nothing."""
    limiter.reset()
    stranger = Respondent(app)
    answer = stranger.posts(page)
    assert answer.status in (200, 400, 422)
    assert answer.heading


@pytest.mark.parametrize("cookie", ["", "x", "x" * 4000, "\u00e9\u4e2d", "%00", "a; b", "' OR 1=1 --", "../..", "null"])
def test_a_cookie_that_is_no_secret_opens_nothing(app, cookie):
    stranger = Respondent(app)
    answer = stranger.client.get(f"{BASE}/check", headers={"Cookie": f"journey-{SLUG}={cookie}".encode().decode("latin-1")})
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("/lost")


@pytest.mark.parametrize(("header", "value"), [("Accept-Language", "x" * 5000), ("Accept-Language", "ur;q=nonsense,\xff"), ("Accept-Encoding", "br;q=\xff,*;q=0"), ("Origin", "http://[::1"),
                                               ("Origin", "\xff"), ("Sec-Fetch-Site", "\x7f"), ("Host", "evil.example"), ("Host", "[bad"), ("Content-Length", "x"),
                                               ("X-Forwarded-For", "1.1.1.1, x"), ("Range", "bytes=0-0"), ("If-None-Match", '"x"'), ("Cookie", "=;=;\xff")])
def test_odd_headers_fail_no_page(person, header, value):
    for path in ("/", f"{BASE}/works_well"):
        assert person.client.get(path, headers={header: value}).status_code < 500, path
    assert person.client.post(f"{BASE}/missing", data={"go": "on", "q_missing": "Lifts"}, headers={header: value} if header != "Content-Length" else {}).status_code < 500


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE", "PROPFIND", "X"])
def test_every_method_is_answered(person, method):
    for path in (f"{BASE}/missing", f"{BASE}/send", "/en/help", "/staff/sign-in", "/health", "/"):
        assert person.client.open(path, method=method).status_code < 500, path
