"""Two or three people code a sample blind; then what they gave is compared, settled, and held against the machine."""

import pytest
from sqlalchemy import select

from tests.desk import HOME
from tests.review.builders import a_comment, the_edition
from voice import clock
from voice.coding import samples as verbs
from voice.coding.samples import Coded, NotYet
from voice.models import Comment, Finding, Submission, User, db, writing
from voice.models.coding import SampleItem


def account(reader):
    with reader.client.session_transaction("/staff/") as signed:
        return f"account {db.session.scalar(select(User.id).where(User.fs_uniquifier == signed['_user_id']))}"


@pytest.fixture
def two(a_reader, lead):
    return lead, a_reader("safeguarding")


@pytest.fixture
def sample(lead, two):
    """Twelve comments, grouped under safe by the machine."""
    for n in range(12):
        a_comment(f"Comment {n}: the crossing frightens me", about={"safe": [[11, 24]]}, on=clock.today())
    edition = the_edition()
    return verbs.draw(edition.id, False, [account(one) for one in two], "account 1", clock.now())


def codes_all(reader, sample, statements=("safe",), stance="change", odd=0):
    """Code all comments through the pages; the first `odd` of them get no statement."""
    who = account(reader)
    for number, item in enumerate(verbs.items_of(sample.id)):
        reader.posts(f"{HOME}/coding/{sample.id}/code/{item.comment_id}", **({} if number < odd else {"statement": statements[0]}), stance=stance)
    assert len(verbs.codings_of(sample.id, who)) == len(verbs.items_of(sample.id))


def test_a_sample_is_a_fifth_or_fifty_and_the_seed_draws_it_again(lead):
    assert [verbs.size_of(n) for n in (3, 50, 100, 300, 1000)] == [3, 50, 50, 60, 200]
    for n in range(60):
        a_comment(f"Comment {n}", about=("safe",))
    one = verbs.draw(the_edition().id, False, ["account 1", "account 2"], "account 1", clock.now())
    other = verbs.draw(the_edition().id, False, ["account 1", "account 2"], "account 1", clock.now(), seed=one.seed)
    assert [i.comment_id for i in verbs.items_of(one.id)] == [i.comment_id for i in verbs.items_of(other.id)]
    assert len(verbs.items_of(one.id)) == 50


def test_comments_that_wait_or_are_with_safeguarding_or_are_examples_are_not_drawn(lead):
    a_comment("waits", is_read=False)
    a_comment("an example", about=("safe",), is_example=True)
    kept, sent = a_comment("here", about=("safe",)), a_comment("there", about=("safe",))
    with writing() as session:
        session.get(Comment, sent).desk = "safeguarding"
    drawn = verbs.draw(the_edition().id, False, ["account 1", "account 2"], "account 1", clock.now())
    assert [i.comment_id for i in verbs.items_of(drawn.id)] == [kept]


def test_a_lead_draws_a_sample_for_two_people_and_not_for_one(lead, two):
    a_comment("The crossing", about=("safe",))
    refused = lead.posts(f"{HOME}/coding/", coder=account(lead))
    assert (refused.status, "Choose 2 or 3 people." in refused.text) == (422, True)
    assert verbs.samples_of(the_edition().id, False) == []


def test_a_coder_sees_neither_the_machine_nor_the_others(lead, two, sample):
    other = two[1]
    first = verbs.items_of(sample.id)[0].comment_id
    verbs.code(sample.id, first, account(other), Coded(("belong",), "mixed"), clock.now())
    page = lead.opens(f"/coding/{sample.id}/code", at=first)
    assert page.status == 200
    form = page.soup.select_one("form.decide")
    assert not form.select("input[checked]")
    assert not page.soup.select("mark, .suggestion, .band")
    assert lead.opens(f"/coding/{sample.id}").soup.select("table") == []


