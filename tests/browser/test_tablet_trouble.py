"""Shared tablets in trouble: full, broken, out of time, updated, closed behind their back. Nothing is lost, doubled or promised too early."""

import hashlib
import json
import threading
import time

import pytest
import yaml
from flask import make_response

from surveys import library
from surveys.library import all_surveys, paths
from surveys.schema import Survey
from tests.browser.staff import BrowserStaff
from tests.browser.tablet import PIN, asks_again, outcomes, soon
from tests.conftest import SECRET
from tests.engagement.halls import said, sealed
from voice.engagement import api
from voice.engagement.apart import kept_apart, try_again
from voice.models import Answer, InPersonSession, SealedItem, Tablet, db
from voice.seal import new_id

WORDS = "The marmalade cat sits with me when it is loud"
NOT_KEPT = "This tablet could not keep your answers. Please call the adult who runs the group."
THREE_YEARS_MS = 3 * 365 * 24 * 3600 * 1000


@pytest.fixture
def site(hall):
    """The application that knows the tablet."""
    return hall


def waits(tablet, site, *words, **more):
    """Put finished answers into the tablet's outbox, sealed as a tablet seals, and return their ids."""
    ids = []
    for text in words:
        ids.append(new_id())
        plain = said(ids[-1], good=text)
        with site.app.app_context():
            item = {"id": ids[-1], "sealed": sealed(db.session.scalars(db.select(InPersonSession)).one(), plain), "digest": hashlib.sha256(plain).hexdigest(),
                    "state": "waiting", "tries": 0, "finished_at": 0, **more}
            db.session.remove()
        tablet.stored(f"outbox.put({json.dumps(item)})")
    return ids


@pytest.fixture
def at_home(offline):
    """A tablet on its first screen, with the server gone."""
    offline.page.goto("/room/")
    return offline


@pytest.mark.parametrize("has_locks", [True, False])
def test_three_tabs_on_one_queue_store_each_answer_once(at_home, site, has_locks):
    """R13: with locks one tab sends and the others wait; without, the server sorts it out."""
    if not has_locks:
        at_home.context.add_init_script("Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined })")
    ids = waits(at_home, site, "one", "two", "three")
    tabs = [at_home.page, *(at_home.context.new_page() for _ in range(2))]
    for tab in tabs:
        tab.goto("/room/")
    real, asked, may_answer = site.app.view_functions["room.item"], [], threading.Event()

    def answers_slowly(item_id):
        asked.append(item_id)
        may_answer.wait(10)
        return real(item_id=item_id)

    site.starts()
    with site.answering("room.item", answers_slowly):
        for tab in tabs:
            tab.evaluate("dispatchEvent(new Event('online'))")
        assert soon(lambda: len(asked) >= (1 if has_locks else 3))
        if has_locks:
            assert len(at_home.page.evaluate("navigator.locks.query().then((all) => all.held)")) == 1
            assert len(asked) == 1
        may_answer.set()
        assert soon(lambda: at_home.waiting() == {"sent": 3})
    assert sorted(site.comments()) == ["one", "three", "two"]
    assert len(site.submissions()) == 3
    assert set(asked) == set(ids)
    assert not has_locks or len(asked) == 3


FILLS_UP = """() => new Promise((done) => { const asking = indexedDB.open('voice-room'); asking.onsuccess = () => {
  const more = (size, n = 0) => {
    const writing = asking.result.transaction('box', 'readwrite')
    writing.objectStore('box').put('x'.repeat(size), `full ${size} ${n}`)
    writing.oncomplete = () => more(size, n + 1)
    writing.onabort = () => (size > 50 ? more(size / 2) : done(asking.result.close()))
  }
  more(2 ** 22)
} })"""


