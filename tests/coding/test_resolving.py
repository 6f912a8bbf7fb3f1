"""Where coders differ they settle, one comment at a time, seeing who gave what; where all agreed, that is settled already."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from tests.coding.builders import an_account, some_comments, stranger
from tests.review.builders import a_comment, a_submission
from voice.capture.intake import withdraw
from voice.coding import resolving
from voice.models import CodingResolution, db


@pytest.fixture
def differing(team):
    """Three comments; on the first two, two coders differ."""
    with team.inside():
        some_comments(3)
    team.draws()
    ids = team.ids
    team.all_code(**{ids[0]: {"statements": ["safe", "belong"], "stance": "mixed"}, ids[1]: {"statements": [], "stance": "change"}})
    return team


def resolutions(team):
    with team.inside():
        return {one.comment_id: (one.statements, one.stance, one.settled_by, one.revision) for one in db.session.scalars(select(CodingResolution))}


def test_each_difference_is_shown_with_who_gave_what_and_still_no_suggestion(differing):
    page = differing.lead.opens(f"{differing.at}/differences/{differing.ids[0]}")
    assert page.soup.h1.get_text() == "Difference 1 of 2"
    rows = {row.th.get_text(" ", strip=True): row.td.get_text(" ", strip=True) for row in page.soup.select("tbody tr")}
    assert rows["lead@example.org"].endswith("I feel safe Needs to change")
    assert rows["safeguarding@example.org"].endswith("I belong and feel valued Mixed")
    for told in ("evidence", "test-1", "uggested"):
        assert told not in page.html
    assert [box["value"] for box in page.soup.select("[checked]")] == ["safe"]  # what both gave; on the direction they differ
    assert len(differing.lead.opens(f"{differing.at}/differences").soup.select("tbody tr")) == 2


def test_what_is_settled_has_a_name_and_leads_to_the_next(differing):
    page = differing.settles(differing.other, differing.ids[0], ["belong", "safe"], "change")
    assert page.soup.h1.get_text() == "Difference 2 of 2"
    assert resolutions(differing) == {differing.ids[0]: (["safe", "belong"], "change", differing.accounts[1], 1)}
    page = differing.settles(differing.lead, differing.ids[1], [], "neutral")
    assert "Every difference is settled." in page.text
    assert "Settled by safeguarding@example.org" in differing.lead.opens(f"{differing.at}/differences/{differing.ids[0]}").text


def test_where_all_agreed_there_is_nothing_to_settle(differing):
    agreed = differing.ids[2]
    assert differing.lead.opens(f"{differing.at}/differences/{agreed}").status == 404
    assert differing.settles(differing.lead, agreed).status == 404
    with differing.inside():
        done, waits = resolving.settled(differing.sample.id)
        assert [(one.comment_id, codes.statements, codes.stance) for one, codes in done] == [(agreed, ("safe",), "change")]
        assert len(waits) == 2


def test_who_was_overtaken_is_told_and_loses_nothing(differing):
    first = differing.ids[0]
    differing.settles(differing.other, first, ["belong"], "mixed")
    page = differing.settles(differing.lead, first, ["voice"], "working", revision=0)
    assert page.status == 409
    assert "Somebody else settled this while you had it open" in page.text
    assert [box["value"] for box in page.soup.select("[checked]")] == ["voice", "working"]
    assert page.soup.select_one("[name=revision]")["value"] == "1"
    differing.settles(differing.lead, first, ["voice"], "working", revision=1)
    assert resolutions(differing)[first] == (["voice"], "working", differing.accounts[0], 2)


def test_a_direction_is_asked_for(differing):
    page = differing.lead.posts(f"{differing.at}/differences/{differing.ids[0]}", statement="safe", revision="0")
    assert page.status == 422
    assert resolutions(differing) == {}


def test_any_lead_settles_and_a_stranger_who_only_reads_comments_does_not(differing, app):
    with differing.inside():
        lead, reader = an_account("lead", "another@example.org"), an_account("safeguarding", "reader@example.org")
    path = f"{differing.at}/differences/{differing.ids[0]}"
    assert stranger(app, lead).opens(path).status == 200
    assert stranger(app, reader).opens(path).status == 404
    assert stranger(app, reader).posts(path, statement="safe", stance="change", revision="0").status == 404
    assert differing.measures(stranger(app, reader)).status == 404
    assert differing.settles(stranger(app, lead), differing.ids[0]).status == 200


def test_what_was_taken_back_is_not_settled_and_takes_its_resolution_along(team):
    with team.inside():
        some_comments(1)
        submission = a_submission()
        gone = a_comment("Taken back.", submission=submission)
    team.draws()
    team.all_code(**{gone: {"statements": [], "stance": "neutral"}})
    team.settles(team.lead, gone)
    assert gone in resolutions(team)
    with team.inside():
        withdraw(submission, date(2024, 9, 12))
    assert resolutions(team) == {}
    assert team.lead.opens(f"{team.at}/differences/{gone}").status == 404
    assert "Everybody agreed on every comment." in team.lead.opens(f"{team.at}/differences").text


def test_nothing_is_settled_after_the_machine_was_measured(differing):
    for id in differing.ids[:2]:
        differing.settles(differing.lead, id)
    differing.measures()
    before = resolutions(differing)
    page = differing.settles(differing.lead, differing.ids[0], ["voice"], "mixed", revision=1)
    assert "What was settled stays as it was." in page.text
    assert resolutions(differing) == before


def test_the_trail_says_who_settled_what(differing, trail):
    differing.settles(differing.lead, differing.ids[0], ["belong"], "mixed")
    with differing.inside():
        assert ("settled", f"{differing.sample.id} {differing.ids[0]}", "belong mixed") in trail()
