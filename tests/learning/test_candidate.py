"""A candidate is measured on what it never learnt from, keeps no rare word, and reads nothing before a named administrator says so."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest
from sqlalchemy import select

from tests.learning.conftest import HELD, is_decided
from tests.review.builders import a_comment
from voice import clock as clocks
from voice.jobs import ask_to_train, sweep
from voice.learning import releases
from voice.learning.candidate import side_by_side, train
from voice.learning.decided import is_held_out, learnable
from voice.learning.releases import NotPossible, folder_of, running
from voice.models import Comment, Decision, Finding, ModelRelease, db, writing
from voice.themes import release
from voice.themes.learning import build
from voice.themes.release import FOLDER, VERSION

CARD = "/staff/model"
PAGE = "/staff/model/candidates"


def promote(name: str, state: str = "in use") -> ModelRelease:
    return releases.decide(name, state, "account 7", "It is better", clocks.now())


def words_of(name: str) -> set[str]:
    kept = np.load(folder_of(name) / "plain.npz", allow_pickle=False)
    return set(bytes(kept["words_words"]).decode().split("\x00"))


def test_a_candidate_is_measured_on_what_it_never_learnt_from_and_keeps_no_rare_word(decided, written, monkeypatch):
    """A word of fewer than five people is not kept, however often one of them says it. A second training of the same makes no second row."""
    said = {"quibblewort": 4, "marmaladium": 5}
    for word, people in said.items():
        n = 0
        while n < people:
            decided.append(a_comment(f"The {word} {word} is closed"))
            is_decided(decided[-1], ["support"])
            n += not is_held_out(db.session.get(Comment, decided[-1]).submission_id)
    seen: list[str] = []
    fit = build.fit
    monkeypatch.setattr(build, "fit", lambda text, more=None: seen.extend(one.comment.id for one in more.labelled) or fit(text, more))
    made = train(written[:150])
    name, figures, sha256 = made.name, made.figures, made.sha256
    held = {one.comment.id for one in learnable().held_out}
    assert len(held) == figures["held_out"]["n"] >= HELD
    assert len(seen) == figures["learnt_from"] == len(decided) - len(held)
    assert held.isdisjoint(seen)
    found = words_of(name)
    assert "marmaladium" in found
    assert not any("quibblewort" in word for word in found)
    card = json.loads((folder_of(name) / "card.json").read_text(encoding="utf-8"))
    assert (card["sha256"], card["figures"], card["decisions"]) == (sha256, figures, figures["learnt_from"])
    assert {path.name for path in folder_of(name).iterdir()} == {"plain.npz", "card.json"}
    assert train(written[:150]).name == name
    assert db.session.query(ModelRelease).count() == 1
    assert (db.session.get(ModelRelease, name).state, running().version) == ("candidate", VERSION)


def test_a_statement_of_few_comments_has_no_figures(texts):
    rare = [one for one in texts[:300:6] if "safe" not in one.statements] + [one for one in texts if "safe" in one.statements][:3]
    found = side_by_side(rare, {"old": FOLDER, "new": FOLDER}, 5)
    assert set(found["new"]["codes"]["safe"].values()) == {None}
    assert found["new"]["codes"]["voice"]["f1"] > 0
    assert (found["better"], found["worse"], found["is_chance"]) == (0, 0, True)


def test_after_a_promotion_comments_are_read_again_and_decisions_stay(candidate):
    """The same process, without a restart. The finding remembers the model that made it."""
    id = a_comment("I feel safe on the bus")
    is_decided(id, ["belong"])
    sweep_until_read()
    assert finding_of(id) == VERSION
    promote(candidate)
    sweep_until_read()
    assert finding_of(id) == f"{release.RULES}+{candidate}"
    promote(candidate, "retired")
    sweep_until_read()
    assert finding_of(id) == VERSION
    assert [one.statements for one in db.session.scalars(select(Decision))] == [["belong"]]


def sweep_until_read() -> None:
    """The first sweep puts back what another release read, the second reads it."""
    sweep()
    sweep()
    db.session.rollback()


def finding_of(comment_id: str) -> str:
    return db.session.scalar(select(Finding.pipeline).where(Finding.comment_id == comment_id))


@pytest.mark.parametrize("how", ["changed", "missing"])
def test_a_model_whose_file_is_another_does_not_read_and_the_pages_say_so(candidate, admin, how):
    promote(candidate)
    assert running().release.name == candidate
    path = folder_of(candidate) / "plain.npz"
    path.write_bytes(path.read_bytes() + b"x") if how == "changed" else path.unlink()
    assert (running().version, running().problem) == (VERSION, how)
    assert f"The promoted model {candidate} does not read" in admin.opens(CARD).text
    assert f"The promoted model {candidate} does not" in admin.opens(PAGE).text
    with pytest.raises(NotPossible):
        promote(candidate)


def test_an_administrator_promotes_with_a_reason_and_goes_back(candidate, admin, trail):
    page = admin.posts(f"{PAGE}/{candidate}", do="promote", reason="  ")
    assert page.status == 422
    assert "Say why, in a few words." in page.text
    assert "It reads from now on." in admin.posts(f"{PAGE}/{candidate}", do="promote", reason="Nearer to us").text
    assert "reads now" in admin.opens(PAGE).text
    card = admin.opens(CARD).text
    assert "Promoted by admin@example.org" in card
    assert "“Nearer to us”" in card
    assert "that people decided at the desk" in card
    assert "How many concerns this model finds was not measured. So read everything" in card
    assert "The shipped model reads again." in admin.posts(f"{PAGE}/{candidate}", do="go_back", reason="Wait").text
    assert [(action, subject) for action, subject, _ in trail()] == [("model in use", candidate), ("model retired", candidate)]


def test_a_refused_model_stays_refused(candidate, admin):
    assert "Refused. Nothing changes." in admin.posts(f"{PAGE}/{candidate}", do="refuse", reason="Worse on belonging").text
    assert "can no longer be decided" in admin.posts(f"{PAGE}/{candidate}", do="promote", reason="After all").text
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


def test_one_model_reads_at_a_time(candidate, made):
    other = "learnt-00000000"
    folder, row = made
    shutil.copytree(folder, folder_of(other))
    with writing() as session:
        session.add(ModelRelease(**{**row, "name": other}, made_at=clocks.now()))
    promote(candidate)
    promote(other)
    assert {one.name: one.state for one in releases.releases()} == {candidate: "retired", other: "in use"}
    promote(candidate)
    assert running().release.name == candidate


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


def test_a_job_that_finds_too_few_decisions_makes_nothing(after):
    """They may have been taken back since somebody pressed the button."""
    assert ask_to_train(after)
    queue = after.extensions["queue"]
    queue.execute(queue.dequeue())
    assert releases.releases() == []


def test_a_concern_is_learnt_from_the_written_text_alone(written, texts, monkeypatch):
    """Decisions hold no concerns: whoever learnt from them would learn that there are none."""
    learnt_from: list[int] = []
    monkeypatch.setattr(build, "_line", lambda x, y, strength, balanced=False: learnt_from.append(len(y)) or (np.zeros(x.shape[1]), 0.0))
    build.fit(written[:100], build.Decided(texts[1:41], [one.comment.id for one in texts[1:41]]))
    assert learnt_from == [140] * 7 + [100]


def test_a_name_that_is_no_model_of_ours_is_no_path(after):
    for name in ("../model", "learnt-xyz", "plain-00000000", "learnt-00000000/.."):
        with pytest.raises(ValueError):
            folder_of(name)