def test_a_full_tablet_says_at_once_that_it_could_not_keep_and_goes_on_when_there_is_room(offline, site):
    """R1, R14: the words stay on the screen, earlier answers are intact."""
    offline.page.goto("/room/")
    devtools = offline.context.new_cdp_session(offline.page)

    def has_room():
        used = offline.page.evaluate("navigator.storage.estimate().then(({ usage }) => usage)")
        devtools.send("Storage.overrideQuotaForOrigin", {"origin": site.origin, "quotaSize": used + 300_000})

    has_room()
    waits(offline, site, "earlier")
    offline.writes(WORDS)
    note, box = offline.page.get_by_text(NOT_KEPT), offline.page.locator("textarea")
    offline.page.evaluate(FILLS_UP)
    box.press_sequentially("!")
    note.wait_for()
    assert box.input_value() == f"{WORDS}!"
    has_room()
    box.press_sequentially("!")
    note.wait_for(state="hidden")
    offline.turns("on")
    offline.jumps_to("check")
    offline.page.get_by_text(WORDS).wait_for()
    offline.page.evaluate(FILLS_UP)
    offline.page.locator("[data-send] .button").click()
    note.wait_for()
    assert offline.page.get_by_text(f"{WORDS}!!").is_visible()
    has_room()
    assert offline.waiting() == {"waiting": 1}
    offline.sends()
    site.starts()
    assert soon(lambda: asks_again(offline) or offline.waiting() == {"sent": 2})
    assert sorted(site.comments()) == [f"{WORDS}!!", "earlier"]


FAILS = """(() => {
  const isDue = () => { const left = Number(sessionStorage.failsAt || 0); if (left) sessionStorage.failsAt = left - 1; return left === 1 }
  for (const name of ['put', 'add', 'get', 'getAll', 'delete']) {
    const real = IDBObjectStore.prototype[name]
    IDBObjectStore.prototype[name] = function (...given) {
      window.calls = (window.calls || 0) + 1
      if (!isDue()) return real.apply(this, given)
      if ('HOW' === 'throws') throw new DOMException('broken', 'UnknownError')
      const asking = real.apply(this, given)
      this.transaction.abort()
      return asking
    }
  }
})()"""


@pytest.mark.parametrize("how", ["throws", "aborts"])
def test_a_store_that_fails_at_any_call_promises_nothing_and_loses_nothing(offline, site, how):
    """R1, R14: at each step the first, second, third ... call fails until the step goes through."""
    offline.context.add_init_script(FAILS.replace("HOW", how))
    page, note = offline.page, offline.page.get_by_text(NOT_KEPT)

    def fails_at(n):
        page.evaluate("(n) => { sessionStorage.failsAt = n }", n)

    def steps_on(press, is_there, least):
        """Press until the step is done, with one call more going well each time. At least so many failures must have been said."""
        for n in range(1, 40):
            page.evaluate("() => { const note = document.querySelector('p[data-not-kept]'); if (note) note.hidden = true }")
            fails_at(n)
            press()
            assert soon(lambda: note.is_visible() or is_there()), f"nothing was said when call {n} failed"
            fails_at(0)
            if is_there():
                assert n > least, f"only {n - 1} calls failed"
                return
            assert offline.waiting() == {}
        raise AssertionError("the step never went through")

    sender = offline.context.new_page()
    sender.goto("/room/pair")
    sender.evaluate("() => { navigator.locks.request('voice-outbox', () => new Promise(() => {})) }")
    page.bring_to_front()
    page.goto("/room/")
    page.locator('a[href="/room/en/child-survey/easy/start"]').click()
    page.wait_for_url("**/start")
    page.wait_for_function("() => window.calls >= 3")  # the page's own look at draft, key and pairing is over
    steps_on(lambda: page.get_by_role("button", name="Yes, start").click(), lambda: offline.question == "age", 1)
    page.reload()  # what failed last may have been the first look at this page
    offline.answers(offline._first())
    offline.jumps_to("good")
    offline.types(WORDS)
    steps_on(lambda: page.locator('main .forward button[value="on"]').click(), lambda: offline.question != "good", 1)
    offline.jumps_to("check")
    page.get_by_text(WORDS).wait_for()
    thanks = page.get_by_role("heading", name="Thank you. Your answers are kept on this tablet.")
    steps_on(lambda: page.locator("[data-send] .button").click(), thanks.is_visible, 4)
    assert offline.waiting() == {"waiting": 1}
    sender.close()
    site.starts()
    for n in range(1, 12):
        fails_at(n)
        asks_again(offline)
        page.wait_for_function("() => navigator.locks.query().then(({ held }) => !held.length)")
    fails_at(0)
    assert soon(lambda: asks_again(offline) or offline.waiting() == {"sent": 1})
    assert (site.comments(), len(site.submissions())) == ([WORDS], 1)


