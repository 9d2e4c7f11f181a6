"""dlt with Parquet load files and nothing else set: `python -m benchmarks.pull.dlt_parquet STORE`."""

from benchmarks.pull.dlt_source import load, sources, store_given

if __name__ == "__main__":
    load(store_given(), sources(), loader_file_format="parquet")
