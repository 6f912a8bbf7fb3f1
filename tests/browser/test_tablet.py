"""A session in a hall without wifi: nothing said is lost, nothing is seen by the next child."""

import pytest
from flask import jsonify

from surveys.library import all_surveys
from tests.browser.axe import violations
from tests.browser.tablet import PIN, a_session, a_tablet, outcomes, soon, tablet
from tests.engagement.cases import all_journeys
from voice.assets import STATIC
from voice.engagement import tablets
from voice.engagement.definition import definition
from voice.engagement.documents import fits_a_tablet
from voice.models import Collected, Tablet, db

WORDS = "The marmalade cat sits with me when it is loud"


@pytest.fixture
def site(hall):
    """The application that knows the tablet."""
    return hall


@pytest.mark.parametrize("reading", ["standard", "easy"])
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


def test_a_page_is_turned_in_place_and_a_double_tap_turns_one(offline):
    """The heading is read out as after any page turn, what was answered before is shown, and no step enters the history."""
    offline.begins()
    page, length = offline.page, offline.page.evaluate("history.length")
    page.evaluate("window.isSame = true")

    def goes_back():
        here = page.url
        page.locator(".way__back").click()
        page.wait_for_url(lambda url: url != here)
        return offline.question

    def taps(nth):
        page.locator('main .forward button[value="on"]').hover()
        page.mouse.down(click_count=nth)
        page.mouse.up(click_count=nth)

    chosen, first = offline._first(), offline.question
    page.locator(f'.option__input[value="{chosen}"]').check()
    taps(1)
    page.wait_for_url(lambda url: not url.endswith(f"/{first}"))
    second = offline.question
    assert page.evaluate("document.activeElement === document.querySelector('h1')")
    assert page.title().startswith(page.evaluate("document.activeElement.innerText"))
    taps(2)
    offline.turns("skip")
    assert goes_back() == second
    assert page.locator("input:checked").count() == 0
    assert goes_back() == first
    assert soon(lambda: page.locator(".option__input:checked").count())
    assert page.locator(".option__input:checked").input_value() == chosen
    assert (page.evaluate("window.isSame"), page.evaluate("history.length")) == (True, length)
    page.evaluate("() => addEventListener('voice-page', () => { window.isLetThrough = document.querySelector('main .forward button[value=\"on\"]').dispatchEvent("
                  "new PointerEvent('click', { pointerType: 'touch', detail: 1, bubbles: true, cancelable: true })) })")
    offline.turns("on")  # a tablet that does not count taps: the second comes as a first one, at once
    assert (offline.question, page.evaluate("window.isLetThrough")) == (second, False)


@pytest.mark.parametrize("where", ["the next question", "how to read"])
def test_an_idle_tablet_asks_and_then_seals_what_was_said_and_clears_its_screen(offline, where):
    """R41: also on a page that took another's place, and on one without a question. A touch keeps the person there."""
    page = offline.page
    page.clock.install()
    offline.writes(WORDS)
    offline.turns("on")
    if where == "how to read":
        offline.jumps_to("how")
    asks = page.locator("#still-there")
    page.clock.fast_forward(121_000)
    asks.wait_for(state="visible")
    page.keyboard.press("Shift")
    asks.wait_for(state="hidden")
    assert offline.waiting() == {}
    page.clock.fast_forward(121_000)
    asks.wait_for(state="visible")
    page.clock.fast_forward(31_000)
    page.get_by_role("heading", name="Who is next?").wait_for()
    assert WORDS not in page.content()
    assert offline.waiting() == {"waiting": 1}


def everything_on(profile):
    """Every byte of the browser's profile, as text in the encodings that words could lie in."""
    return b"\n".join(path.read_bytes() for path in profile.rglob("*") if path.is_file())


def test_a_browser_that_is_killed_offers_the_answer_again_and_loses_nothing(offline, site):
    """R4: killed with SIGKILL in the middle of writing, and again with the answer finished."""
    offline.writes(WORDS)
    offline.dies()
    offline.page.goto("/room/")
    offline.page.get_by_role("link", name="That is me. Go on").click()
    offline.page.locator("#page").wait_for()
    if offline.question != "good":
        offline.page.goto("/room/en/child-survey/easy/good")
    assert soon(lambda: offline.page.locator("textarea").input_value() == WORDS)
    offline.answers(WORDS)
    offline.jumps_to("check")
    offline.sends()
    offline.dies()
    offline.page.goto("/room/")
    assert offline.waiting() == {"waiting": 1}
    site.starts()
    assert soon(lambda: site.comments()) == [WORDS]
    assert soon(lambda: offline.waiting() == {"sent": 1})
    assert len(site.submissions()) == 1


