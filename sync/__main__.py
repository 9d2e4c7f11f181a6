"""The command line: `python -m sync pull | status | query | rebuild`."""

import os
import sys

# NumPy comes with Arrow and would start threads for calculations that nothing here asks for.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from sync.commands import main

sys.exit(main())
