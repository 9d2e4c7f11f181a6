"""`python -m sandbox`: both systems on loopback with a made-up company, until it is stopped."""

import signal
import threading
from datetime import UTC, date, datetime

import click

from sandbox import credentials
from sandbox.company import make_world
from sandbox.faults import PROFILES
from sandbox.ordway.documents import offer_documents
from sandbox.serving import Sandbox, ServingError, serve


@click.command(context_settings={"show_default": True})
@click.option("--firmao-port", default=8701)
@click.option("--ordway-port", default=8702)
@click.option("--seed", default=7, help="The same seed makes the same company and draws the same faults.")
@click.option("--accounts", default=300, type=click.IntRange(min=0))
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The company's today.  [default: today]")
@click.option("--latency-ms", default=0.0, help="Every answer takes this long at least.")
@click.option("--faults", type=click.Choice(PROFILES), default="none")
@click.option("--clean", is_flag=True, help="Plant no discrepancies: both systems agree on everything.")
@click.option("--page-limit", default=100, help="The licence's cap on rows a page in Firmao.")
def main(
    firmao_port: int,
    ordway_port: int,
    seed: int,
    accounts: int,
    as_of: datetime | None,
    latency_ms: float,
    faults: str,
    clean: bool,
    page_limit: int,
) -> None:
    """Play Firmao and Ordway on 127.0.0.1."""
    day: date = (as_of or datetime.now(UTC)).date()
    world = make_world(seed, accounts, day, is_clean=clean)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        with serve(
            world,
            faults=faults,
            latency_ms=latency_ms,
            firmao_port=firmao_port,
            ordway_port=ordway_port,
            page_limit=page_limit,
            fault_seed=seed,
        ) as sandbox:
            offer_documents(world, sandbox.ordway_url)
            _announce(sandbox)
            stop.wait()
    except ServingError as error:
        raise click.ClickException(str(error)) from error


def _announce(sandbox: Sandbox) -> None:
    click.echo(
        f"Firmao {sandbox.firmao_url}  (organization {credentials.FIRMAO_ORGANIZATION}, "
        f"login {credentials.FIRMAO_LOGIN}, password {credentials.FIRMAO_PASSWORD})"
    )
    click.echo(
        f"Ordway {sandbox.ordway_url}  (company {credentials.ORDWAY_COMPANY}, e-mail {credentials.ORDWAY_EMAIL}, "
        f"token {credentials.ORDWAY_TOKEN}, API key {credentials.ORDWAY_API_KEY})"
    )


if __name__ == "__main__":
    main()