def test_the_next_child_finds_nothing_of_the_one_before(offline):
    """R40: no Back, no Forward, no reload, no storage, no file of the profile tells what was written."""
    offline.finishes(WORDS)
    offline.sends()
    offline.page.get_by_role("link", name="Give the tablet back").click()
    offline.page.get_by_role("heading", name="Who is next?").wait_for()
    for go in (offline.page.go_back, offline.page.go_forward, offline.page.reload):
        go()
        assert "marmalade" not in offline.page.content()
        assert not [value for value in offline.page.locator("textarea, input").evaluate_all("all => all.map(one => one.value)") if "marmalade" in value]
    offline.page.goto("/room/en/child-survey/easy/good")
    offline.page.get_by_role("heading", name="Who is next?").wait_for()
    offline.context.close()
    kept = everything_on(offline.profile)
    assert b"voice-room" in kept
    for encoding in ("utf-8", "utf-16-le"):
        assert "marmalade".encode(encoding) not in kept
    offline.wakes("--restore-last-session")
    assert soon(lambda: any("/room/" in page.url for page in offline.context.pages))
    assert [page.url for page in offline.context.pages if "marmalade" in page.content()] == []


def test_somebody_elses_unfinished_answer_is_kept_safe_and_not_shown(offline, site):
    offline.writes(WORDS)
    offline.page.goto("/room/")
    offline.page.get_by_role("button", name="That is not me. Keep it safe and start new").click()
    offline.page.locator('a[href="/room/en/child-survey/easy/start"]').wait_for()
    assert offline.waiting() == {"waiting": 1}
    site.starts()
    assert soon(lambda: site.comments()) == [WORDS]


REPLIES = [(401, {}), (403, {}), (404, {}), (413, {}), (429, {}), (500, {}), (502, {}), (503, {}), (200, "<html>Log in to the free wifi</html>"), (200, {}),
           (200, {"id": "0" * 32, "digest": "x", "outcome": "received"})]


def test_nothing_but_the_servers_own_word_lets_an_answer_go(offline, site):
    """R6, R11: error pages, captive portals and replies about something else leave it waiting; later it is stored once."""
    offline.finishes(WORDS)
    offline.sends()
    site.starts()
    for status, body in REPLIES:
        asked = []

        def other(status=status, body=body, asked=asked, **_):
            asked.append(status)
            return (jsonify(body) if isinstance(body, dict) else body), status

        with site.answering("room.item", other):
            offline.page.goto("/room/")
            assert soon(lambda asked=asked: asked), status
            offline.page.wait_for_timeout(300)
            assert offline.waiting() == {"waiting": 1}, (status, body)
    offline.page.goto("/room/")
    assert soon(lambda: offline.waiting() == {"sent": 1}, 60)
    assert (site.comments(), len(site.submissions())) == ([WORDS], 1)


def test_a_reply_that_is_lost_after_it_was_stored_doubles_nothing(one, site):
    """R7."""
    real, calls = site.app.view_functions["room.item"], []

    def loses_the_first(**given):
        reply = real(**given)
        calls.append(1)
        return reply if len(calls) > 1 else ("", 504)

    with site.answering("room.item", loses_the_first):
        one.finishes(WORDS)
        one.sends()
        assert soon(lambda: one.waiting() == {"sent": 1}, 60)
    assert len(calls) >= 2
    assert (site.comments(), len(site.submissions())) == ([WORDS], 1)


def test_a_revoked_tablets_answers_are_kept_apart_and_stay_on_it(one, site):
    with site.app.app_context():
        tablets.revoke(db.session.scalar(db.select(Tablet.id)), site.clock())
        db.session.remove()
    one.finishes(WORDS)
    one.sends()
    assert soon(lambda: one.waiting() == {"refused": 1})
    assert (outcomes(site), site.submissions()) == (["kept_apart"], [])


