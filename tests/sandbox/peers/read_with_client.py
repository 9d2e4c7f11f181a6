"""Reads every list with the public Python client of Ordway; runs in the client's own environment.

Takes a JSON object on stdin (`url` up to `/api`, `sign_in`, `lists`) and prints the records by list. Only the base
URL of the client is set, everything else is as published.
"""

import json
import sys
from typing import Any


def main() -> None:
    """Read what stdin asks for."""
    from ordway.api import base  # type: ignore[import-not-found]
    from ordway.client import OrdwayClient  # type: ignore[import-not-found]

    told = json.load(sys.stdin)
    base.API_ENDPOINT_BASE = told["url"]
    client = OrdwayClient(**told["sign_in"])
    found: dict[str, list[Any]] = {name: list(getattr(client, name).all()) for name in told["lists"]}
    # The list of plans answers the same page for ever, so the client can only be asked for the first.
    found["plans"] = list(client.plans.list(page=1))
    found["changed"] = list(client.invoices.all(sort="updated_date asc", filters={"updated_date>": told["since"]}))
    found["one"] = [client.invoices.get(told["one"])]
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
