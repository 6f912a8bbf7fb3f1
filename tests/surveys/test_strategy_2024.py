"""What must be true of the consultation on the draft SEND strategy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from surveys.answers import Answer, Answers, Value, problem_with
from surveys.easy_pages import EXAMPLES, pages
from surveys.easy_read import can_open, problems
from surveys.glossary import glossary
from surveys.journey import next_question, path, progress
from surveys.library import all_surveys
from surveys.schema import READINGS, STATEMENTS, Question, Survey

Walks = list[tuple[str, str, list[str]]]
ROOT = Path(__file__).resolve().parents[2]


def unwrapped(words: str) -> str:
    """Return words with each paragraph on one line."""
    return "\n".join(" ".join(paragraph.split()) for paragraph in words.strip().split("\n\n"))


ROLES = ("child", "parent", "family", "education", "health", "social_care", "voluntary", "other")
SEVEN = {
    "voice": "I have a voice, and this is listened to and respected",
    "healthy": "I am as healthy as possible",
    "safe": "I feel safe",
    "support": "I have help and support in a way that suits me",
    "adults": "I have adults in my life who are supported to help me",
    "independent": "I am supported to be as independent as possible and have a purposeful life",
    "belong": "I belong and feel valued",
}
QUOTED = {
    "vision_agree": unwrapped("""
        Rotherham is just as ambitious for children and young people with SEND as for every other child.
    """),
    "equity_agree": unwrapped("""
        We will ensure children and young people can access the high-quality support, services, and provision
        that they need to live a good life.

        We will raise the bar and raise standards so that everyone receives the very highest quality support
        and care.

        We will ensure there is good and outstanding provision for all children and young people, within or
        close to their local community.
    """),
    "ambition_agree": unwrapped("""
        We will have high ambitions for every child and young person to develop to the full, starting in the
        earliest years and continuing throughout their life.

        We will provide choice and opportunity throughout every stage of life, but most notably at the end of
        formal education so that there are meaningful choices for living and employment for every young
        person.

        We will view education as an important pathway and part of a young person’s journey, not the end
        destination.
    """),
    "inclusion_agree": unwrapped("""
        We will challenge non-inclusive practice, policy or behaviour and remove barriers so that
        opportunities are equally accessible to all children, young people and their families.

        We will position SEND at the heart of leadership so that education, health, and care meet the
        ever-changing needs of local communities.

        We will improve the Early Help offer so that families are aware of an access the universal and
        targeted support available
    """),
    "commitment_1_agree": "Fewer permanent exclusions and part-time timetables for children with SEND.",
    "commitment_2_agree": unwrapped("""
        Fewer disabled children and children with SEN missing school because of health, including mental
        health.
    """),
    "commitment_3_agree": "A clear process for engaging with children and young people.",
    "outcomes_agree": "\n".join(f"{number}. {words}" for number, words in enumerate(SEVEN.values(), 1)),
}
TEST_QUESTIONS = {
    "equity_agree": "Will this decision make things more equal?",
    "ambition_agree": "Is this the best we can do?",
    "inclusion_agree": "Will this decision help to make things more inclusive?",
}
COMMITMENTS = "commitment_1_agree", "commitment_2_agree", "commitment_3_agree"


@pytest.fixture(scope="module")
def survey() -> Survey:
    return all_surveys()["strategy-2024"]


def drawn() -> dict[str, str]:
    """Return the description of each picture by its name."""
    found = {}
    for file in (ROOT / "static" / "pictures").glob("*.svg"):
        desc = re.search(r"<desc[^>]*>(.*?)</desc>", file.read_text(encoding="utf-8"), re.S)
        found[file.stem] = desc[1].strip() if desc else ""
    return found


def answer_to(question: Question, reading: str, turn: int) -> Value:
    """Return an answer: turn 0 takes the first option, turn 1 the second, and round again."""
    if question.kind == "comment":
        return "The bus is late."
    if question.scale:
        scale = tuple(point.value for point in question.scale.points(reading))
        return scale[turn % len(scale)]
    if question.kind == "choose_many":
        together = [option.value for option in question.options if not option.apart]
        size = question.max_choices or 2
        return [together[(turn * size + n) % len(together)] for n in range(size)]
    return question.options[turn % len(question.options)].value


def walk(survey: Survey, role: str, reading: str, turn: int = 0, **fixed: Answer) -> tuple[Answers, list[str]]:
    """Answer page by page to the end, and return the answers and the ids in the order they were asked."""
    answers, asked = Answers({"role": Answer(role)}), ["role"]
    while question := next_question(survey, answers, reading):
        assert question.id not in asked, f"{question.id} is asked twice: {role}, {reading}, turn {turn}"
        given = fixed.get(question.id) or Answer(answer_to(question, reading, turn))
        answers = Answers({**answers, question.id: given})
        asked.append(question.id)
    return answers, asked


@pytest.fixture(scope="module")
def walks(survey: Survey) -> Walks:
    """Role, reading and the questions asked, often enough to choose every option once; questions about you are open."""
    turns = range(max(len(question.options) for question in survey.questions))
    return [(role, reading, walk(survey, role, reading, turn, about_you=Answer("yes"))[1])
            for role, reading, turn in product(ROLES, READINGS, turns)]


# ── The whole ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_survey_loads_from_a_folder_of_its_name() -> None:
    for slug in all_surveys():
        assert (ROOT / "surveys" / slug / "survey.yaml").is_file()


def test_it_has_at_most_14_parts_with_the_check(survey: Survey) -> None:
    assert progress(survey, Answers(), "standard", survey.by_id["role"]).parts <= 14


def test_each_role_the_consultation_names_can_answer(survey: Survey) -> None:
    assert tuple(option.value for option in survey.by_id["role"].options) == ROLES


def test_only_the_role_must_be_answered(survey: Survey) -> None:
    assert [(question.id, question.missing) for question in survey.questions if question.is_required] == [
        ("role", "Choose who you are answering as")]


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("role", ROLES)
def test_every_role_reaches_the_end_in_every_reading(survey: Survey, role: str, reading: str) -> None:
    for turn in range(14):
        answers, asked = walk(survey, role, reading, turn)
        assert tuple(asked) == tuple(question.id for question in path(survey, answers, reading))


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("role", ROLES)
def test_everything_but_the_role_may_be_skipped(survey: Survey, role: str, reading: str) -> None:
    answers = Answers({"role": Answer(role)})
    while question := next_question(survey, answers, reading):
        answers = Answers({**answers, question.id: Answer(skipped=True)})
    assert len(answers) > 8


def test_every_question_is_asked_of_somebody_in_each_of_its_formats(survey: Survey, walks: Walks) -> None:
    reached = {(reading, question) for _, reading, asked in walks for question in asked}
    meant = {(reading, question.id) for question in survey.questions for reading in question.formats}
    assert meant - reached == set()


def test_no_answer_that_is_offered_is_refused(survey: Survey) -> None:
    for question in survey.questions:
        for option in question.options:
            value: Value = [option.value] if question.kind == "choose_many" else option.value
            assert problem_with(question, value) is None, (question.id, option.value)


def test_pictures_is_the_shortest_way_and_has_24_pages_at_most(walks: Walks) -> None:
    """24 pages is the most for easy read. Source: GOV.UK easy read rules."""
    longest = {reading: max(len(asked) for _, way, asked in walks if way == reading) for reading in READINGS}
    assert longest["pictures"] <= 24
    assert longest["pictures"] < longest["standard"] <= longest["easy"]


# ── The draft's words ───────────────────────────────────────────────────────────────────────────────────────────────


def test_quotations_are_the_words_of_the_draft(survey: Survey) -> None:
    assert {question.id: question.quotation.text for question in survey.questions if question.quotation} == QUOTED


def test_each_principle_shows_its_test_question(survey: Survey) -> None:
    for question, words in TEST_QUESTIONS.items():
        assert f"“{words}”" in (survey.by_id[question].hint or "")


def test_the_seven_statements_stand_in_the_order_and_words_of_the_council(survey: Survey) -> None:
    options = survey.by_id["outcomes_matter"].options
    shown = {option.value: option.label for option in options if not option.apart}
    assert list(shown.items()) == list(SEVEN.items())
    assert tuple(option.statement for option in options if not option.apart) == STATEMENTS
    assert [option.value for option in options if option.apart] == ["not_sure"]


def test_up_to_3_statements_are_chosen_and_each_is_asked_about(survey: Survey) -> None:
    assert survey.by_id["outcomes_matter"].max_choices == 3
    chosen = Answer(["safe", "voice", "belong"])
    _, asked = walk(survey, "parent", "standard", outcomes_matter=chosen)
    helps = [question for question in asked if question.startswith("help_")]
    assert helps == ["help_voice", "help_safe", "help_belong"]


def test_each_statement_has_a_page_of_its_own(survey: Survey) -> None:
    helps = [question for question in survey.questions if question.id.startswith("help_")]
    assert [(question.id, question.statement) for question in helps] == [(f"help_{code}", code) for code in STATEMENTS]


def test_i_feel_safe_says_that_the_draft_sets_no_measure(survey: Survey) -> None:
    assert "no measure" in (survey.by_id["help_safe"].note or "")
    safe = next(option for option in survey.by_id["outcomes_matter"].options if option.value == "safe")
    assert "no measure" in (safe.hint or "")
    assert not any("measure" in (question.note or "") for question in survey.questions if question.id != "help_safe")


def test_the_four_cornerstones_are_named(survey: Survey) -> None:
    names = ["Welcome and Care", "Value and Include", "Communicate", "Work in Partnership"]
    assert all(name in (survey.by_id["cornerstones_now"].hint or "") for name in names)
    assert [option.label for option in survey.by_id["cornerstones_work"].options if not option.apart] == names


# ── Wording ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def every_standard_text(survey: Survey) -> Iterator[str]:
    start = survey.start
    yield from (survey.title, start.lead, *(fact.text for fact in start.facts))
    yield from (text for fold in start.folds for text in (fold.title, *fold.text))
    for question in survey.questions:
        yield from filter(None, (question.text, question.hint, question.note, question.missing))
        yield from (text for option in question.options for text in (option.label, option.hint) if text)
    yield from (text for step in survey.next_steps for text in (step.title, step.text) if text)


def test_agreement_is_asked_both_ways(survey: Survey) -> None:
    for question in survey.questions:
        if question.kind == "agreement":
            assert question.text.startswith("How far do you agree or disagree "), question.id


def test_no_text_leads_or_labels(survey: Survey) -> None:
    wrong = r"\bdo you agree that\b|suffer|special needs child|the disabled|\bkids\b|EHCP plan|\bASD\b|!"
    unkind = re.compile(wrong, re.IGNORECASE)
    assert [text for text in every_standard_text(survey) if unkind.search(text)] == []


def test_titles_tell_pages_apart(survey: Survey) -> None:
    """Pages about a statement share their question: the statement above it tells them apart."""
    texts = [question.text for question in survey.questions if not question.statement and question.id != "age_adult"]
    assert [text for text in texts if texts.count(text) > 1] == []


def test_the_start_tells_what_people_must_know(survey: Survey) -> None:
    start = survey.start
    folds = [text for fold in start.folds for text in fold.text]
    standard = " ".join([start.lead, *(fact.text for fact in start.facts), *folds])
    for told in (
        "Nothing has been decided yet", "open to change", "not open to change", "%(council)s",
        "%(partner_forum)s", "Anyone can answer", "%(opens_on)s", "%(closes_on)s", "%(closes_at)s",
        "%(minutes)s", "on paper, by phone or in person", "large print", "another language",
        "skip any question", "stop at any time", "We read every answer", "numbers, what many people said",
        "%(withdraw_until)s", "privacy", "decides on the final strategy", "%(decided_when)s", "%(summary_by)s",
        "You said, we did", "%(help_phone)s", "%(help_email)s",
        "If you tell us someone is in danger we may have to tell someone who can help", "do not write names",
    ):
        assert told in standard, told


def test_the_easy_start_tells_the_same(survey: Survey) -> None:
    easy = " ".join(idea.text for idea in survey.start.easy)
    for told in (
        "It is not finished", "change the plan", "cannot change the law", "%(council)s", "Anyone can answer",
        "%(opens_on)s", "%(closes_on)s", "%(closes_at)s", "%(minutes)s", "on paper", "phone", "in person",
        "large print", "skip any question", "stop at any time", "reads every answer", "decide %(decided_when)s",
        "%(summary_by)s", "%(help_phone)s", "in danger", "tell someone who can help", "do not write names",
    ):
        assert told in easy, told


def test_settings_stand_only_where_they_are_filled_in(survey: Survey) -> None:
    steps = (*survey.next_steps, *survey.easy_next_steps)
    filled = [survey.start.lead, *(idea.text for idea in (*survey.start.facts, *survey.start.easy)),
              *(text for fold in survey.start.folds for text in (fold.title, *fold.text)),
              *(text for step in steps for text in (step.title, step.text) if text),
              *(question.note for question in survey.questions if question.note)]
    assert all(text % EXAMPLES for text in filled)
    elsewhere = [text for question in survey.questions for text in (question.text, question.hint or "")]
    assert [text for text in elsewhere if "%(" in text] == []
    assert not any("%(" in text for page in pages(survey) if "question" in page.where for _, text in page.said)


# ── What is asked of whom ───────────────────────────────────────────────────────────────────────────────────────────


def asked_of(survey: Survey, role: str, reading: str = "standard", **fixed: str) -> set[str]:
    given = {question: Answer(value) for question, value in {"about_you": "yes", **fixed}.items()}
    return set(walk(survey, role, reading, **given)[1])


def test_a_parent_says_whose_views_they_give_and_a_worker_for_whom_they_speak(survey: Survey) -> None:
    for role in ROLES:
        asked = asked_of(survey, role)
        assert ("for_whom" in asked) is (role in ("parent", "family"))
        assert ("on_behalf" in asked) is (role in ROLES[3:])
        assert ("helper" in asked) is (role == "child")


@pytest.mark.parametrize("reading", READINGS)
def test_who_helped_a_child_is_always_known(survey: Survey, reading: str) -> None:
    assert {"helper", "helper_who"} <= asked_of(survey, "child", reading, helper="wrote")
    assert "helper_who" not in asked_of(survey, "child", reading, helper="nobody")


@pytest.mark.parametrize("reading", READINGS)
def test_whose_views_a_parent_gives_is_always_known(survey: Survey, reading: str) -> None:
    assert "for_whom" in asked_of(survey, "parent", reading)


def test_only_an_organisation_is_asked_its_name_and_it_is_no_comment(survey: Survey) -> None:
    assert "organisation_name" in asked_of(survey, "health", on_behalf="organisation")
    assert "organisation_name" not in asked_of(survey, "health", on_behalf="myself")
    assert [question.id for question in survey.questions if question.kind == "comment" and not question.is_comment] == [
        "organisation_name", "language_other"]


def test_an_organisation_has_no_age_or_sex(survey: Survey) -> None:
    asked = asked_of(survey, "voluntary", on_behalf="organisation")
    assert asked.isdisjoint({"about_you", "age_adult", "sex", "ethnic_heading", "main_need"})


def test_children_are_never_asked_for_a_diagnosis_or_an_organisation(survey: Survey, walks: Walks) -> None:
    of_children = {question for role, _, asked in walks if role == "child" for question in asked}
    assert of_children.isdisjoint({"main_need", "other_needs", "organisation_name"})
    assert {"main_need", "other_needs"} <= asked_of(survey, "parent") & asked_of(survey, "education")


def test_each_person_has_the_age_bands_of_their_own(survey: Survey) -> None:
    for role in ROLES:
        asked = asked_of(survey, role, on_behalf="myself")
        assert ("age_child" in asked, "age_adult" in asked) == (role == "child", role != "child")


def test_words_are_asked_for_only_where_something_was_written(survey: Survey) -> None:
    comments = [question.id for question in survey.questions if question.kind == "comment" and question.is_comment]
    silent = {question: Answer(skipped=True) for question in comments}
    _, asked = walk(survey, "parent", "standard", about_you=Answer("no"), **silent)
    assert "quotes" not in asked
    for comment in comments:
        spoken = {question: given for question, given in silent.items() if question != comment}
        wanted = Answer([comment.removeprefix("help_")]) if comment.startswith("help_") else Answer(["not_sure"])
        _, asked = walk(survey, "parent", "standard", about_you=Answer("no"), outcomes_matter=wanted, **spoken)
        assert comment in asked
        assert "quotes" in asked, comment


def test_no_stands_before_yes_for_the_use_of_words(survey: Survey) -> None:
    assert [option.value for option in survey.by_id["quotes"].options] == ["no", "yes"]


@pytest.mark.parametrize("choice", [Answer("no"), Answer(skipped=True)])
def test_questions_about_you_can_all_be_skipped_at_once(survey: Survey, choice: Answer) -> None:
    for role, reading in product(ROLES, READINGS):
        assert walk(survey, role, reading, about_you=choice, on_behalf=Answer("myself"))[1][-1] == "about_you"


def test_prefer_not_to_say_is_the_last_choice_about_you(survey: Survey) -> None:
    section = survey.sections[-1]
    for question in section.questions[2:]:
        if question.options:
            assert (question.options[-1].value, question.options[-1].apart) == ("prefer_not", True), question.id


def test_a_choice_about_the_draft_has_a_way_to_say_i_do_not_know(survey: Survey) -> None:
    for section in survey.sections[1:-1]:
        for question in section.questions:
            if question.options:
                assert question.options[-1].value in ("dont_know", "not_sure"), question.id


def test_ethnic_group_has_5_headings_and_19_choices(survey: Survey) -> None:
    headings = [option.value for option in survey.by_id["ethnic_heading"].options if not option.apart]
    details = [survey.by_id[f"ethnic_{heading}"] for heading in headings]
    choices = [option for detail in details for option in detail.options if not option.apart]
    assert (len(headings), len(choices)) == (5, 19)
    assert {"Gypsy or Irish Traveller", "Roma"} <= {option.label for option in choices}


def test_topics_are_chosen_where_pictures_answer(survey: Survey) -> None:
    for question in ("works_well_topics", "change_first_topics"):
        assert survey.by_id[question].formats == ("easy", "pictures")


# ── Easy read ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_its_words_are_easy_read(survey: Survey) -> None:
    every_picture = {name: name for page in pages(survey) for _, name in page.pictures}
    assert problems(survey, every_picture) == []


def test_its_pictures_are_drawn_and_it_can_open(survey: Survey) -> None:
    pictures = drawn()
    missing = sorted({name for page in pages(survey) for _, name in page.pictures} - set(pictures))
    assert missing == [], "draw these in static/pictures"
    assert problems(survey, pictures) == []
    assert can_open(survey, pictures)


def test_the_first_idea_of_a_page_has_the_whole_in_it(survey: Survey) -> None:
    """Mostly pictures shows the first idea alone. Commitment 1 has 2 parts and must name both."""
    first = survey.by_id["commitment_1_agree"].easy
    assert first is not None
    assert "not to come back to school" in first.ideas[0].text
    assert "fewer hours" in first.ideas[0].text


def test_easy_words_are_explained_as_the_glossary_explains_them(survey: Survey) -> None:
    for page in pages(survey):
        for hard in page.explained:
            assert hard.means == glossary().terms[hard.word.lower()].means, (page.where, hard.word)