def test_a_rehearsal_never_enters_a_count(chromium, site, tmp_path):
    with tablet(chromium.browser_type, site, tmp_path / "practice") as made:
        made.pairs(a_tablet(site, a_session(site, is_rehearsal=True)))
        made.page.goto("/room/")
        made.page.get_by_text("Practice. Nothing you write here is counted.").wait_for()
        made.finishes(WORDS)
        made.sends()
        assert soon(lambda: made.waiting() == {"sent": 1})
    assert (outcomes(site), site.submissions(), site.comments()) == (["rehearsal"], [], [])


def test_what_waits_is_sealed_and_behind_the_pin(offline):
    """R20, R42."""
    offline.finishes(WORDS)
    offline.sends()
    offline.page.goto("/room/facilitator")
    offline.page.locator("#pin").fill("0000")
    offline.page.get_by_role("button", name="Open").click()
    offline.page.get_by_text("This is not the PIN.").wait_for()
    assert not offline.page.locator("[data-behind-pin]").is_visible()
    offline.page.locator("#pin").fill(PIN)
    offline.page.get_by_role("button", name="Open").click()
    offline.page.locator("[data-behind-pin]").wait_for()
    assert offline.page.locator('[data-n="waiting"]').text_content() == "1"
    with offline.page.expect_download() as saving:
        offline.page.get_by_role("button", name="Save what waits as a file").click()
    saved = saving.value.path().read_text()
    assert '"sealed"' in saved
    assert "marmalade" not in saved


def test_one_item_is_tried_again_or_discarded_with_a_reason_and_nothing_else_goes(offline, site):
    for words in (WORDS, "Another answer that stays"):
        offline.finishes(words)
        offline.sends()
    offline.page.goto("/room/facilitator")
    offline.page.locator("#pin").fill(PIN)
    offline.page.get_by_role("button", name="Open").click()
    older = offline.page.locator("[data-items] tr").last
    older.get_by_text("Discard this one").click()
    older.get_by_role("button", name="Discard it for good").click()
    older.get_by_text("Choose a reason.", exact=True).wait_for()
    assert violations(offline.page) == []
    assert offline.waiting() == {"waiting": 2}
    older.get_by_label("Why").select_option("asked")
    older.get_by_role("button", name="Discard it for good").click()
    assert soon(lambda: offline.waiting() == {"waiting": 1})
    site.starts()
    offline.page.get_by_role("button", name="Try this one now").click()
    assert soon(lambda: offline.waiting() == {"sent": 1})
    assert soon(lambda: site.comments() == ["Another answer that stays"])
    assert soon(lambda: [list(told.get("discarded", {}).values()) for told in site._all(db.select(Tablet.told))] == [["asked"]])


def test_the_tablets_own_screens_have_no_faults(one):
    found = {}
    for address in ("/room/", "/room/pair", "/room/facilitator", "/room/en/child-survey/easy/start", "/room/ur/child-survey/easy/how"):
        one.page.goto(address)
        one.page.locator("h1").first.wait_for()
        found[address] = violations(one.page)
    one.finishes(WORDS)
    found["check"] = violations(one.page)
    one.sends()
    found["thanks"] = violations(one.page)
    assert {where: faults for where, faults in found.items() if faults} == {}


def test_only_what_the_session_asks_is_offered(one):
    one.page.goto("/room/")
    one.page.locator("[data-next]").wait_for()
    assert one.page.locator("h2:visible").all_inner_texts() == ["Tell us about your life"]
    assert one.page.locator(".door:visible").count() == 3


def test_a_tablet_can_be_put_on_the_home_screen(one):
    one.page.goto("/room/")
    one.page.locator("[data-next]").wait_for()
    tools = one.context.new_cdp_session(one.page)
    found = tools.send("Page.getAppManifest")
    assert (found["errors"], found["url"].split("/", 3)[-1]) == ([], "room/manifest.webmanifest")
    assert tools.send("Page.getInstallabilityErrors")["installabilityErrors"] == []


def test_the_facilitator_sees_when_it_last_spoke_with_the_server_and_whether_it_lasts(one):
    one.page.goto("/room/facilitator")
    one.page.locator("#pin").fill(PIN)
    one.page.get_by_role("button", name="Open").click()
    one.page.locator("[data-behind-pin]").wait_for()
    assert soon(lambda: one.page.locator("[data-told]").text_content() not in ("", "not yet"))
    assert one.page.get_by_text("The browser may clear what is here if the tablet runs out of room.").is_visible()
