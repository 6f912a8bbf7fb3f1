"""People who walk the whole consultation, in full words: how fast each page, how many whole submissions, and all stored once.

    .venv/bin/python -m benchmarks.walk            8 people at once, 240 submissions
"""

from __future__ import annotations

import argparse
import http.client
import sqlite3
import statistics
import threading
import time
from urllib.parse import urlencode

from benchmarks.server import Server, row, running
from surveys.library import all_surveys
from surveys.schema import Question

SURVEY = all_surveys()["strategy-2024"]
HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "Accept-Encoding": "br, gzip", "Sec-Fetch-Site": "same-origin"}


def answer_to(question: Question, number: int) -> str | list[str]:
    """Return an answer to a question, a different one for each number."""
    if question.kind == "comment":
        return f"Person {number} says that the wait for {question.id} is too long and nobody tells us what is going on."
    if question.scale:
        return question.scale.standard[number % 4].value
    values = [option.value for option in question.options if not option.apart]
    if question.id == "role":
        return values[number % len(values)]
    if question.kind == "choose_many":
        return values[:question.max_choices or 2]
    return "yes" if question.id == "about_you" else values[number % len(values)]


class Walker:
    """One person with one phone and one connection."""

    def __init__(self, server: Server) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        self.cookie = ""
        self.times: dict[str, list[float]] = {}
        self.requests = 0

    def ask(self, method: str, url: str, form: dict[str, object] | None = None) -> tuple[int, str]:
        """Make one request and return its status and where it leads."""
        body = urlencode(form, doseq=True) if form is not None else None
        begun = time.perf_counter()
        self.connection.request(method, url, body, {**HEADERS, "Cookie": self.cookie})
        response = self.connection.getresponse()
        response.read()
        spent = time.perf_counter() - begun
        self.requests += 1
        name = "POST" if method == "POST" else "GET"
        self.times.setdefault(name, []).append(spent)
        if cookie := response.getheader("Set-Cookie"):
            self.cookie = cookie.split(";")[0]
        return response.status, response.getheader("Location") or url

    def walk(self, number: int) -> None:
        """Answer everything, check, send, and read the receipt."""
        self.cookie = ""
        self.ask("GET", "/en/strategy-2024/")
        self.ask("GET", "/en/strategy-2024/how")
        status, url = self.ask("POST", "/en/strategy-2024/how", {"reading": "standard", "lang": "en"})
        while "/check" not in url:
            assert status == 303, (status, url)
            self.ask("GET", url)
            question = SURVEY.by_id[url.rsplit("/", 1)[-1]]
            status, url = self.ask("POST", url, {"go": "on", f"q_{question.id}": answer_to(question, number)})
        self.ask("GET", url)
        status, url = self.ask("POST", "/en/strategy-2024/standard/send", {})
        assert url.endswith("/receipt"), (status, url)
        status, _ = self.ask("GET", url)
        assert status == 200, status


def p95(times: list[float]) -> float:
    """Return the 95th percentile in milliseconds."""
    return statistics.quantiles(times, n=100)[94] * 1000


def one_person(server: Server, submissions: int) -> list[bool]:
    """Measure each kind of request with one person alone."""
    walker = Walker(server)
    walker.walk(0)
    walker.times.clear()
    for number in range(submissions):
        walker.walk(number)
    return [row(f"one person, {name}, p95 of {len(times)}", p95(times), 30, "ms") for name, times in sorted(walker.times.items())]


def together(server: Server, people: int, submissions: int) -> list[bool]:
    """Measure whole submissions a second with several people at once, and see that each is stored once."""
    before = stored(server)
    numbers = iter(range(submissions))
    lock = threading.Lock()
    walkers = [Walker(server) for _ in range(people)]
    failures: list[str] = []

    def work(walker: Walker) -> None:
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            try:
                walker.walk(number)
            except Exception as error:
                failures.append(repr(error))

    threads = [threading.Thread(target=work, args=(walker,)) for walker in walkers]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - begun
    everything = [spent for walker in walkers for times in walker.times.values() for spent in times]
    requests = sum(walker.requests for walker in walkers)
    print(f"{people} people, {submissions} submissions, {requests} requests in {spent:.1f} s: {requests / spent:.0f} requests a second, "
          f"p95 {p95(everything):.0f} ms, {len(failures)} failures {failures[:2]}")
    rows, ids = (now - then for now, then in zip(stored(server), before, strict=True))
    return [row(f"{people} people at once, whole submissions a second", submissions / spent, 10, "/s", at_least=True),
            row("sent and not stored", submissions - ids, 0, ""), row("stored twice", rows - ids, 0, "")]


def stored(server: Server) -> tuple[int, int]:
    """Return submissions in the database, and different ones."""
    with sqlite3.connect(server.folder / "voice.sqlite3") as database:
        found: tuple[int, int] = database.execute("SELECT count(*), count(DISTINCT id) FROM submission").fetchone()
        return found


def main(people: int = 8, submissions: int = 240) -> bool:
    """Print every figure; return whether all hold."""
    with running() as server:
        return all([*one_person(server, 10), *together(server, people, submissions)])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=8)
    parser.add_argument("--submissions", type=int, default=240)
    given = parser.parse_args()
    raise SystemExit(not main(given.people, given.submissions))
