"""Gatherings of the schools: convenings, meetings and trainings, who came, and what is owed."""
