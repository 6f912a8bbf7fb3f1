"""The yearly surveys in a real browser: each walked to its end in each way of reading, by each kind of person; axe on every shape of page."""

from __future__ import annotations

import pytest

from surveys.library import all_surveys
from surveys.schema import READINGS, Question
from tests.browser import looks
from tests.browser.axe import violations
from tests.browser.pages import shape_of
from tests.browser.people import ON
from voice.models import Submission, db

NARROW = 320
PEOPLE = {
    "child-survey": [({"age": "from_5_to_10", "helper": "wrote"}, ("child", "supported")),
                     ({"age": "from_11_to_15", "helper": "nobody", "about_you": "yes"}, ("child", "self"))],
    "poet-child": [({"plan": "yes", "age": "from_11_to_15", "helper": "chose", "about_you": "yes"}, ("child", "proxy")),
                   ({"plan": "being_made", "age": "from_5_to_10", "helper": "read"}, ("child", "supported"))],
    "poet-parent": [({"plan": "yes", "about_you": "yes"}, ("parent", "adult")), ({"plan": "being_made", "about_you": "no"}, ("parent", "adult")),
                    ({"plan": "no", "about_you": "no"}, ("parent", "adult"))],
    "poet-practitioner": [({"role": "education", "work_with_plans": "yes_often", "about_you": "yes"}, ("education", "adult")),
                          ({"role": "health", "work_with_plans": "only_sen_support", "about_you": "no"}, ("health", "adult"))],
    "good-news": [({"role": "parent", "may_share": "yes"}, ("parent", "adult")), ({"role": "child", "may_share": "no"}, ("child", "self"))],
}
"""Who answers each survey: what they say where it leads, and whose voice their answers are."""
WORDS = "The bus comes early and my friends wait for me. It is a long way and a good one."


def answer_to(question: Question, known: dict[str, str], reading: str) -> str | list[str] | None:
    """Return what this person says to a question: something to each, a file to none."""
    if question.id in known:
        return known[question.id]
    if question.scale:
        return question.scale.points(reading)[0].value
    if question.options:
        return [question.options[0].value] if question.kind == "choose_many" else question.options[0].value
    return {"number": "3", "comment": WORDS}.get(question.kind)


@pytest.mark.parametrize(("slug", "reading"), [(slug, reading) for slug in PEOPLE for reading in READINGS if reading != "pictures" or "child" in slug])
def test_each_survey_is_walked_to_its_end_and_no_page_has_a_fault(a_respondent, site, slug, reading):
    """Each page in full words is looked at when the first person meets it: its width always, with axe where its shape is new (words alone make no fault).

    In easy read, where words are short, a page is drawn where its shape is new, and with mostly pictures, which is the same page with fewer ideas, the way in and out.
    Where a shape is new the page's own button is pressed; the rest is answered unseen.
    """
    someone = a_respondent(is_phone=False)
    someone.slug, found, shapes = slug, {}, set()

    def looks_at(name: str) -> None:
        if name not in found:
            shape = shape_of(all_surveys()[slug].by_id.get(name), name)
            found[name] = looks.sideways(someone.page, NARROW) + ([] if shape in shapes else violations(someone.page))
            shapes.add(shape)

    people = PEOPLE[slug] if reading == "standard" or slug == "child-survey" else PEOPLE[slug][:1]
    for known, _ in people:
        someone.context.clear_cookies()
        someone.goes_to()
        looks_at("start")
        someone.begins(reading)
        where = someone.page.url
        while (here := where.split("?")[0].rsplit("/", 1)[-1]) != "check":
            given = answer_to(all_surveys()[slug].by_id[here], known, where.split("/")[-2])
            is_known = shape_of(all_surveys()[slug].by_id[here], here) in shapes
            if here not in found and reading != "pictures" and not (is_known and reading == "easy"):
                if someone.page.url != where:
                    someone.goes_to(where)
                looks_at(here)
                if not is_known:
                    someone.gives(given) if given is not None else someone.skips()
                    where = someone.page.url
                    continue
            where = someone.answers_unseen(where, given)
        someone.goes_to(where)
        looks_at("check")
        someone.sends()
        looks_at("receipt")
    assert not any(found.values()), "\n".join(f"{name}: {line}" for name, lines in found.items() for line in lines)
    sent = sorted((one.role, one.voice, one.is_complete) for one in site.submissions())
    assert sent == sorted((*whose, True) for _, whose in people)
    assert len(found) >= {"standard": 8, "easy": 5, "pictures": 3}[reading]


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_child_without_a_plan_comes_to_the_survey_for_all_children(a_respondent, site, javascript):
    child = a_respondent(javascript=javascript)
    child.goes_to("/")
    child.presses('a.door:has-text("child or young person")')
    child.presses('a.door:has-text("Yes")')
    child.presses('a.door:has-text("11 to 15")')
    child.slug = "poet-child"
    child.goes_to("easy/")
    child.presses('button:has-text("Yes, start")')
    child.gives("no")
    assert child.heading == "We have a better survey for you"
    child.presses(".forward .button")
    assert "/child-survey/easy/" in child.page.url


def test_pictures_can_be_the_answer_where_a_child_does_not_write(a_respondent, site):
    child = a_respondent()
    child.slug = "child-survey"
    child.begins("pictures")
    child.gives("from_5_to_10")
    child.opens("good")
    child.page.check('.beside input[value="friends"]')
    child.presses(ON)
    child.opens("check")
    child.sees("Friends")
    child.sends()
    with site.app.app_context():
        assert db.session.query(Submission).one().is_complete


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_picture_is_added_to_good_news(a_respondent, site, tmp_path, javascript):
    from PIL import Image
    photo = tmp_path / "holiday.jpg"
    Image.new("RGB", (300, 200), "teal").save(photo)
    someone = a_respondent(javascript=javascript)
    someone.slug = "good-news"
    someone.begins()
    someone.gives("child")
    someone.gives(WORDS)
    someone.opens("picture")
    has_no_fault = (lambda: violations(someone.page) == []) if javascript else (lambda: True)
    assert has_no_fault()
    someone.page.set_input_files('input[type="file"]', photo)
    someone.presses(ON)
    someone.opens("picture")
    someone.sees("You added a file. It is kept.")
    assert has_no_fault()
    photo.write_text("no picture")
    someone.page.set_input_files('input[type="file"]', photo)
    someone.presses(ON)
    someone.sees("Choose a JPEG or PNG picture, or a PDF")
    assert has_no_fault()


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_the_way_to_the_right_survey_has_no_fault(a_respondent, lang):
    from voice.finder import READINGS as FINDER_READINGS
    from voice.finder import STEPS
    someone = a_respondent(lang, is_phone=False)
    found = {}
    for reading in FINDER_READINGS:
        for step in STEPS:
            someone.goes_to(f"/{lang}/surveys/{reading}/{step}")
            found[reading, step] = violations(someone.page) + looks.sideways(someone.page, NARROW)
    someone.goes_to(f"/{lang}/stories/")
    found["stories"] = violations(someone.page) + looks.sideways(someone.page, NARROW)
    assert not any(found.values()), found
