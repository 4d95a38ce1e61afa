"""Whose list of suggestions: the district's, solved with all schools, or a school's own."""

from __future__ import annotations

from sm_core.actor import CAPTAIN, Actor

DISTRICT, SCHOOL = "district", "school"


def scope_of(actor: Actor) -> str:
    """A captain sees the students of all schools wait for a mentor's places, others those of their
    own: two answers to two questions, of which neither may be kept in place of the other."""
    return DISTRICT if actor.role == CAPTAIN else SCHOOL