@pytest.mark.parametrize("offset_ms", [-THREE_YEARS_MS, THREE_YEARS_MS])
def test_a_clock_that_is_three_years_off_loses_nothing_and_forgets_nothing_early(one, site, offset_ms):
    """R28: the server's time is stored, and only by it a sealed copy goes."""
    one.page.goto("/room/")
    one.context.add_init_script("{ const now = Date.now; Date.now = () => now() + Number(localStorage.off || 0) }")
    one.page.evaluate("(off) => { localStorage.off = off }", offset_ms)
    one.finishes(WORDS)
    one.sends()
    assert soon(lambda: one.waiting() == {"sent": 1})
    assert site.comments() == [WORDS]
    assert site._all(db.select(SealedItem.received_at)) == [site.clock()]
    assert soon(lambda: one.items()[0].get("counted_at"))

    def is_heard_on_day(days):
        site.clock.moves_on(days=days)
        one.page.goto("/room/")
        assert soon(lambda: site._all(db.select(Tablet.seen_at)) == [site.clock()])

    one.page.evaluate("(off) => { localStorage.off = off }", -offset_ms)
    is_heard_on_day(13)
    assert one.waiting() == {"sent": 1}
    is_heard_on_day(2)
    assert soon(lambda: one.waiting() == {})
    assert len(site.submissions()) == 1


def test_a_clock_set_back_does_not_keep_a_refused_answer_from_being_tried_again(at_home, site):
    waits(at_home, site, WORDS, state="refused", tried_at=int(time.time() * 1000) + THREE_YEARS_MS)
    site.starts()
    asks_again(at_home)
    assert soon(lambda: at_home.waiting() == {"sent": 1})
    assert site.comments() == [WORDS]


@pytest.fixture
def forgets_the_kit():
    """Let no later test be promised this test's pages."""
    yield
    api.digests.cache_clear()


def next_version(real, old, new):
    """Return a view that answers as the next version of the application would."""
    def view(**given):
        response = make_response(real(**given))
        response.set_data(response.get_data().replace(old, new))
        return response

    return view


def test_two_updates_of_the_app_disturb_no_answer_in_progress_and_none_that_waits(forgets_the_kit, offline, site):
    """R17."""
    offline.page.goto("/room/")
    waits(offline, site, "waits")
    offline.writes(WORDS)
    offline.page.wait_for_function("(words) => document.querySelector('textarea').value === words", arg=WORDS)
    home, worker = site.app.view_functions["room.home"], site.app.view_functions["room.worker"]
    kits = [offline.stored("box.get('kit')")]
    site.starts()
    for version in (b"1", b"2"):
        new_home, new_worker = next_version(home, b"Who is next?", b"Version " + version), next_version(worker, b"addEventListener", version + b";addEventListener")
        with site.answering("room.home", new_home), site.answering("room.worker", new_worker):
            api.digests.cache_clear()
            if version == b"1":
                offline.page.goto("/room/pair")
                offline.page.get_by_text("Ready without a network").wait_for(timeout=30_000)
                assert offline.stored("box.get('kit')") == kits[0]
                assert soon(lambda: site.comments() == ["waits"])
                offline.page.goto("/room/en/child-survey/easy/good")
                assert soon(lambda: offline.page.locator("textarea").input_value() == WORDS)
                offline.turns("on")
                offline.jumps_to("check")
                offline.sends()
            offline.page.goto("/room/")
            assert soon(lambda: offline.stored("box.get('kit')") not in kits)
            kits.append(offline.stored("box.get('kit')"))
            offline.page.goto("/room/")
            offline.page.get_by_role("heading", name=f"Version {version.decode()}").wait_for()
    assert soon(lambda: offline.waiting() == {"sent": 2})
    assert sorted(site.comments()) == [WORDS, "waits"]


FIRST_SCHEMA = """async () => {
  const done = (asking) => new Promise((good, bad) => { asking.onsuccess = () => good(asking.result); asking.onerror = bad })
  const old = await done(indexedDB.open('voice-room'))
  const [pairing, items] = [await done(old.transaction('box').objectStore('box').get('pairing')), await done(old.transaction('outbox').objectStore('outbox').getAll())]
  old.close()
  await done(indexedDB.deleteDatabase('voice-room'))
  const asking = indexedDB.open('voice-room', 1)
  asking.onupgradeneeded = () => { asking.result.createObjectStore('box'); asking.result.createObjectStore('outbox', { keyPath: 'id' }) }
  const made = await done(asking)
  const writing = made.transaction(['box', 'outbox'], 'readwrite')
  writing.objectStore('box').put(pairing, 'pairing')
  for (const item of items) writing.objectStore('outbox').put(item)
  await new Promise((good) => { writing.oncomplete = good })
  made.close()
}"""


