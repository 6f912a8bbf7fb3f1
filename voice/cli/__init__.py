"""Commands. Each is a thin shell round a function that returns what it did."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from voice.cli.given import application, given_settings, said_plainly
from voice.cli.staff import staff
from voice.cli.surveys import surveys
from voice.cli.themes import themes


@click.group()
def main() -> None:
    """Voice: hears children and young people with SEND, and their families."""


for group in (surveys, staff, themes):
    main.add_command(group)


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
