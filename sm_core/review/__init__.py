"""The weekly review of a school: who is to be talked about, what was decided, what it said."""
