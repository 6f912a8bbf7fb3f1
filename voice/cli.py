"""Commands. Each is a thin shell round a function that returns what it did."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from flask import Flask

    from voice.config import Settings



def application() -> Flask:
    """Return the application, made only by commands that need it."""
    from voice import create_app

    return create_app(given_settings())


def given_settings() -> Settings:
    """Return the settings, or stop and say which variable to mend, without a word of its value."""
    from pydantic import ValidationError

    from voice.config import Settings

    try:
        return Settings()
    except ValidationError as mistake:
        raise click.ClickException("\n".join(_in_words(found["loc"], found["msg"]) for found in mistake.errors())) from None


def _in_words(place: tuple[int | str, ...], what: str) -> str:
    name = str(place[0]) if place else ""
    variable = name if name.isupper() else f"VOICE_{name}".upper()
    return f"{variable}: {what}" if place else what.removeprefix("Value error, ")


@contextmanager
def said_plainly() -> Iterator[None]:
    """Say what keeps a survey from opening, instead of where in the program that was found."""
    from surveys.library import SurveyMistake
    from voice.setting_up import NotReady

    try:
        yield
    except (SurveyMistake, NotReady) as mistake:
        raise click.ClickException(str(mistake)) from mistake


@click.group()
def main() -> None:
    """Voice: hears children and young people with SEND, and their families."""


@main.command()
def serve() -> None:
    """Set up the database and run everything: web pages and the queue."""
    from voice.serving import serve as run

    with said_plainly():
        sys.exit(run(given_settings()))


@main.command()
def work() -> None:
    """Run the queue alone: comments are read, lost jobs found, old drafts deleted."""
    from voice.serving import work as run

    run(application())


@main.command()
def init() -> None:
    """Bring the database up to date and open the surveys that are new to it."""
    from voice.setting_up import set_up

    with said_plainly():
        for line in set_up(application()):
            click.echo(line)


@main.command()
@click.option("--answers", default=240, show_default=True, help="How many example answers.")
def demo(answers: int) -> None:
    """Fill an empty database with labelled example data and demo accounts. Refused in production."""
    from voice.demo import NotADemo, fill

    try:
        for line in fill(application(), answers):
            click.echo(line)
    except NotADemo as mistake:
        raise click.ClickException(str(mistake)) from mistake


@main.command()
def assets() -> None:
    """Build styles and scripts."""
    from voice.assets import build

    click.echo(f"Built {len(build())} files.")


@main.command()
@click.option("--in", "source", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), help="JSON lines or CSV with id and text.")
@click.option("--out", "target", required=True, type=click.Path(dir_okay=False, path_type=Path), help="JSON lines to write.")
def theme(source: Path, target: Path) -> None:
    """Group comments under the seven statements, from a file into a file."""
    from voice.themes.files import UnreadableFile, theme_file

    try:
        summary = theme_file(source, target)
    except UnreadableFile as mistake:
        raise click.ClickException(str(mistake)) from mistake
    click.echo(str(summary))


@main.group()
def themes() -> None:
    """The classifier beside the rules: build it, measure it."""


@themes.command()
def build() -> None:
    """Make the shipped model again from the training text (about a minute)."""
    from voice.themes.learning.build import build as run

    card = run()
    click.echo(f"{card['name']}, from {card['learnt_from']:,} comments. Measure it with: voice themes evaluate FILE")


@themes.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--keep", is_flag=True, help="Write the figures into the model card that staff see.")
def evaluate(source: Path, keep: bool) -> None:
    """Measure what is shipped on labelled comments (JSON lines) that it never learnt from."""
    from voice.themes.learning.evaluate import evaluate as run
    from voice.themes.learning.evaluate import lines, write_figures

    figures = run(source)
    if keep:
        write_figures(figures)
    for line in lines(figures):
        click.echo(line)


@themes.command()
def agreement() -> None:
    """Print how far the two coders of the training text agree."""
    from voice.themes.learning.evaluate import agreement as run

    found = run()
    click.echo(f"{found['comments']} comments, two coders: F1 {found['f1']:.2f}, stance the same {found['stance']:.2f}, concern kappa {found['concern']:.2f}")
    click.echo("  ".join(f"{code} {kappa:.2f}" for code, kappa in found["codes"].items()))


@main.command()
def settings() -> None:
    """Print the table of settings, as docs/settings.md holds it."""
    from voice.config import table

    click.echo(table())


@main.command()
def licences() -> None:
    """Print the table of third-party licences, as docs/third-party.md holds it."""
    from voice.licences import table

    click.echo(table())


@main.group()
def surveys() -> None:
    """Look at and check what we ask."""


@surveys.command()
@click.argument("slug", required=False)
def check(slug: str | None) -> None:
    """Check every survey, or one: its shape, its pictures and what can be proved of its easy read."""
    from surveys import easy_read, library
    from voice.pictures import descriptions

    mistakes = []
    paths = [path for path in library.paths() if slug in (None, path.parent.name)]
    if not paths:
        raise click.ClickException(f"There is no folder surveys/{slug}. There are: {', '.join(path.parent.name for path in library.paths())}")
    for path in paths:
        try:
            mistakes += easy_read.problems(library.load(path), descriptions())
        except library.SurveyMistake as mistake:
            mistakes += mistake.problems
    for line in mistakes:
        click.echo(line, err=True)
    if mistakes:
        raise click.ClickException(f"{len(mistakes)} to mend")
    click.echo(f"Nothing to mend in {', '.join(path.parent.name for path in paths)}.")


@surveys.command()
@click.argument("slug", required=False)
def report(slug: str | None) -> None:
    """Print how long each survey is and how hard to read: words, longest sentence, grade, pictures, pages, minutes."""
    from surveys.library import all_surveys
    from voice.showing import report_lines

    found = [survey for survey in all_surveys().values() if slug in (None, survey.slug)]
    if not found:
        raise click.ClickException(f"There is no survey “{slug}”. There are: {', '.join(all_surveys())}")
    for line in report_lines(found):
        click.echo(line)


def _answers(_context: click.Context, _option: click.Parameter, given: str) -> list[str]:
    return [one.strip() for one in given.split(";") if one.strip()]


def _twins(context: click.Context, option: click.Parameter, given: str) -> list[str]:
    """Return the answers in easy read; where they are not as many as the full ones they are asked for again."""
    full, short = context.params.get("answers") or [], _answers(context, option, given)
    while short and len(short) != len(full):
        wrong = f"There are {len(full)} answers and {len(short)} in easy read. Give each its twin, in the same order"
        if not sys.stdin.isatty():
            raise click.BadParameter(wrong)
        short = _answers(context, option, click.prompt(wrong))
    return short


@surveys.command()
@click.argument("slug")
@click.option("--title", prompt="Title, in full words")
@click.option("--easy-title", prompt="Title, in easy read")
@click.option("--question", prompt="First question, in full words")
@click.option("--easy-question", prompt="The same question, in easy read")
@click.option("--answers", callback=_answers, prompt="Its answers, with ; between them (leave empty for an answer in words)", default="", show_default=False)
@click.option("--easy-answers", callback=_twins, prompt="The same answers in easy read, as many (leave empty if they are the same)", default="", show_default=False)
@click.option("--asks", type=click.Choice(["everybody", "child", "parent", "practitioner"]), prompt="Who is asked", default="everybody")
@click.option("--yearly/--once", prompt="Ask it every academic year", default=False)
def new(slug: str, title: str, easy_title: str, question: str, easy_question: str, answers: list[str], easy_answers: list[str], asks: str, yearly: bool) -> None:
    """Begin a new survey with one question, to be made longer in its file."""
    from surveys.new import NotBegun, Sketch, begin
    from voice.setting_up import CHECK

    pairs = tuple(zip(answers, easy_answers or answers, strict=True))
    try:
        path = begin(Sketch(slug, title, easy_title, question, easy_question, yearly, "" if asks == "everybody" else asks, pairs))
    except NotBegun as mistake:
        raise click.ClickException(str(mistake)) from mistake
    here = given_settings().public_url()
    click.echo(f"Written: {path}\nNext:    {CHECK} {slug}\n         make serve, then look at it: {here}/staff/preview/{slug}/\n"
               f"         and answer it:              {here}/en/{slug}/")


@surveys.command(name="export")
@click.argument("slug")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
def export_xlsform(slug: str, target: Path) -> None:
    """Write a survey as an XLSForm (.xlsx), and say what such a form cannot hold."""
    from surveys.library import all_surveys
    from surveys.xlsform import export

    survey = all_surveys().get(slug)
    if survey is None:
        raise click.ClickException(f"There is no survey “{slug}”. There are: {', '.join(all_surveys())}")
    if target.suffix != ".xlsx":
        raise click.ClickException(f"An XLSForm is a workbook: give it a name such as {slug}.xlsx.")
    lines = export(survey, target)
    click.echo("\n".join([f"Written: {target}", *(f"  {line}" for line in lines)]))


@surveys.command(name="import")
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("slug")
def import_xlsform(source: Path, slug: str) -> None:
    """Read an XLSForm (.xlsx) into a new survey, and say what did not match and what is still to be written."""
    from surveys.library import SurveyMistake
    from surveys.new import NotBegun, take
    from surveys.xlsform import XlsformMistake, as_yaml, read

    try:
        raw, lines = read(source, slug)
        path = take(slug, as_yaml(raw))
    except (XlsformMistake, SurveyMistake) as mistake:
        raise click.ClickException("\n".join(mistake.problems)) from mistake
    except NotBegun as mistake:
        raise click.ClickException(str(mistake)) from mistake
    click.echo("\n".join([f"Written: {path}", *(f"  {line}" for line in lines), f"Next: .venv/bin/voice surveys check {slug}"]))


@surveys.command()
@click.argument("slug")
def show(slug: str) -> None:
    """Print a survey as a list: its sections, questions, options and easy-read twins."""
    from surveys import library
    from voice.showing import lines

    survey = library.all_surveys().get(slug)
    if survey is None:
        raise click.ClickException(f"There is no survey “{slug}”. There are: {', '.join(library.all_surveys())}")
    for line in lines(survey):
        click.echo(line)


@surveys.command()
@click.argument("slug")
@click.option("--opens", type=click.DateTime(["%Y-%m-%d"]), help="First day.")
@click.option("--closes", type=click.DateTime(["%Y-%m-%d"]), help="Last day, until 11:59pm.")
@click.option("--reason", default="", help="Why it is extended. People are shown this.")
def window(slug: str, opens: datetime | None, closes: datetime | None, reason: str) -> None:
    """Move the days on which a survey is open."""
    from surveys import library
    from voice import clock
    from voice.models.edition import change_window, edition_now

    if slug not in library.all_surveys():
        raise click.ClickException(f"There is no survey “{slug}”.")
    try:
        with application().app_context():
            now = edition_now(slug, clock.now())
            edition = change_window(now.id if now else slug, _day(opens), _day(closes), reason)
            click.echo(f"{slug} is open from {edition.opens_on} to 11:59pm on {edition.closes_on}.")
    except (LookupError, ValueError) as mistake:
        raise click.ClickException(str(mistake)) from mistake


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


@main.group()
def staff() -> None:
    """Accounts of those who sign in."""


@staff.command()
@click.argument("email")
@click.option("--role", required=True, help="facilitator, lead, safeguarding, admin or board.")
@click.option("--again", is_flag=True, help="Print a new set-up link for an account that exists.")
def add(email: str, role: str, again: bool) -> None:
    """Make an account and print its one-time set-up link."""
    from voice.staff import accounts

    app = application()
    with app.app_context():
        try:
            link = accounts.add(email, role, base_url=app.extensions["settings"].public_url(), again=again)
        except accounts.AccountMistake as mistake:
            raise click.ClickException(str(mistake)) from mistake
    click.echo(f"Give this link to {email}. It works once, for 3 days:\n{link}")


@staff.command()
@click.argument("email")
def disable(email: str) -> None:
    """Shut an account at once, also where it is signed in."""
    _change(email, "disable", f"{email} can no longer sign in.")


def _change(email: str, verb: str, done: str, *more: str) -> None:
    from voice.staff import accounts

    with application().app_context():
        try:
            getattr(accounts, verb)(email, *more)
        except accounts.AccountMistake as mistake:
            raise click.ClickException(str(mistake)) from mistake
    click.echo(done)


@staff.command()
@click.argument("email")
def enable(email: str) -> None:
    """Open an account again that was shut."""
    _change(email, "enable", f"{email} may sign in again.")


@staff.command()
@click.argument("email")
@click.argument("name")
def role(email: str, name: str) -> None:
    """Give an account another role; it takes effect at once."""
    _change(email, "set_role", f"{email} is now {name}.", name)


@staff.command()
@click.argument("email")
def forget_second_factor(email: str) -> None:
    """Let somebody who lost their phone set up a new second factor."""
    _change(email, "forget_second_factor", f"{email} sets up a new second factor at the next sign-in.")


@staff.command(name="list")
def list_accounts() -> None:
    """List accounts and their roles."""
    from voice.staff import accounts

    with application().app_context():
        for line in accounts.listed():
            click.echo(line)


@main.group()
def translations() -> None:
    """Catalogues of words, one a language, for the interface and the questionnaires."""


@translations.command()
def update() -> None:
    """Collect every text again and bring each language's catalogues up to date."""
    from voice.catalogues import update as run

    for line in run():
        click.echo(line)


@translations.command()
def compile() -> None:
    """Compile the catalogues for the application to read."""
    from voice.catalogues import compile as run

    for line in run():
        click.echo(line)
