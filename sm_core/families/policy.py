"""What a school asks of a family before a mentor begins: settings of a school or the district."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sm_core.errors import SmError
from sm_core.program_settings import DISTRICT, write_settings
from sm_core.saving import Record, Save, Writing, merged, save_once
from sm_core.store import Store

NOTICE, OPT_OUT, OPT_IN = "notice", "opt_out", "opt_in"
POLICIES = {
    NOTICE: "Tell the family",
    OPT_OUT: "Tell the family, with days to say no",
    OPT_IN: "Ask for a signed permission",
}
MOST_DAYS = 60
SETTINGS = {
    "kind": "permission_policy", "days": "permission_days", "each_year": "permission_each_year",
}  # fmt: skip
WORDS = {
    "permission_policy": "what is asked of families", "permission_days": "the days to say no",
    "permission_each_year": "how long an answer holds",
}  # fmt: skip


@dataclass(frozen=True)
class Policy:
    """`kind` is a key of `POLICIES`; `days` (calendar days after the letter) count for `OPT_OUT`.
    With `each_year` what was sent or given holds until the school year ends, else until the family
    says otherwise; a no always holds until then."""

    kind: str = OPT_OUT
    days: int = 10
    each_year: bool = True

    def require_sound(self) -> None:
        """Raise `SmError` for what cannot be."""
        if self.kind not in POLICIES:
            raise SmError(f'"{self.kind}" is no policy; choose {", ".join(POLICIES)}.')
        if not 1 <= self.days <= MOST_DAYS:
            raise SmError(f"{self.days} days to say no cannot be; give 1 to {MOST_DAYS}.")

    def to_settings(self) -> dict[str, str]:
        return {
            SETTINGS["kind"]: self.kind, SETTINGS["days"]: str(self.days),
            SETTINGS["each_year"]: "yes" if self.each_year else "no",
        }  # fmt: skip


USUAL = Policy()


def policy_by_school(store: Store, schools: list[str]) -> dict[str, Policy]:
    """The policy that holds at each of the schools: its own, else the district's, else the usual
    one."""
    with store.reading() as cursor:
        return read_policies(cursor, schools)


def policy_of(store: Store, school: str = DISTRICT) -> Policy:
    return policy_by_school(store, [school])[school]


def policies_as_if(
    store: Store, schools: list[str], school: str, wanted: Policy
) -> dict[str, Policy]:
    """As `policy_by_school`, if `wanted` were saved for a school or the district: a school keeps
    what is its own."""
    with store.reading() as cursor:
        said = _settings(cursor)
    now = _policy(said.get(DISTRICT, {}) | said.get(school, {})).to_settings()
    new = {name: value for name, value in wanted.to_settings().items() if value != now[name]}
    return _by_school(said | {school: said.get(school, {}) | new}, schools)


def own_policies(store: Store) -> list[str]:
    """The ids of the schools with a policy of their own."""
    with store.reading() as cursor:
        return sorted(school for school in _settings(cursor) if school != DISTRICT)


def read_policies(cursor, schools: list[str]) -> dict[str, Policy]:
    return _by_school(_settings(cursor), schools)


def _by_school(said: Mapping[str, dict[str, str]], schools: list[str]) -> dict[str, Policy]:
    district = said.get(DISTRICT, {})
    return {school: _policy(district | said.get(school, {})) for school in schools}


def save_policy(store: Store, save: Save, school: str, opened: Policy, wanted: Policy) -> None:
    """Save what a person changed of the policy of a school or the district.

    Raises `SmError` for one that cannot be, `ChangedMeanwhile` where somebody else changed the
    same field since the form was opened, `NotAllowed` for a school that is not the person's.
    """
    save.actor.require_program(school)
    wanted.require_sound()
    save_once(store, save, lambda writing: _write(writing, school, opened, wanted))


def _write(writing: Writing, school: str, opened: Policy, wanted: Policy) -> None:
    now = read_policies(writing.cursor, [school])[school].to_settings()
    before, after = opened.to_settings(), wanted.to_settings()
    merged(writing, Record("settings", school, school), (before, after, now), WORDS)
    mine = {name: value for name, value in after.items() if value != before[name]}
    write_settings(writing, school, mine)


def _policy(said: Mapping[str, str]) -> Policy:
    return Policy(
        said.get(SETTINGS["kind"], USUAL.kind),
        int(said.get(SETTINGS["days"], USUAL.days)),
        said.get(SETTINGS["each_year"], "yes") == "yes",
    )


def _settings(cursor) -> dict[str, dict[str, str]]:
    rows = cursor.execute(
        "SELECT school_id, name, value FROM program.settings "
        "WHERE list_contains($names::VARCHAR[], name)",
        {"names": list(SETTINGS.values())},
    ).fetchall()
    found: dict[str, dict[str, str]] = {}
    for school, name, value in rows:
        found.setdefault(school, {})[name] = value
    return found
