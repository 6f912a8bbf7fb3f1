"""Commands on the classifier beside the rules."""

from __future__ import annotations

from pathlib import Path

import click


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
@click.option("--keep", is_flag=True, help="Write the figures beside the model.")
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


@themes.command()
def strands() -> None:
    """Measure the strategy's strands on comments labelled by hand."""
    from voice.themes.learning.strands import evaluate as run
    from voice.themes.learning.strands import lines

    for line in lines(run()):
        click.echo(line)
