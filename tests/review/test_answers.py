"""What people chose, question by question."""

from tests.review.builders import a_submission
from voice.models import Answer, db, writing

VISION = "How far do you agree or disagree with this vision?"
MATTER = "outcomes_matter"


def they(n, answer=None, skips=(), **who):
    for _ in range(n):
        a_submission(answers=answer, skips=skips, **who)


def captions(page):
    return [caption.get_text(" ", strip=True) for caption in page.soup.find_all("caption")]


def test_every_closed_question_has_a_table_but_those_counted_on_the_overview(lead):
    from surveys.library import all_surveys
    closed = [q for q in all_surveys()["strategy-2024"].questions if q.kind != "comment"]
    assert len(captions(lead.opens("/answers"))) == len(closed) - 4


def test_agreement_shows_both_scales_side_by_side_and_never_added(lead):
    they(6, {"vision_agree": "strongly_agree"})
    they(7, {"vision_agree": "disagree"})
    they(5, {"vision_agree": "yes"}, reading="easy")
    they(8, {"vision_agree": "no"}, reading="pictures")
    rows = lead.opens("/answers").table(VISION)
    assert rows["Yes easy read"] == ["5"]
    assert rows["Strongly agree"] == ["6"]
    assert rows["No easy read"] == ["8"]
    assert rows["Disagree"] == ["7"]
    assert rows["Answered"] == ["13"]
    assert rows["Answered easy read"] == ["13"]


def test_each_standard_answer_stands_under_the_easy_one_it_means(lead):
    assert list(lead.opens("/answers").table(VISION)) == [
        "Yes easy read", "Strongly agree", "Agree", "Not sure easy read", "Neither agree nor disagree", "I don’t know", "No easy read", "Disagree",
        "Strongly disagree", "Answered", "Answered easy read", "Missing: skipped", "Missing: skipped easy read"]


def test_a_skip_is_counted_on_the_scale_that_was_asked(lead):
    they(5, {"vision_agree": "agree"}, reading="standard")
    they(6, skips=("vision_agree",), reading="standard")
    they(7, skips=("vision_agree",), reading="easy")
    rows = lead.opens("/answers").table(VISION)
    assert rows["Missing: skipped"] == ["6"]
    assert rows["Missing: skipped easy read"] == ["7"]


def test_shares_are_given_of_30_people_or_more(lead):
    they(12, {"cornerstones_now": "always"})
    they(17, {"cornerstones_now": "rarely"})
    question = "How often do the Four Cornerstones work well now?"
    assert lead.opens("/answers").table(question)["Always"] == ["12"]
    they(1, {"cornerstones_now": "rarely"})
    assert lead.opens("/answers").table(question)["Always"] == ["12 40%"]


def test_the_answer_of_most_is_said_of_how_many(lead):
    they(6, {"cornerstones_now": "always"})
    they(9, {"cornerstones_now": "rarely"})
    assert "9 of the 15 people who answered chose “Rarely”." in lead.opens("/answers").text


def test_of_agreement_both_sides_are_said_and_not_the_strength_that_most_chose(lead):
    they(5, {"vision_agree": "strongly_agree"})
    they(6, {"vision_agree": "agree"})
    they(7, {"vision_agree": "disagree"})
    text = lead.opens("/answers").text
    assert "Of the 18 people who answered in standard words, 11 agreed or strongly agreed, and 7 disagreed" in text
    assert "chose “Disagree”" not in text


def test_people_who_chose_many_count_once_for_each_and_once_among_those_who_answered(lead):
    they(5, {MATTER: ["voice", "safe"]})
    they(6, {MATTER: ["safe"]})
    page = lead.opens("/answers", section="outcomes")
    rows = next(page.table(c) for c in captions(page) if "People could choose more than one" in c)
    assert rows["I feel safe"] == ["11"]
    assert rows["I have a voice, and this is listened to and respected"] == ["5"]
    assert rows["Answered"] == ["11"]


def test_one_role_can_be_shown(lead):
    they(6, {"vision_agree": "agree"}, role="parent")
    they(9, {"vision_agree": "agree"}, role="child")
    page = lead.opens("/answers", role="child")
    assert page.table(VISION)["Agree"][0] == "9"
    assert "Only: Child or young person" in page.text


def test_a_role_of_few_cannot_be_worked_out_from_the_others(lead):
    they(20, {"cornerstones_now": "always"}, role="parent")
    they(9, {"cornerstones_now": "always"}, role="education")
    they(2, {"cornerstones_now": "always"}, role="child")
    question = "How often do the Four Cornerstones work well now?"
    cells = {role: lead.opens("/answers", role=role).table(question)["Always"][0]
             for role in ("", "parent", "education", "child")}
    assert cells["child"] == "fewer than 5"
    assert "hidden" in cells.values()


def test_everybody_and_one_role_come_from_one_protected_table(lead):
    they(1, {"cornerstones_now": "always"}, role="child")
    they(5, {"cornerstones_now": "always"}, role="parent")
    question = "How often do the Four Cornerstones work well now?"
    shown = [lead.opens("/answers", role=role).table(question)["Always"][0] for role in ("child", "parent", "")]
    assert sum(cell.isdigit() for cell in shown) < 2


def test_an_answer_that_does_not_count_is_not_counted(lead):
    they(6, {"vision_agree": "agree"})
    off = a_submission()
    with writing() as session:
        session.add(Answer(submission_id=off, question_id="vision_agree", value="agree", mark="off_path"))
    assert lead.opens("/answers").table(VISION)["Agree"][0] == "6"
    db.session.rollback()


def test_real_answers_and_examples_are_counted_apart(lead):
    they(6, {"vision_agree": "agree"})
    they(7, {"vision_agree": "agree"}, is_example=True)
    assert lead.opens("/answers").table(VISION)["Agree"][0] == "6"
    assert lead.opens("/answers", data="example").table(VISION)["Agree"][0] == "7"


def test_one_part_of_the_survey_can_be_shown(lead):
    assert captions(lead.opens("/answers", section="vision"))[0].startswith(VISION)
    assert len(captions(lead.opens("/answers", section="vision"))) == 1


def test_what_is_not_known_in_an_address_is_left_out(lead):
    assert len(captions(lead.opens("/answers", section="<b>", role="nobody"))) > 5


def test_people_are_told_that_those_who_answered_chose_to(lead):
    assert "People chose to take part, so this may not be the view of all" in lead.opens("/answers").text
