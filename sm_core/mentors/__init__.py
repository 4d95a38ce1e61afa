"""The adults and older students who mentor, or may: who they are, and what still stands between
them and a first student."""
