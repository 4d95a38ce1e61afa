"""Who is asking: every query takes an actor, and answers only for what that person may see."""

from dataclasses import dataclass

from sm_core.errors import NotAllowed

CAPTAIN, COORDINATOR, PRINCIPAL, MENTOR = "captain", "coordinator", "principal", "mentor"
ROLES = (CAPTAIN, COORDINATOR, PRINCIPAL, MENTOR)


@dataclass(frozen=True)
class Actor:
    """A person in a role. A captain sees the district, a coordinator or principal the `schools`
    named here, a mentor the `students` named here; everybody else sees nothing. `mentor_id` is
    that of a mentor's own record."""

    person: str
    role: str
    schools: tuple[str, ...] = ()
    students: tuple[str, ...] = ()
    mentor_id: str = ""

    def __post_init__(self) -> None:
        assert self.role in ROLES, f"unknown role {self.role!r}"

    @property
    def scope(self) -> dict[str, list[str] | None]:
        """The query parameters `$schools` and `$students`: None is no limit, [] is nothing."""
        if self.role == CAPTAIN:
            return {"schools": None, "students": None}
        if self.role == MENTOR:
            return {"schools": None, "students": list(self.students)}
        return {"schools": list(self.schools), "students": None}

    @property
    def may_upload(self) -> bool:
        return self.role in (CAPTAIN, COORDINATOR)

    def require_upload(self) -> None:
        """Raise `NotAllowed` unless this person may bring in or take back attendance files."""
        if not self.may_upload:
            raise NotAllowed(f"Uploads are for coordinators and captains, not for a {self.role}.")

    def may_act_for(self, schools: list[str]) -> bool:
        """Whether all of the `schools` are this person's own; a captain may act for any."""
        return self.role == CAPTAIN or (bool(schools) and set(schools) <= set(self.schools))

    def require_schools(self, schools: list[str]) -> None:
        """Raise `NotAllowed` when any of the `schools` lies outside this person's own, or none is
        named and this person may not act for the whole district."""
        if self.may_act_for(schools):
            return
        if not schools:
            raise NotAllowed(
                f"{self.person} may act for {', '.join(self.schools) or 'no school'} only, and "
                "this names no school; ask a captain."
            )
        outside = sorted(set(schools) - set(self.schools))
        raise NotAllowed(
            f"{self.person} may act for {', '.join(self.schools) or 'no school'} only; "
            f"this is about {', '.join(outside[:5])}. Ask a captain."
        )

    def may_change_program(self, school: str) -> bool:
        """Whether `require_program` would let this person pass."""
        own = [school] if school else []
        return self.role in (CAPTAIN, COORDINATOR) and self.may_act_for(own)

    def require_program(self, school: str) -> None:
        """Raise `NotAllowed` unless this person may change the program at the `school`: its
        coordinator may, and a captain anywhere; `school` "" is the district, for captains only."""
        if self.role not in (CAPTAIN, COORDINATOR):
            raise NotAllowed(f"Only a coordinator or a captain may change this, not a {self.role}.")
        self.require_schools([school] if school else [])

    def may_change_team(self, school: str) -> bool:
        """Whether `require_team` would let this person pass."""
        own = [school] if school else []
        principal = self.role == PRINCIPAL and self.may_act_for(own)
        return principal or self.may_change_program(school)

    def require_team(self, school: str) -> None:
        """Raise `NotAllowed` unless this person may say who carries the program at the `school`
        and when they meet: its principal, who leads the team, and whoever may change the program
        there."""
        if self.role == MENTOR:
            raise NotAllowed(
                "Only a principal, a coordinator or a captain may change this, not a mentor."
            )
        self.require_schools([school] if school else [])


def local_captain(person: str = "this computer") -> Actor:
    """Who acts from the command line: whoever may open the database files sees all of them."""
    return Actor(person, CAPTAIN)
