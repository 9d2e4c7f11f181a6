"""The peer: dlt's own `rest_api` source for the four resources, as its documentation has one write it.

Runs in the environment of `requirements-peers-bench.txt`, configured by the variables Tieout reads too.
"""
# mypy: disable-error-code="import-not-found"

import os
import sys
import tempfile
from typing import Any

import dlt
from dlt.sources.rest_api import rest_api_source

ORDWAY_PAGE = 50
FIRMAO_PAGE = 100
DATASET = "pulled"


def sources(parallelized: bool = False) -> list[Any]:
    """Both systems: records replaced as a whole, ids declared as primary keys, lists left to dlt."""
    return [
        rest_api_source(_ordway(parallelized), name="ordway"),
        rest_api_source(_firmao(parallelized), name="firmao"),
    ]


def load(store: str, source: list[Any], **options: Any) -> None:
    """Run one pipeline from nothing into the DuckDB file `store`; a failed load raises."""
    with tempfile.TemporaryDirectory() as working:
        pipeline = dlt.pipeline(
            "benchmark",
            destination=dlt.destinations.duckdb(store),
            dataset_name=DATASET,
            pipelines_dir=working,
        )
        pipeline.run(source, **options).raise_on_failed_jobs()


def store_given() -> str:
    """The DuckDB file named on the command line."""
    return sys.argv[1]


def _ordway(parallelized: bool) -> dict[str, Any]:
    return {
        "client": {
            "base_url": os.environ["ORDWAY_BASE_URL"],
            "headers": {
                "X-User-Company": os.environ["ORDWAY_COMPANY"],
                "X-User-Email": os.environ["ORDWAY_EMAIL"],
                "X-User-Token": os.environ["ORDWAY_TOKEN"],
                "X-API-KEY": os.environ["ORDWAY_API_KEY"],
            },
            "paginator": {
                "type": "page_number",
                "base_page": 1,
                "page_param": "page",
                "total_path": None,
                "stop_after_empty_page": True,
            },
        },
        "resource_defaults": _defaults({"size": ORDWAY_PAGE, "sort": "updated_date,id"}, parallelized),
        "resources": ["customers", "invoices", "payments"],
    }


def _firmao(parallelized: bool) -> dict[str, Any]:
    base = f"{os.environ['FIRMAO_BASE_URL']}/{os.environ['FIRMAO_ORGANIZATION']}/svc/v1/"
    return {
        "client": {
            "base_url": base,
            "auth": {
                "type": "http_basic",
                "username": os.environ["FIRMAO_LOGIN"],
                "password": os.environ["FIRMAO_PASSWORD"],
            },
            "paginator": {
                "type": "offset",
                "limit": FIRMAO_PAGE,
                "offset_param": "start",
                "limit_param": "limit",
                "total_path": "totalSize",
            },
        },
        "resource_defaults": _defaults({"sort": "id", "dir": "ASC"}, parallelized, data_selector="data"),
        "resources": ["agreements"],
    }


def _defaults(params: dict[str, Any], parallelized: bool, **endpoint: str) -> dict[str, Any]:
    return {
        "primary_key": "id",
        "write_disposition": "replace",
        "parallelized": parallelized,
        "endpoint": {"params": params, **endpoint},
    }
