"""A sample is random and can be drawn again; who codes it is chosen from those who may; one is open at a time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.coding.builders import CODING, account, an_account, some_comments
from tests.review.builders import a_comment, the_edition
from voice.coding import drawing
from voice.models import CodingCoder, CodingItem, CodingSample, Comment, Finding, db, writing

NOW = datetime(2024, 9, 20, 12, tzinfo=UTC)
TWO = ["account 1", "account 2"]


@pytest.mark.parametrize(("there_are", "drawn"), [(0, 0), (1, 1), (49, 49), (51, 50), (250, 50), (251, 51), (1000, 200)])
def test_one_in_five_or_fifty_is_drawn_and_never_more_than_there_are(there_are, drawn):
    assert drawing.how_many(there_are) == drawn


def test_the_same_seed_draws_the_same_and_another_draws_others():
    ids = [f"{n:032x}" for n in range(500)]
    first = drawing.drawn(ids, "a seed", 50)
    assert first == drawing.drawn(reversed(ids), "a seed", 50)
    assert set(first) != set(drawing.drawn(ids, "another seed", 50))


def test_where_a_comment_was_taken_back_the_seed_still_draws_the_others():
    ids = [f"{n:032x}" for n in range(500)]
    first = drawing.drawn(ids, "a seed", 50)
    left = [id for id in ids if id != first[7]]
    assert drawing.drawn(left, "a seed", 49) == [id for id in first if id != first[7]]


def test_every_comment_has_the_same_chance():
    ids = [f"{n:032x}" for n in range(100)]
    times = dict.fromkeys(ids, 0)
    for seed in range(1000):
        for id in drawing.drawn(ids, str(seed), 20):
            times[id] += 1
    assert 140 < min(times.values()) <= max(times.values()) < 260  # 200 each; a standard deviation is 12.6


def test_a_sample_holds_its_seed_and_can_be_drawn_again_from_it(lead):
    some_comments(60)
    made = drawing.draw(the_edition().id, False, TWO, "account 1", NOW)
    items = list(db.session.scalars(select(CodingItem.comment_id).where(CodingItem.sample_id == made.id).order_by(CodingItem.place)))
    assert (made.n_drawn, made.n_of, len(made.seed)) == (50, 60, 32)
    assert items == drawing.drawn(db.session.scalars(select(Comment.id)), made.seed, 50)


def test_what_was_not_read_or_a_safeguarding_lead_has_is_not_drawn_nor_real_with_examples(lead):
    wanted = some_comments(3)
    a_comment("Not read.", is_read=False)
    a_comment("Read in part.", about=("safe",), status="unread")
    a_comment("An example.", is_example=True)
    with writing() as session:
        session.get(Comment, a_comment("A concern.")).desk = "safeguarding"
    made = drawing.draw(the_edition().id, False, TWO, "account 1", NOW)
    assert set(db.session.scalars(select(CodingItem.comment_id))) == set(wanted)
    assert (made.n_drawn, made.n_of) == (3, 3)


def test_what_the_machine_had_found_is_kept_as_it_was(lead):
    id = a_comment("A comment.", about=("belong", "safe"), stance="mixed")
    made = drawing.draw(the_edition().id, False, TWO, "account 1", NOW)
    with writing() as session:
        finding = session.get(Finding, id)
        finding.stance, finding.pipeline = "working", "test-2"
        finding.statements.pop()
    item = db.session.get(CodingItem, (made.id, id))
    assert (item.statements, item.stance, item.pipeline) == (["safe", "belong"], "mixed", "test-1")


@pytest.mark.parametrize("coders", [[], ["account 1"], ["account 1", "account 1"], [f"account {n}" for n in range(4)]])
def test_two_or_three_different_people_code(lead, coders):
    some_comments(1)
    with pytest.raises(ValueError):
        drawing.draw(the_edition().id, False, coders, "account 1", NOW)
    assert db.session.scalar(select(CodingSample)) is None


def test_one_sample_is_open_at_a_time(lead):
    some_comments(2)
    first = drawing.draw(the_edition().id, False, TWO, "account 1", NOW)
    with pytest.raises(drawing.OneIsOpen):
        drawing.draw(the_edition().id, False, TWO, "account 1", NOW)
    drawing.set_aside(first.id)
    drawing.draw(the_edition().id, False, TWO, "account 1", NOW)
    with pytest.raises(LookupError):
        drawing.set_aside(first.id)


def test_the_database_refuses_a_second_open_sample_and_a_fourth_coder(lead):
    some_comments(2)
    made = drawing.draw(the_edition().id, False, TWO, "account 1", NOW)
    with pytest.raises(IntegrityError), writing() as session:
        session.add(CodingSample(edition_id=made.edition_id, is_example=False, seed="x", n_drawn=1, n_of=1, drawn_by="account 1", drawn_at=NOW))
    with pytest.raises(IntegrityError), writing() as session:
        session.add(CodingCoder(sample_id=made.id, coder="account 4", place=4))


def test_only_active_accounts_that_may_decide_are_offered(lead):
    an_account("safeguarding", "here@example.org")
    an_account("safeguarding", "gone@example.org", active=False)
    an_account("admin", "admin@example.org")
    assert [one.email for one in drawing.possible_coders()] == ["here@example.org", "lead@example.org"]


def test_a_lead_draws_from_the_overview_and_is_told_what_is_wrong(lead, trail):
    other = an_account("safeguarding", "safeguarding@example.org")
    me = account("lead@example.org")
    some_comments(3)
    assert lead.opens().soup.find("a", string="How right the grouping is")["href"] == CODING
    page = lead.posts(CODING, coders=[me])
    assert (page.status, page.soup.select_one(".mend li").get_text()) == (422, "Choose two or three people.")
    assert [box["value"] for box in page.soup.select("[name=coders][checked]")] == [me]
    page = lead.posts(CODING, coders=[me, "account 99"])
    assert page.status == 422
    page = lead.posts(CODING, coders=[me, other])
    assert "Fewer than 5 of fewer than 5 comments were drawn at random" in page.text
    assert "0 of 3" in page.text
    assert lead.posts(CODING, coders=[me, other]).status == 422
    assert [(action, details) for action, _subject, details in trail()] == [("sample drawn", f"3 of 3 for {me}, {other}")]


def test_nothing_is_drawn_where_nothing_was_read(lead):
    a_comment(is_read=False)
    other = an_account("safeguarding", "safeguarding@example.org")
    assert "No comment has been read yet." in lead.opens("/coding/").text
    assert lead.posts(CODING, coders=[account("lead@example.org"), other]).status == 422


@pytest.mark.parametrize(("role", "reads", "draws"), [("lead", 200, 422), ("safeguarding", 200, 404), ("admin", 404, 404), ("board", 404, 404), ("facilitator", 404, 404)])
def test_those_who_decide_comments_see_samples_and_leads_draw_them(a_reader, app, role, reads, draws):
    with app.app_context():
        some_comments(1)
    reader = a_reader(role)
    assert reader.opens("/coding/").status == reads
    assert reader.posts(CODING).status == draws


def test_examples_are_drawn_apart(lead):
    other = an_account("safeguarding", "safeguarding@example.org")
    some_comments(2, is_example=True)
    some_comments(1)
    page = lead.posts(CODING, coders=[account("lead@example.org"), other], data="example")
    assert "Example data" in page.text
    assert db.session.scalar(select(CodingSample.n_of)) == 2
    assert "No sample has been drawn yet." in lead.opens("/coding/").text
