"""Gatherings of the schools that the district calls: who comes, and what was agreed there."""
