"""dlt with nothing set: `python -m benchmarks.pull.dlt_default STORE`."""

from benchmarks.pull.dlt_source import load, sources, store_given

if __name__ == "__main__":
    load(store_given(), sources())
