"""`python -m explainer VERB` is `explainer VERB`."""

import sys

from explainer.cli import main

if __name__ == "__main__":
    sys.exit(main())
