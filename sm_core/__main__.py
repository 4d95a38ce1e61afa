"""`python -m sm_core`: the one place of the core that reads the clock."""

from datetime import datetime

from sm_core.cli import main

if __name__ == "__main__":
    main(obj={"now": datetime.now()})
