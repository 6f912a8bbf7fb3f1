"""A facilitator plans a session, changes it, and adds its tablets."""

from __future__ import annotations

import re

import pytest

from tests.engagement.halls import PLAN, a_session, a_tablet, now
from voice.engagement.keys import fits_pin
from voice.engagement.tablets import pair, tablet_of
from voice.models import InPersonSession, db

NEW = "/staff/sessions/new"


def test_what_was_planned_is_kept_and_the_pin_only_as_a_hash(facilitator, trail):
    session = a_session(facilitator, expected_parent="3")
    assert (session.name, session.kind, session.surveys, session.readings) == (PLAN["name"], "guiding_voices", ["child-survey"], ["standard", "easy", "pictures"])
    assert session.expected == {"child": 12, "young_person": 0, "parent": 3, "practitioner": 0}
    assert fits_pin("4711", session.pin)
    assert "4711" not in str(session.pin)
    assert ("session planned", session.id, "guiding_voices") in trail()


@pytest.mark.parametrize(("wrong", "words"), [
    ({"name": " "}, "Give the session a name."), ({"kind": "party"}, "Choose what kind of session it is."), ({"held_on": "10/09/2024"}, "Write the day as year-month-day"),
    ({"surveys": []}, "Choose one survey or more."), ({"surveys": ["good-news"]}, "Choose one survey or more."), ({"readings": ["loud"]}, "Choose one way of reading or more."),
    ({"held_on": "2024-12-10", "surveys": ["child-survey", "strategy-2024"]}, "is not open on Tuesday 10 December 2024. Choose another survey or another day."),
    ({"expected_child": "many"}, "Write how many, in digits."), ({"expected_child": "-1"}, "Write a number from 0 to 2,000."),
    ({"pin": "123", "pin_again": "123"}, "Choose a PIN of 4 to 12 digits"), ({"pin": "12a4", "pin_again": "12a4"}, "Choose a PIN of 4 to 12 digits"),
    ({"pin_again": "4712"}, "The two PINs are not the same. Type the same one twice.")])
def test_a_mistake_is_told_kindly_and_nothing_typed_is_lost(facilitator, wrong, words):
    page = facilitator.posts(NEW, **{**PLAN, **wrong})
    assert page.status == 422
    assert words in page.text
    typed = {**PLAN, **wrong}
    for name in ("name", "held_on", "venue", "led_by", "expected_child", "pin", "pin_again"):
        assert page.soup.find(id=name)["value"] == typed[name]
    assert {box["value"] for box in page.soup.select('input[name="readings"][checked]')} == set(typed["readings"]) - {"loud"}
    assert db.session.query(InPersonSession).count() == 0


def test_a_pin_that_was_made_is_shown_once(facilitator):
    page = facilitator.posts(NEW, **{**PLAN, "pin": "", "pin_again": "", "makes_pin": "y"})
    pin = page.soup.select_one(".code__words").get_text(strip=True)
    session = db.session.query(InPersonSession).one()
    assert re.fullmatch(r"[0-9]{6}", pin)
    assert fits_pin(pin, session.pin)
    assert pin not in facilitator.opens(f"/staff/sessions/{session.id}/change").html


def test_the_plan_can_be_changed_and_an_empty_pin_keeps_the_one_there_is(facilitator):
    session = a_session(facilitator)
    facilitator.posts(f"/staff/sessions/{session.id}/change", **{**PLAN, "name": "Another name", "surveys": ["poet-child"], "pin": "", "pin_again": ""})
    db.session.expire_all()
    assert (session.name, session.surveys) == ("Another name", ["poet-child"])
    assert fits_pin("4711", session.pin)


def test_what_a_tablet_took_along_no_longer_changes(facilitator):
    session = a_session(facilitator)
    pair(a_tablet(session)[0], now())
    facilitator.posts(f"/staff/sessions/{session.id}/change", **{**PLAN, "venue": "Town Hall", "surveys": ["poet-child"], "pin": "9999", "pin_again": "9999", "is_rehearsal": "y"})
    db.session.expire_all()
    assert (session.venue, session.surveys, session.is_rehearsal) == ("Town Hall", ["child-survey"], False)
    assert fits_pin("4711", session.pin)


def test_each_tablet_gets_a_sheet_with_its_number_and_a_code_that_is_shown_once(facilitator, trail):
    session = a_session(facilitator)
    where = f"/staff/sessions/{session.id}/tablets"
    page = facilitator.posts(where, n="3")
    links = [one["href"] for one in page.soup.select(".sheet-of-tablet__link a")]
    assert [one.get_text(strip=True) for one in page.soup.select(".sheet-of-tablet h2")] == ["Tablet 1", "Tablet 2", "Tablet 3"]
    assert all(link.startswith("http://127.0.0.1:5000/room/pair#") for link in links)
    assert len(page.soup.select(".qr svg path")) == 6
    credentials = [link.partition("#")[2] for link in links]
    assert [tablet_of(one).label for one in credentials] == ["1", "2", "3"]
    assert not any(one in facilitator.opens(where).html for one in credentials)
    assert not any(one in str(trail()) for one in credentials)
    assert [one.get_text(strip=True) for one in facilitator.posts(where, n="1").soup.select(".sheet-of-tablet h2")] == ["Tablet 4"]


@pytest.mark.parametrize("n", ["", "0", "13", "six"])
def test_a_number_of_tablets_that_is_none_is_told_kindly(facilitator, n):
    session = a_session(facilitator)
    page = facilitator.posts(f"/staff/sessions/{session.id}/tablets", n=n)
    assert page.status == 422
    assert "Write" in page.soup.select_one(".mend li").get_text()
    assert session.tablets == []


def test_a_revoked_tablet_is_told_and_in_the_trail(facilitator, trail):
    session = a_session(facilitator)
    tablet, _credential = a_tablet(session)
    assert "Tablet 1 is revoked." in facilitator.posts(f"/staff/sessions/{session.id}/tablets/{tablet.id}/revoke").text
    db.session.expire_all()
    assert tablet.revoked_at
    assert ("tablet revoked", tablet.id, "") in trail()
