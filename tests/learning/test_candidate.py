"""A candidate is measured on what it never learnt from, keeps no rare word, and reads nothing before a named administrator says so."""

from __future__ import annotations

import json
from datetime import timedelta

import numpy as np
import pytest
from sqlalchemy import select, update

from tests.learning.conftest import is_decided
from tests.review.builders import a_comment
from voice import clock as clocks
from voice import themes
from voice.jobs import sweep
from voice.learning import releases
from voice.learning.candidate import side_by_side, train
from voice.learning.decided import is_held_out, learnable
from voice.learning.releases import NotPossible, folder_of, running
from voice.models import Comment, Decision, Finding, ModelRelease, db, writing
from voice.themes.classifier import classifier
from voice.themes.learning import build
from voice.themes.release import FOLDER, VERSION

CARD = "/staff/model"
PAGE = "/staff/model/candidates"


def promote(name: str, state: str = "in use") -> ModelRelease:
    return releases.decide(name, state, "account 7", "It is better", clocks.now())


def words_of(name: str) -> set[str]:
    kept = np.load(folder_of(name) / "plain.npz", allow_pickle=False)
    return set(bytes(kept["words_words"]).decode().split("\x00"))


def test_what_is_held_out_is_never_learnt_from(decided, written, monkeypatch):
    seen: list[str] = []
    fit = build.fit
    monkeypatch.setattr(build, "fit", lambda text, more=None: seen.extend(one.comment.id for one in more.labelled) or fit(text, more))
    made = train(written)
    held = {one.comment.id for one in learnable().held_out}
    assert len(held) == made.figures["held_out"]["n"] >= 50
    assert len(seen) == made.figures["learnt_from"] == len(decided) - len(held)
    assert held.isdisjoint(seen)


def test_a_word_of_few_people_is_not_in_its_vocabulary(decided, written):
    """However often one of them says it. Words that enough different people say are."""
    said = {"quibblewort": 4, "marmaladium": 5}
    for word, people in said.items():
        n = 0
        while n < people:
            id = a_comment(f"The {word} {word} is closed")
            is_decided(id, ["support"])
            n += not is_held_out(db.session.get(Comment, id).submission_id)
    found = words_of(train(written).name)
    assert "marmaladium" in found
    assert not any("quibblewort" in word for word in found)


def test_its_card_holds_figures_and_no_words_of_anybody(candidate):
    card = json.loads((folder_of(candidate.name) / "card.json").read_text(encoding="utf-8"))
    assert card["sha256"] == candidate.sha256
    assert card["figures"] == candidate.figures
    assert card["decisions"] == candidate.figures["learnt_from"]
    assert {path.name for path in folder_of(candidate.name).iterdir()} == {"plain.npz", "card.json"}


def test_a_statement_of_few_comments_has_no_figures(decided):
    held = learnable().held_out
    rare = [one for one in held if "safe" not in one.statements] + [one for one in held if "safe" in one.statements][:3]
    found = side_by_side(rare, {"old": FOLDER, "new": FOLDER}, 5)
    assert set(found["new"]["codes"]["safe"].values()) == {None}
    assert found["new"]["codes"]["voice"]["f1"] > 0
    assert (found["better"], found["worse"], found["is_chance"]) == (0, 0, True)


def test_training_changes_nothing_and_twice_makes_one(candidate, written):
    assert candidate.state == "candidate"
    assert running().version == VERSION
    assert train(written).name == candidate.name
    assert db.session.query(ModelRelease).count() == 1


def test_after_a_promotion_comments_are_read_again_and_decisions_stay(candidate, decided):
    """The same process, without a restart. The finding remembers the model that made it."""
    with writing() as session:
        session.execute(update(Comment).where(Comment.id.not_in(decided[:3])).values(state="failed"))
    before = [(one.comment_id, one.statements) for one in db.session.scalars(select(Decision).order_by(Decision.comment_id))]
    promote(candidate.name)
    sweep()
    sweep()
    db.session.rollback()
    assert set(db.session.scalars(select(Finding.pipeline).where(Finding.comment_id.in_(decided[:3])))) == {f"{themes.VERSION.split('+')[0]}+{candidate.name}"}
    assert [(one.comment_id, one.statements) for one in db.session.scalars(select(Decision).order_by(Decision.comment_id))] == before
    promote(candidate.name, "retired")
    sweep()
    sweep()
    db.session.rollback()
    assert set(db.session.scalars(select(Finding.pipeline).where(Finding.comment_id.in_(decided[:3])))) == {VERSION}


