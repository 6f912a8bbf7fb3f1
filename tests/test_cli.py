"""Commands, as an operator types them."""

import json

import pytest
from click.testing import CliRunner

from surveys.library import HERE
from tests.conftest import SECRET
from voice.cli import main


@pytest.fixture
def voice(tmp_path, empty_sqlite, monkeypatch):
    """Run a command on a database of its own, as `voice` does; return what it printed."""
    (tmp_path / "voice.sqlite3").write_bytes(empty_sqlite.read_bytes())
    monkeypatch.setenv("VOICE_DATA_FOLDER", str(tmp_path))
    monkeypatch.setenv("VOICE_SECRET_KEY", SECRET)

    def run(*words, fails=False):
        result = CliRunner().invoke(main, list(words))
        assert (result.exit_code != 0) is fails, result.output
        return result.output

    return run


def test_surveys_are_checked_and_shown(voice):
    assert "Nothing to mend in child-survey" in voice("surveys", "check")
    shown = voice("surveys", "show", "strategy-2024")
    assert "outcomes_matter (choose_many)" in shown
    assert "easy:" in shown
    assert "There is no survey “nowhere”" in voice("surveys", "show", "nowhere", fails=True)


def test_an_extension_is_refused_without_a_reason_and_made_with_one(voice):
    assert "needs a reason" in voice("surveys", "window", "strategy-2024", "--closes", "2024-10-18", fails=True)
    assert "2024-10-18" in voice("surveys", "window", "strategy-2024", "--closes", "2024-10-18", "--reason", "The inspection took 3 weeks.")


def test_a_file_of_comments_is_grouped(voice, tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "out.jsonl"
    source.write_text("id,text,prompt\na,I get bullied on the bus and I am scared,How is school?\n", encoding="utf-8")
    voice("theme", "--in", str(source), "--out", str(target))
    found = json.loads(target.read_text(encoding="utf-8"))
    assert "safe" in [one["code"] for one in found["statements"]]
    assert set(found) >= {"id", "statements", "stance", "concern", "personal", "place"}
    source.write_text("a,b\n1,2\n", encoding="utf-8")
    assert "column" in voice("theme", "--in", str(source), "--out", str(target), fails=True)


def test_an_account_is_made_with_a_link_that_works_once(voice):
    assert "/staff/set-up/" in voice("staff", "add", "lead@example.org", "--role", "lead")
    assert "lead@example.org" in voice("staff", "list")
    assert "Error" in voice("staff", "add", "lead@example.org", "--role", "lead", fails=True)
    assert "can no longer sign in" in voice("staff", "disable", "lead@example.org")
    assert "Error" in voice("staff", "add", "someone@example.org", "--role", "king", fails=True)


def test_example_data_never_stands_in_production_or_beside_real_answers(voice, monkeypatch):
    assert "for VOICE_ENVIRONMENT=demo only" in voice("demo", fails=True)
    monkeypatch.setenv("VOICE_ENVIRONMENT", "production")
    assert "for VOICE_ENVIRONMENT=demo only" in voice("demo", fails=True)


def test_the_demo_is_labelled_and_filled_once(voice, monkeypatch, tmp_path):
    (tmp_path / "voice.sqlite3").unlink()
    monkeypatch.setenv("VOICE_ENVIRONMENT", "demo")
    assert "Example data only" in voice("demo", "--answers", "12")
    assert "lead@example.org" in voice("demo", "--answers", "12")


def test_the_report_says_how_long_each_survey_is_and_that_minutes_are_about(voice):
    said = voice("surveys", "report", "child-survey")
    assert [line.split()[:2] for line in said.splitlines()[1:]] == [["child-survey", reading] for reading in ("standard", "easy", "pictures")]
    assert "minutes, about" in said
    assert "There is no survey “lunch”" in voice("surveys", "report", "lunch", fails=True)


def test_a_survey_is_written_as_a_workbook_and_what_it_cannot_hold_is_said(voice, tmp_path):
    said = voice("surveys", "export", "child-survey", str(tmp_path / "child.xlsx"))
    assert "Pictures: easy read shows one" in said
    assert (tmp_path / "child.xlsx").read_bytes().startswith(b"PK")
    assert "such as child-survey.xlsx" in voice("surveys", "export", "child-survey", str(tmp_path / "child.txt"), fails=True)


def test_a_file_that_is_no_form_is_told_and_no_survey_begins(voice, tmp_path):
    (tmp_path / "form.xlsx").write_text("not a workbook")
    voice("surveys", "import", str(tmp_path / "form.xlsx"), "lunch-survey", fails=True)
    voice("surveys", "export", "child-survey", str(tmp_path / "child.xlsx"))
    assert "There is a folder surveys/child-survey already" in voice("surveys", "import", str(tmp_path / "child.xlsx"), "child-survey", fails=True)
    assert not (HERE / "lunch-survey").exists()


def test_answers_without_their_easy_twins_are_told(voice):
    said = voice("surveys", "new", "lunch-survey", "--title", "Lunch", "--easy-title", "Lunch", "--question", "How?", "--easy-question", "How?",
                 "--answers", "Good; Bad", "--easy-answers", "Good", "--asks", "child", "--once", fails=True)
    assert "There are 2 answers and 1 in easy read" in said
    assert not (HERE / "lunch-survey").exists()


def test_a_survey_that_is_not_whole_waits_while_the_others_run(app, monkeypatch):
    from surveys import easy_read
    from voice.models import Edition, db, writing
    from voice.setting_up import NotReady, set_up
    real = easy_read.problems
    monkeypatch.setattr(easy_read, "problems", lambda survey, pictures: ["mend this"] if survey.slug == "good-news" else real(survey, pictures))
    with app.app_context(), writing() as session:
        session.query(Edition).filter_by(slug="good-news").delete()
    said = set_up(app)
    assert "good-news: NOT OPEN, 1 to mend. See them with: .venv/bin/voice surveys check good-news" in said
    assert app.test_client().get("/en/good-news/").status_code == 404
    assert app.test_client().get("/en/child-survey/").status_code == 200
    monkeypatch.setattr(easy_read, "problems", lambda survey, pictures: ["mend this"] if survey.slug == "child-survey" else [])
    with pytest.raises(NotReady, match="“child-survey” has been open, and its easy read is no longer whole"):
        set_up(app)
    with app.app_context():
        db.session.remove()
