"""Members of staff with a real browser, and something for them to read: taken in as what people send is, read as the queue reads it."""

from __future__ import annotations

import pyotp
from flask import Flask
from playwright.sync_api import BrowserContext, Page

from tests.browser.site import Site
from tests.desk import signed_in
from tests.people import SLUG
from tests.sent import sent
from tests.staff.people import PASSWORD
from voice.reading import read_waiting
from voice.staff import accounts

HOME = f"/staff/consultations/{SLUG}"
SAID = [
    ("child", "nobody", "help_safe", "The bus is scary and nobody helps me when others shout."),
    ("child", "wrote", "change_first", "I want to be listened to at my meetings. Teachers talk over me."),
    ("child", "chose", "change_first", "He loves the music club. It works well, please keep it."),
    ("parent", "own", "missing", "We waited three years for an EHCP. The waiting must change, and nobody answers the phone at the clinic."),
    ("parent", "child", "change_first", "My daughter Amina cannot use the lift at Clifton school. Call me on 07700 900123."),
    ("family", "own", "change_first", "Someone hits him at home and he does not feel safe."),
    ("education", "", "works_well", "The SENCO network works well and staff know what good support looks like."),
    ("health", "", "change_first", "Share records between health and school so that families tell their story once. " * 20),
    ("voluntary", "", "missing", "وین وقت پر نہیں آتی"),
    ("other", "", "change_first", "Something else entirely, with <b>marks</b> & signs."),
]
TOPICS = ["help_voice", "help_safe", "help_healthy", "help_belong"]


def people_answer(site: Site) -> None:
    """Let enough people of each kind answer for counts to be shown, and let the rules read what they said."""
    for n in range(3):
        for role, how, question, words in SAID:
            given: dict[str, str | list[str]] = {
                "role": role, "vision_agree": ["agree", "disagree", "strongly_agree"][n], "about_you": "no",
                "outcomes_matter": [["safe", "voice", "belong"], ["healthy"], ["safe"]][n], question: words}
            if how:
                given["helper" if role == "child" else "for_whom"] = how
            with site.app.app_context():
                sent(SLUG, reading="easy" if role == "child" and n == 1 else "standard", **given)
    with site.app.app_context():
        while read_waiting():
            pass


class BrowserStaff:
    """A member of staff with a browser and an authenticator app."""

    def __init__(self, context: BrowserContext, site: Site, email: str = "lead@example.org", role: str = "lead") -> None:
        self.context, self.site, self.email, self.role = context, site, email, role
        self.page: Page = context.new_page()
        self.key = ""

    def gets_a_link(self) -> str:
        app: Flask = self.site.app
        with app.app_context():
            return accounts.add(self.email, self.role, self.site.origin)

    def goes_to(self, address: str) -> None:
        self.page.goto(address)

    def presses(self, what: str = "main form .button") -> None:
        with self.page.expect_navigation():
            self.page.locator(what).first.click()

    def fills(self, **lines: str) -> None:
        for name, value in lines.items():
            self.page.fill(f'[name="{name}"]', value)
        self.presses()

    def chooses_password(self, link: str) -> None:
        self.goes_to(link)
        self.fills(password=PASSWORD, password_confirm=PASSWORD)

    def gives_password(self) -> None:
        self.goes_to("/staff/sign-in")
        self.fills(email=self.email, password=PASSWORD)

    def reads_the_key(self) -> None:
        self.key = "".join(self.page.locator(".scan__key span").all_inner_texts())

    def gives_code(self, code: str = "") -> None:
        self.site.clock.moves_on(seconds=30)
        self.fills(code=code or pyotp.TOTP(self.key).at(self.site.clock()))

    def is_signed_in(self) -> None:
        """Have signed in already."""
        name = self.site.app.config["SESSION_COOKIE_NAME"]
        cookie = signed_in(self.site.app, self.role, self.email).get_cookie(name)
        assert cookie
        self.context.add_cookies([{"name": name, "value": cookie.value, "url": self.site.origin}])

    def signs_in_for_the_first_time(self) -> None:
        self.chooses_password(self.gets_a_link())
        self.gives_password()
        self.presses()
        self.reads_the_key()
        self.gives_code()
        self.presses()