def test_a_store_of_the_first_schema_opens_and_what_waits_in_it_goes_out(at_home, site):
    """R17."""
    waits(at_home, site, WORDS)
    at_home.page.evaluate(FIRST_SCHEMA)
    site.starts()
    at_home.page.goto("/room/")
    assert soon(lambda: at_home.waiting() == {"sent": 1})
    assert site.comments() == [WORDS]


def comes_back(tablet, site, state="sent"):
    site.starts()
    asks_again(tablet)
    assert soon(lambda: tablet.waiting() == {state: 1})


def test_an_answer_to_a_survey_that_closed_meanwhile_is_stored_and_marked_late(at_home, site):
    waits(at_home, site, WORDS)
    site.clock.is_set_to(2025, 9, 10)
    comes_back(at_home, site)
    assert site.comments() == [WORDS]
    assert [one.is_late for one in site.submissions()] == [True]


def without(slug, question, option):
    """Return a survey as if one of its questions, and one option of another, had never been."""
    raw = yaml.safe_load(next(path for path in paths() if path.parent.name == slug).read_text())
    for section in raw["sections"]:
        section["questions"] = [one for one in section["questions"] if one["id"] != question]
        for one in section["questions"]:
            one["options"] = [given for given in one.get("options", []) if given["value"] != option]
            if question in str(one.get("show_if")):
                del one["show_if"]
    return Survey.model_validate({**raw, "digest": "another"})


def test_an_answer_to_a_question_that_is_gone_is_stored_and_marked(at_home, site, monkeypatch):
    """R5, R9."""
    waits(at_home, site, WORDS)
    monkeypatch.setitem(all_surveys(), "child-survey", without("child-survey", "good", "from_11_to_15"))
    comes_back(at_home, site)
    with site.app.app_context():
        found = {one.question_id: (one.value, one.mark) for one in db.session.scalars(db.select(Answer))}
        db.session.remove()
    assert found == {"good": (WORDS, "unknown_question"), "age": ("from_11_to_15", "does_not_fit")}


def tries_again(site, item_id):
    """Be a member of staff who presses “open again”."""
    with site.app.app_context():
        session_id = db.session.scalar(db.select(InPersonSession.id))
        assert [one.id for one in kept_apart(session_id)] == [item_id]
        config = site.app.config
        receipt = try_again(session_id, item_id, False, [config["SECRET_KEY"], *config["SECRET_KEY_FALLBACKS"]], site.clock())
        db.session.remove()
    return receipt.outcome


def test_an_answer_to_a_survey_that_is_gone_is_kept_apart_and_comes_in_when_it_is_back(at_home, site, monkeypatch):
    """R9, R11."""
    [item_id] = waits(at_home, site, WORDS)
    with monkeypatch.context() as patch:
        patch.setattr(library, "_read", lambda _root: ({}, {}))
        comes_back(at_home, site, "refused")
    assert (outcomes(site), site.comments()) == (["kept_apart"], [])
    assert tries_again(site, item_id) == "received"
    assert site.comments() == [WORDS]


def test_a_new_secret_beside_the_old_one_changes_nothing_for_tablets(at_home, site):
    """R18, R50."""
    waits(at_home, site, WORDS)
    site.app.config.update(SECRET_KEY="a-new-secret-" * 4, SECRET_KEY_FALLBACKS=[SECRET])
    comes_back(at_home, site)
    assert site.comments() == [WORDS]


