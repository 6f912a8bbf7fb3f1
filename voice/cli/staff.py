"""Commands on the accounts of those who sign in."""

from __future__ import annotations

import click

from voice.cli.given import application


@click.group()
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
