"""A session in a hall without wifi: nothing said is lost, nothing is seen by the next child."""

import time

import pytest

from surveys.library import all_surveys
from tests.browser.tablet import a_session, a_tablet, outcomes, tablet
from tests.engagement.cases import all_journeys
from voice.assets import STATIC
from voice.engagement.definition import definition
from voice.engagement.documents import fits_a_tablet
from voice.models import Collected, db

WORDS = "The marmalade cat sits with me when it is loud"


@pytest.fixture
def one(chromium, site, tmp_path):
    """A tablet that is paired and prepared."""

    with tablet(chromium.browser_type, site, tmp_path / "profile") as made:
        made.pairs(a_tablet(site, a_session(site)))
        yield made


def soon(claim, seconds=20):
    end = time.monotonic() + seconds
    while not (found := claim()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


@pytest.mark.parametrize("reading", ["standard", "easy", "pictures"])
def test_a_child_answers_while_the_server_is_gone_and_all_is_stored_once_when_it_is_back(one, site, reading):
    site.stops()
    one.begins(reading=reading)
    one.walks(good=WORDS)
    one.page.get_by_text(WORDS).wait_for()
    one.sends()
    assert one.waiting() == {"waiting": 1}
    site.starts()
    assert soon(lambda: site.comments()) == [WORDS]
    assert soon(lambda: one.waiting() == {"sent": 1})
    assert (len(site.submissions()), outcomes(site)) == (1, ["received"])
    assert len(site._all(db.select(Collected.how))) == 1


SAYS = """([survey, all]) => all.map(([answers, reading]) => {
  const id = (one) => one ? one.id : null
  for (const question of survey.questions) question.section = survey.sections.find((one) => one === question.section)
  return { path: path(survey, answers, reading).map(id), pages: pages(survey, answers, reading).map(id), next: id(nextQuestion(survey, answers, reading)),
    after: survey.questions.map((one) => id(after(survey, answers, reading, one))), before: survey.questions.map((one) => id(before(survey, answers, reading, one))),
    progress: survey.questions.map((one) => { const at = progress(survey, answers, reading, one); return [at.part, at.parts] }),
    sends: Object.keys(toSend(survey, answers, reading)), reading: readingFor(survey, answers, reading),
    problems: Object.entries(answers).map(([q, a]) => { const p = problemWith(survey.questions.find((one) => one.id === q), a.v); return p ? p.kind : null }) }
})"""


@pytest.mark.parametrize("slug", [slug for slug, survey in all_surveys().items() if fits_a_tablet(survey)])
def test_a_tablet_turns_the_pages_as_the_server_does(chromium, slug):
    """120 journeys a survey, with answers that fit and answers that do not: path, next, back, place, what is sent, what is to be mended."""
    survey = all_surveys()[slug]
    journeys = all_journeys(survey)
    page = chromium.new_page()
    page.add_script_tag(content=(STATIC / "js" / "room" / "journey.js").read_text(encoding="utf-8"))
    found = page.evaluate(SAYS, [definition(survey, "any"), [[given, reading] for given, reading, _ in journeys]])
    page.close()
    for (given, reading, expected), said in zip(journeys, found, strict=True):
        assert said == expected, (reading, given)