def test_who_does_not_code_a_sample_cannot_open_its_comments(a_reader, sample):
    stranger, admin = a_reader("lead"), a_reader("admin")
    assert stranger.opens(f"/coding/{sample.id}/code").status == 404
    assert stranger.opens(f"/coding/{sample.id}").status == 200
    assert admin.opens(f"/coding/{sample.id}").status == 404


def test_personal_details_are_hidden_from_coders_too(lead, two):
    a_comment("Ask Maisie Dunn about it", about=("voice",), personal=[[4, 15]])
    drawn = verbs.draw(the_edition().id, False, [account(one) for one in two], "account 1", clock.now())
    assert "Maisie" not in lead.opens(f"/coding/{drawn.id}/code").html


def test_one_is_done_only_when_all_is_coded_and_then_nothing_changes(lead, sample):
    me, first = account(lead), verbs.items_of(sample.id)[0].comment_id
    with pytest.raises(NotYet):
        verbs.finish(sample.id, me, clock.now())
    codes_all(lead, sample)
    lead.posts(f"{HOME}/coding/{sample.id}/done")
    with pytest.raises(NotYet):
        verbs.code(sample.id, first, me, Coded((), "neutral"), clock.now())


def test_agreement_stays_as_it_was_and_the_machine_is_held_against_what_was_settled(lead, two, sample):
    """One coder gives safe to all twelve, the other to ten; they settle that one of the two is safe: the machine is right in 11 of 12."""
    codes_all(lead, sample)
    codes_all(two[1], sample, odd=2)
    for one in two:
        one.posts(f"{HOME}/coding/{sample.id}/done")
    db.session.rollback()
    before = db.session.get(type(sample), sample.id).agreement
    assert before["safe"]["n"] == 22
    assert verbs.figures(sample.id) is None
    differing = [row.comment_id for row in verbs.sides(sample.id) if not row.is_same]
    assert len(differing) == 2
    page = lead.opens(f"/coding/{sample.id}/settle")
    assert "None of the seven" in page.text
    lead.posts(f"{HOME}/coding/{sample.id}/settle/{differing[0]}", statement="safe", stance="change")
    lead.posts(f"{HOME}/coding/{sample.id}/settle/{differing[1]}", stance="change")
    db.session.rollback()
    found = verbs.machine_is_right(the_edition().id, False)["safe"]
    assert (found.grouped.right, found.grouped.n, found.belonging.right, found.belonging.n) == (11, 12, 11, 11)
    assert db.session.get(type(sample), sample.id).agreement == before
    text = lead.opens(f"/coding/{sample.id}").text
    assert "Of the comments we group under “I feel safe”, about 92 in 100 are right (65 to 99)." in text
    assert "People do not agree enough" in text


def test_a_later_release_changes_no_figure_of_an_older_sample(lead, two, sample):
    for one in two:
        codes_all(one, sample)
        one.posts(f"{HOME}/coding/{sample.id}/done")
    db.session.rollback()
    before = verbs.figures(sample.id)
    with writing() as session:
        for finding in session.scalars(select(Finding)):
            finding.pipeline, finding.statements = "test-2", []
    assert verbs.figures(sample.id) == before
    assert before["safe"].grouped.share == 1.0


def test_a_comment_that_is_taken_back_leaves_its_sample(lead, two, sample):
    gone = verbs.items_of(sample.id)[0].comment_id
    codes_all(lead, sample)
    with writing() as session:
        session.delete(session.get(Submission, session.get(Comment, gone).submission_id))
    assert gone not in [item.comment_id for item in verbs.items_of(sample.id)]
    assert gone not in verbs.codings_of(sample.id, account(lead))
    assert len(db.session.scalars(select(SampleItem)).all()) == 11
    assert lead.posts(f"{HOME}/coding/{sample.id}/code/{gone}", statement="safe", stance="change").status == 200


def test_reading_a_comment_to_code_it_is_in_the_trail(lead, sample, trail):
    lead.opens(f"/coding/{sample.id}/code")
    assert ("read_comments", "strategy-2024/coding", verbs.items_of(sample.id)[0].comment_id) in trail()