def test_what_comes_while_the_old_secret_is_missing_is_kept_apart_and_opens_when_it_is_back(at_home, site):
    """R11, R18: staff open it again, and the tablet hears of it when it next asks."""
    [item_id] = waits(at_home, site, WORDS)
    site.app.config.update(SECRET_KEY="a-new-secret-" * 4, SECRET_KEY_FALLBACKS=[])
    comes_back(at_home, site, "refused")
    assert (outcomes(site), site.comments()) == (["kept_apart"], [])
    assert tries_again(site, item_id) == "kept_apart"
    site.app.config["SECRET_KEY_FALLBACKS"] = [SECRET]
    assert tries_again(site, item_id) == "received"
    at_home.page.evaluate("() => { const now = Date.now; Date.now = () => now() + 600_000 }")
    asks_again(at_home)
    assert soon(lambda: at_home.waiting() == {"sent": 1})
    assert (site.comments(), len(site.submissions())) == ([WORDS], 1)


def test_a_server_that_asks_to_wait_is_left_alone_for_so_long_on_every_page(at_home, site):
    """R12: Retry-After, in seconds."""
    waits(at_home, site, WORDS)
    real, asked = site.app.view_functions["room.item"], []

    def is_busy_at_first(**given):
        asked.append(time.monotonic())
        return real(**given) if len(asked) > 1 else ("", 503, {"Retry-After": "4"})

    with site.answering("room.item", is_busy_at_first):
        site.starts()
        asks_again(at_home)
        assert soon(lambda: at_home.stored("box.get('asked_to_wait')"))
        for _ in range(3):
            at_home.page.goto("/room/")
        assert soon(lambda: at_home.waiting() == {"sent": 1})
    assert len(asked) == 2
    assert asked[1] - asked[0] >= 4
    assert site.comments() == [WORDS]


def test_a_code_that_stands_with_another_answer_keeps_no_answer_out(at_home, site):
    """An older tablet script could give one receipt code out twice."""
    for text in ("one", "two"):
        item_id = new_id()
        plain = json.dumps({**json.loads(said(item_id, good=text)), "receipt": "calm river red kite"}).encode()
        with site.app.app_context():
            item = {"id": item_id, "sealed": sealed(db.session.scalars(db.select(InPersonSession)).one(), plain), "digest": hashlib.sha256(plain).hexdigest(),
                    "state": "waiting", "finished_at": 0}
            db.session.remove()
        at_home.stored(f"outbox.put({json.dumps(item)})")
    site.starts()
    asks_again(at_home)
    assert soon(lambda: at_home.waiting() == {"sent": 2})
    assert sorted(site.comments()) == ["one", "two"]


def test_signing_out_on_the_tablet_leaves_what_waits(at_home, site):
    """R19."""
    waits(at_home, site, WORDS)
    site.starts()
    with site.answering("room.item", lambda **_: ("", 500)):
        staff = BrowserStaff(at_home.context, site)
        staff.signs_in_for_the_first_time()
        with staff.page.expect_response("**/staff/sign-out") as signing_out:
            staff.page.goto("/staff/sign-out")
        assert "clear-site-data" not in signing_out.value.headers
        assert at_home.waiting() == {"waiting": 1}
    assert soon(lambda: asks_again(at_home) or at_home.waiting() == {"sent": 1})
    assert site.comments() == [WORDS]


def test_ending_a_session_counts_also_what_somebody_left_unfinished(offline, site):
    """R19: an answer in progress is sealed first, and must be named in the number."""
    offline.writes(WORDS)
    offline.page.goto("/room/facilitator")
    offline.page.locator("#pin").fill(PIN)
    offline.page.get_by_role("button", name="Open").click()
    offline.page.get_by_text("End the session on this tablet").click()
    offline.page.locator("#unsent").fill("0")
    offline.page.get_by_role("button", name="Remove all and end").click()
    offline.page.get_by_text("That is another number.").wait_for()
    assert offline.waiting() == {"waiting": 1}
    site.starts()
    asks_again(offline)
    assert soon(lambda: site.comments() == [WORDS])


def test_going_back_before_the_first_question_keeps_the_answer(offline):
    """R4: choosing another way of reading goes on with what was said."""
    offline.writes(WORDS)
    offline.turns("on")
    offline.jumps_to("age")
    offline.page.locator('button[value="back"]:visible').first.click()
    offline.page.wait_for_url("**/how")
    offline.page.locator('input[value="pictures"]').check(force=True)
    offline.page.locator("main .forward .button").click()
    offline.page.locator("#page").wait_for()
    offline.jumps_to("good", "pictures")
    assert soon(lambda: offline.page.locator("textarea").input_value() == WORDS)