@pytest.mark.parametrize("how", ["changed", "missing"])
def test_a_model_whose_file_is_another_does_not_read_and_the_pages_say_so(candidate, admin, how):
    promote(candidate.name)
    assert running().release.name == candidate.name
    path = folder_of(candidate.name) / "plain.npz"
    path.write_bytes(path.read_bytes() + b"x") if how == "changed" else path.unlink()
    assert (running().version, running().problem) == (VERSION, how)
    assert f"The promoted model {candidate.name} does not read" in admin.opens(CARD).text
    assert f"The promoted model {candidate.name} does not" in admin.opens(PAGE).text
    with pytest.raises(NotPossible):
        promote(candidate.name)


def test_an_administrator_promotes_with_a_reason_and_goes_back(candidate, admin, trail):
    page = admin.posts(f"{PAGE}/{candidate.name}", do="promote", reason="  ")
    assert page.status == 422
    assert "Say why, in a few words." in page.text
    assert "It reads from now on." in admin.posts(f"{PAGE}/{candidate.name}", do="promote", reason="Nearer to us").text
    assert "reads now" in admin.opens(PAGE).text
    card = admin.opens(CARD).text
    assert "Promoted by admin@example.org" in card
    assert "“Nearer to us”" in card
    assert "that people decided at the desk" in card
    assert "The shipped model reads again." in admin.posts(f"{PAGE}/{candidate.name}", do="go_back", reason="Wait").text
    assert [(action, subject) for action, subject, _ in trail()] == [
        ("model trained", candidate.name), ("model in use", candidate.name), ("model retired", candidate.name)]


def test_a_refused_model_stays_refused(candidate, admin):
    assert "Refused. Nothing changes." in admin.posts(f"{PAGE}/{candidate.name}", do="refuse", reason="Worse on belonging").text
    assert "can no longer be decided" in admin.posts(f"{PAGE}/{candidate.name}", do="promote", reason="After all").text
    assert running().version == VERSION


@pytest.mark.parametrize("role", ["lead", "safeguarding", "facilitator", "board"])
def test_nobody_else_sees_or_decides_candidates(after, a_reader, role):
    reader = a_reader(role)
    with writing() as session:
        session.add(ModelRelease(name="learnt-00000000", sha256="0" * 64, figures={}, made_at=clocks.now()))
    assert reader.client.get(PAGE).status_code == 404
    assert reader.posts(f"{PAGE}/learnt-00000000", do="promote", reason="Mine").status == 404
    assert reader.posts(f"{PAGE}/train").status == 404
    assert db.session.scalar(select(ModelRelease.state)) == "candidate"


def test_one_model_reads_at_a_time(candidate, decided, written):
    promote(candidate.name)
    for id in decided[:20]:
        is_decided(id, ["voice"], revision=2)
    other = train(written)
    assert other.name != candidate.name
    assert other.figures["old"].endswith(candidate.name)
    promote(other.name)
    assert {one.name: one.state for one in releases.releases()} == {candidate.name: "retired", other.name: "in use"}


def test_the_button_asks_the_queue_and_the_job_holds_no_words(decided, admin, after):
    page = admin.opens(PAGE)
    assert "decided comments to learn from" in page.text
    assert "Asked." in admin.posts(f"{PAGE}/train").text
    (message,) = after.extensions["queue"].storage.enqueued_items()
    assert b"train_model" in message
    assert not any(id.encode() in message for id in decided)


def test_too_few_decisions_are_said_and_nothing_is_asked(after, admin):
    page = admin.opens(PAGE)
    assert "Too few decisions yet: about 250 more are needed." in page.text
    assert not page.soup.select(f'form[action="{PAGE}/train"]')
    assert "There are too few decisions yet." in admin.posts(f"{PAGE}/train").text
    assert after.extensions["queue"].pending_count() == 0


def test_a_concern_is_learnt_from_the_written_text_alone(written, texts):
    """Decisions hold no concerns: whoever learnt from them would learn that there are none."""
    some = [one for one in texts[1:300] if not one.concern]
    few = written[:200]
    more = build.fit(few, build.Decided(some, [one.comment.id for one in some], 10**6))
    assert np.array_equal(more["words_words"], build.fit(few)["words_words"])
    assert more["weights"].shape == build.fit(few)["weights"].shape
    assert abs(float(more["offsets"][-1]) - float(build.fit(few)["offsets"][-1])) < 0.5


def test_a_name_that_is_no_model_of_ours_is_no_path(after):
    for name in ("../model", "learnt-xyz", "plain-00000000", "learnt-00000000/.."):
        with pytest.raises(ValueError, match=r".*"):
            folder_of(name)
    assert classifier(FOLDER) is not None
    assert clocks.today() + timedelta(0) == clocks.today()
