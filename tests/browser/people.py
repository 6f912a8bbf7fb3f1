"""People with a real browser. They press what they see; nothing here calls the application behind the page's back."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.site import Site
from tests.browser.watch import Watch
from tests.people import SLUG

ON = '.forward button[name="go"][value="on"]'


class BrowserRespondent:
    """A child, young person, parent, carer or practitioner with a browser."""

    def __init__(self, context: BrowserContext, site: Site, lang: str = "en") -> None:
        self.context, self.site, self.lang, self.slug, self.reading = context, site, lang, SLUG, "standard"
        self.watch: Watch = context.watch  # type: ignore[attr-defined]
        self.page: Page = context.new_page()

    @property
    def base(self) -> str:
        return f"/{self.lang}/{self.slug}/"

    def goes_to(self, url: str = "") -> Page:
        """Type an address, or the end of one."""
        self.page.goto(url if url.startswith(("/", self.site.origin)) else self.base + url)
        return self.page

    def opens(self, question_id: str) -> Page:
        return self.goes_to(f"{self.reading}/{question_id}")

    def presses(self, what: str | Locator) -> None:
        """Press something and wait for the page that comes."""
        with self.page.expect_navigation():
            (self.page.locator(what) if isinstance(what, str) else what).click()

    def begins(self, reading: str = "standard") -> None:
        """Read the first page, choose how to read, and come to the first question."""
        self.reading = reading
        self.goes_to()
        self.presses('a.button[href*="/how"]')
        self.page.check(f'input[name="reading"][value="{reading}"]')
        self.presses(".forward .button")
        self.reading = self.page.url.rsplit("/", 2)[-2]

    def fills_in(self, value: str | list[str]) -> None:
        """Write or choose, and press nothing yet."""
        box = self.page.locator("textarea, .write__box--number")
        if box.count() and isinstance(value, str):
            box.fill(value)
            return
        for one in [value] if isinstance(value, str) else value:
            self.page.check(f'.option__input[value="{one}"]')

    def gives(self, value: str | list[str]) -> None:
        """Answer the question in hand and go on."""
        self.fills_in(value)
        self.presses(ON)

    def skips(self) -> None:
        self.presses('button[name="go"][value="skip"]')

    def goes_back(self) -> None:
        self.presses(".way__back")

    def reads(self, reading: str) -> None:
        """Change the way of reading."""
        self.presses(f'.tools button[value="read:{reading}"]')
        self.reading = reading

    def walks(self, **given: str | list[str]) -> None:
        """Go to the end: answer what is given, skip the rest; who is answering is a child if nothing else is said."""
        given = {"role": "child", **given}
        while not self.is_at("check"):
            self.gives(given[self.question_id]) if self.question_id in given else self.skips()

    def sends(self) -> None:
        self.presses(self.send_button)

    def begins_and_sends(self, reading: str = "standard", **given: str | list[str]) -> None:
        self.begins(reading)
        self.walks(**given)
        self.sends()

    def writes_and_sends(self, words: str) -> None:
        """Say who one is and one thing that one wants, and send, by the shortest way."""
        self.begins("pictures")
        self.gives("child")
        self.opens("change_first")
        self.gives(words)
        self.opens("check")
        self.sends()

    def answers_unseen(self, where: str, given: str | list[str] | None) -> str:
        """Send the form of a page without drawing it, and return the address that follows."""
        name = f"q_{where.split('?')[0].rsplit('/', 1)[-1]}"
        said = {"go": "skip"} if given is None else {"go": "on", name: given[0] if isinstance(given, list) else given}
        reply = self.context.request.post(where, form=said)
        assert reply.ok, (where, reply.status)
        return reply.url

    @property
    def send_button(self) -> Locator:
        return self.page.locator('form[action$="/send"] .forward button').first

    @property
    def question_id(self) -> str:
        return self.page.url.split("?")[0].rsplit("/", 1)[-1]

    def is_at(self, place: str) -> bool:
        return self.question_id == place

    @property
    def heading(self) -> str:
        return self.page.inner_text("h1")

    @property
    def code(self) -> str:
        return " ".join(self.page.locator(".code__words li").all_inner_texts())

    @property
    def written(self) -> str:
        return self.page.input_value("textarea")

    @property
    def status(self) -> Locator:
        return self.page.locator("[data-status]")

    def is_told(self, words: str) -> None:
        """Wait until the page says how it stands with what was typed."""
        expect(self.status).to_have_text(words, timeout=10_000)

    def sees(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)
