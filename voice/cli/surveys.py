"""Commands on what we ask."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click

from voice.cli.given import application, given_settings


@click.group()
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
