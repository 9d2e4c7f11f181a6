"""`python -m sync publish`: what customers owe, shown in Firmao, from the command line."""

import click

from corrections.at_the_terminal import by_option, json_option, person, report
from corrections.errors import NotPlannableError
from corrections.plan import Plan
from corrections.proposing import Desk, submit
from corrections.publish_all import publications, publishing_now
from corrections.pushing import push
from queries.run import records, today
from queries.store import Store
from sync.opening import open_store
from sync.settings import load_settings


@click.command()
@click.option("--account", "account_id", metavar="ID", help="Only this account, by Tieout's own id of it.")
@click.option("--note", is_flag=True, help="Leave a sales note with the figures too.")
@by_option
@json_option
def publish(account_id: str | None, note: bool, who: str | None, as_data: bool) -> None:
    """Publish balance, overdue amount, latest invoice and latest payment to Firmao, where they differ."""
    settings = load_settings()
    with open_store("python -m sync publish") as store:
        _refuse_unknown(store, account_id)
        desk = Desk(store, settings.policy.mapping, settings.policy.approval, person(who), today())
        for told in publishing_now(store, account_id).values():
            click.echo(told, err=True)
        plans = publications(store, settings.policy.mapping, today(), account_id, with_note=note)
        asked = {one for plan in plans if (one := _published(desk, plan))}
        report(store, push(store, settings, desk.person, asked), as_data=as_data)


def _refuse_unknown(store: Store, account_id: str | None) -> None:
    """Raises `NotPlannableError` for an account of which nothing can be published."""
    if account_id and not records(store, "corrections/published", account=account_id, as_of=today()):
        raise NotPlannableError(
            f"No account {account_id} is known to both systems, so nothing was published. `python -m sync query "
            "accounts/page` lists the accounts with their ids."
        )


def _published(desk: Desk, plan: Plan) -> str | None:
    """The correction that publishes one account; None where it cannot be now, so that the others go on."""
    try:
        return submit(desk, plan, "published from the command line")
    except NotPlannableError as refused:
        click.echo(f"{plan.title}: {refused}", err=True)
        return None


COMMANDS: tuple[click.Command, ...] = (publish,)
