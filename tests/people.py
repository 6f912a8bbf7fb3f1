"""People who use the service, as tests speak of them. On every page they check what is true of every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient

SLUG = "strategy-2024"
LABELLED = ("input", "textarea", "select")


@dataclass
class Page:
    """A page as it came."""

    url: str
    status: int
    soup: BeautifulSoup
    headers: Any

    @property
    def heading(self) -> str:
        found = self.soup.find("h1")
        return found.get_text(" ", strip=True) if found else ""

    @property
    def text(self) -> str:
        main = self.soup.find("main")
        return main.get_text(" ", strip=True) if main else ""

    @property
    def error(self) -> str | None:
        found = self.soup.select_one(".mend li")
        return found.get_text(" ", strip=True) if found else None

    @property
    def question_id(self) -> str:
        return self.url.split("?")[0].rsplit("/", 1)[-1]

    @property
    def code(self) -> str:
        return " ".join(one.get_text(strip=True) for one in self.soup.select(".code__words li"))

    @property
    def written(self) -> str:
        """What stands in the box to write in, exactly."""
        box = self.soup.find("textarea")
        return box.get_text().removeprefix("\n") if box else ""

    @property
    def chosen(self) -> set[str]:
        return {str(one["value"]) for one in self.soup.select("input[checked]")}

    @property
    def options(self) -> list[str]:
        return [str(one["value"]) for one in self.soup.select(".option__input")]

    def links(self) -> list[str]:
        return [str(one["href"]) for one in self.soup.select("a[href]")]

    def says(self, words: str) -> bool:
        return words in " ".join(self.text.split())


def check_every_page(page: Page) -> None:
    """What is true of every page: one h1 that begins the title, labels, unique ids, a language, the headers."""
    soup, where = page.soup, page.url
    assert len(soup.find_all("h1")) == 1, where
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    assert page.heading[:20] in title, (where, title, page.heading)
    html = soup.find("html")
    assert isinstance(html, Tag) and html.get("lang") and html.get("dir") in ("ltr", "rtl"), where
    ids = [one["id"] for one in soup.select("[id]")]
    assert len(ids) == len(set(ids)), (where, sorted(ids))
    for field in soup.find_all(LABELLED):
        if field.get("type") == "hidden" or field.get("aria-hidden") == "true":
            continue
        assert soup.find("label", attrs={"for": field.get("id")}), (where, field)
    for name in ("aria-describedby", "aria-labelledby"):
        for one in soup.select(f"[{name}]"):
            assert all(soup.find(id=wanted) for wanted in str(one[name]).split()), (where, name, one[name])
    assert not soup.select("[style], style, script:not([src])"), where
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy, where
    assert page.headers["Cache-Control"] == "no-store", where
    assert "Cookie" in page.headers["Vary"], where
    for image in soup.find_all("img"):
        assert image.has_attr("alt"), where


class Respondent:
    """A child, young person, parent, carer or practitioner with a phone."""

    def __init__(self, app: Flask, lang: str = "en", slug: str = SLUG) -> None:
        self.app, self.lang, self.slug, self.reading = app, lang, slug, "standard"
        self.client: FlaskClient = app.test_client()
        self.page: Page = None  # type: ignore[assignment]

    @property
    def base(self) -> str:
        return f"/{self.lang}/{self.slug}/"

    def _arrive(self, response: Any) -> Page:
        while response.status_code in (301, 302, 303, 308):
            response = self.client.get(response.headers["Location"])
        request = response.request
        self.page = Page(request.path + (f"?{request.query_string.decode()}" if request.query_string else ""), response.status_code,
                         BeautifulSoup(response.get_data(as_text=True), "html.parser"), response.headers)
        if response.mimetype == "text/html":
            check_every_page(self.page)
        return self.page

    def goes_to(self, url: str) -> Page:
        return self._arrive(self.client.get(url if url.startswith("/") else self.base + url))

    def posts(self, url: str, **form: Any) -> Page:
        return self._arrive(self.client.post(url if url.startswith("/") else self.base + url, data=form))

    def posts_body(self, url: str, body: bytes, content_type: str) -> Page:
        return self._arrive(self.client.post(url if url.startswith("/") else self.base + url, data=body, content_type=content_type))

    def begins(self, reading: str = "standard") -> Page:
        """Choose how to read it, and come to the first question."""
        self.reading = reading
        return self.posts("how", reading=reading, lang=self.lang)

    def finds(self, *doors: str) -> Page:
        """Come to the first address, and tap one door after another by what it says."""
        self.goes_to("/")
        for door in doors:
            link = next(one for one in self.page.soup.select("a.door") if one.get_text(" ", strip=True) == door)
            self.goes_to(str(link["href"]))
        return self.page

    def gives(self, value: str | list[str] | None, go: str = "on") -> Page:
        """Answer the question in hand and press a button."""
        form: dict[str, Any] = {"go": go}
        if value is not None:
            form[f"q_{self.page.question_id}"] = value
        return self.posts(self.page.url, **form)

    def skips(self) -> Page:
        return self.gives(None, go="skip")

    def opens(self, question_id: str) -> Page:
        return self.goes_to(f"{self.reading}/{question_id}")

    def answers(self, question_id: str, value: str | list[str] | None) -> Page:
        """Open a question and answer it."""
        self.opens(question_id)
        return self.gives(value)

    def walks(self, **given: str | list[str]) -> Page:
        """Go to the end: answer what is given, skip the rest; who is answering is a child if nothing else is said."""
        given = {"role": "child", **given}
        while "/check" not in self.page.url:
            question_id = self.page.question_id
            self.page = self.gives(given[question_id]) if question_id in given else self.skips()
        return self.page

    def sends(self) -> Page:
        return self.posts(f"{self.reading}/send")

    def begins_and_sends(self, reading: str = "standard", **given: str | list[str]) -> Page:
        """Do all of it, and come to the receipt."""
        self.begins(reading)
        self.walks(**given)
        return self.sends()
