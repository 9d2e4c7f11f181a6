"""dlt at its best here: Parquet, two processes that normalise: `python -m benchmarks.pull.dlt_workers STORE`.

Of the ways to speed it up that its documentation names, these helped; pulling the resources in parallel,
larger buffers and merging in place of replacing did not (see README.md).
"""
# mypy: disable-error-code="import-not-found"

import dlt

from benchmarks.pull.dlt_source import load, sources, store_given

if __name__ == "__main__":
    dlt.config["normalize.workers"] = 2
    dlt.config["data_writer.file_max_items"] = 5_000
    load(store_given(), sources(), loader_file_format="parquet")
