"""The command line: `python -m sync pull | status | query | rebuild`."""

import sys

from sync.commands import main

sys.exit(main())
