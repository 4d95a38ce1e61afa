"""Which schools a captain should call today, and why."""
