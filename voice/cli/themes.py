"""Commands on the classifier beside the rules."""

from __future__ import annotations

from pathlib import Path

import click

from voice.cli.given import application


@click.group()
def themes() -> None:
    """The pipeline: build its classifier, measure what it finds."""


@themes.command()
def build() -> None:
    """Make the shipped model again from the training text (about a minute)."""
    from voice.themes.learning.build import build as run

    card = run()
    click.echo(f"{card['name']}, from {card['learnt_from']:,} comments. Measure it with: voice themes evaluate FILE")


@themes.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--keep", is_flag=True, help="Write the figures beside the model, where the model card reads them.")
@click.option("--with-curve", is_flag=True, help="Measure the learning curve too (some minutes).")
def evaluate(source: Path, keep: bool, with_curve: bool) -> None:
    """Measure what is shipped on labelled comments (JSON lines) that it never learnt from."""
    from voice.themes.learning import curve
    from voice.themes.learning.evaluate import evaluate as run
    from voice.themes.learning.evaluate import lines, write_figures

    figures = run(source)
    said = lines(figures)
    if with_curve:
        figures["curve"] = curve.curve(source)
        said += curve.lines(figures["curve"])
    if keep:
        write_figures(figures)
    for line in said:
        click.echo(line)


@themes.command(name="curve")
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--keep", is_flag=True, help="Write it beside the model, where the model card reads it.")
def learning_curve(source: Path, keep: bool) -> None:
    """Measure whether more text would still help: the same classifier learnt from 500 to 4,000 comments (some minutes)."""
    from voice.themes.learning.curve import curve, lines
    from voice.themes.learning.evaluate import add_curve

    found = curve(source)
    if keep:
        add_curve(found)
    for line in lines(found):
        click.echo(line)


@themes.command()
@click.argument("source", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def train(source: Path | None) -> None:
    """Learn a candidate from people's decisions, measured beside the old model on decisions kept apart, and on SOURCE (labelled comments) if given."""
    from voice.learning.candidate import lines
    from voice.learning.candidate import train as run
    from voice.learning.decided import TooFew
    from voice.themes.learning.data import read_labelled

    with application().app_context():
        try:
            made = run(others=read_labelled(source) if source else ())
        except TooFew as few:
            raise click.ClickException(f"There are {few}.") from few
        for line in lines(made):
            click.echo(line)


@themes.command()
def agreement() -> None:
    """Print how far the two coders of the training text agree."""
    from voice.themes.learning.evaluate import agreement as run

    found = run()
    click.echo(f"{found['comments']} comments, two coders: F1 {found['f1']:.2f}, stance the same {found['stance']:.2f}, concern kappa {found['concern']:.2f}")
    click.echo("  ".join(f"{code} {kappa:.2f}" for code, kappa in found["codes"].items()))


@themes.command()
def strands() -> None:
    """Measure the strategy's strands on comments labelled by hand."""
    from voice.themes.learning.strands import evaluate as run
    from voice.themes.learning.strands import lines

    for line in lines(run()):
        click.echo(line)
