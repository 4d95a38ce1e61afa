"""What the words of a roster mean: kinds of mentors, where they stand, permissions, yes and no."""

from __future__ import annotations

import re

from sm_core.errors import SmError
from sm_core.families.permission import GIVEN, REFUSED, SENT, TO_SEND, WITHDRAWN
from sm_core.mentors.mentor import CAPACITY, KINDS, STAGES
from sm_core.mentors.names import folded

STAFF, EXTERNAL, PEER = CAPACITY
_KINDS = {
    STAFF: "staff | school staff | staff member | employee | internal | teacher | band teacher |"
    " counselor | school counselor | guidance counselor | coach | para | paraprofessional | aide |"
    " teacher aide | teaching assistant | instructional assistant | secretary | office staff |"
    " clerk | custodian | nurse | school nurse | librarian | social worker | psychologist |"
    " school psychologist | principal | assistant principal | vice principal | ap | dean |"
    " specialist | interventionist | administrator | admin | support staff | bus driver |"
    " security | safety agent | cafeteria | faculty | attendance clerk | family liaison",
    EXTERNAL: "external | outside | partner | americorps | ameri corps | americorps member |"
    " city year | volunteer | community | community member | community partner | community mentor |"
    " vista | retiree | parent volunteer | nonprofit | cbo | agency | business partner | mentor |"
    " big brothers big sisters | corps member | tutor | from outside",
    PEER: "peer | peer mentor | older student | student | senior | junior | upperclassman |"
    " high school student | student mentor",
}
KIND_WORDS = {word.strip(): kind for kind, words in _KINDS.items() for word in words.split("|")} | {
    folded(words): kind for kind, words in KINDS.items()
}
PLAIN_KINDS = {*KINDS, *map(folded, KINDS.values()), "internal", "outside", "from outside",
               "older student", "peer mentor", "school staff", "staff member"}  # fmt: skip
"""Words that say the kind and nothing of what somebody works as."""
PROGRAMS = {"americorps": "AmeriCorps", "city year": "City Year", "vista": "VISTA"}
_GRADER = re.compile(r"(\d{1,2})(st|nd|rd|th)? (grader|grade|grade student)|grade (\d{1,2})")

YES = {"yes", "y", "true", "x", "1", "ok", "done", "complete", "completed", "cleared",
       "clear", "passed", "pass", "signed", "on file", "received", "trained", "current", "✓",
       "✔"}  # fmt: skip
NO = {"no", "n", "false", "0", "none", "na", "not yet", "pending", "in progress", "missing",
      "not signed", "to do", "tbd", "expired", "needed", "incomplete", "not done"}  # fmt: skip
BLANKS = {"none", "na", "tbd", "tba", "unassigned", "not assigned", "no mentor", "open",
          "not matched", "unmatched", "needs mentor", "not yet"}  # fmt: skip
"""What stands on sheets where no mentor is named yet."""

STATUSES = {
    "prospect": "prospect", "prospective": "prospect", "interested": "prospect",
    "potential": "prospect", "recruit": "prospect", "new": "prospect",
    "applied": "applied", "applicant": "applied", "screening": "applied", "screened": "screened",
    "in process": "applied", "in progress": "applied", "pending": "applied",
    "trained": "trained", "ready": "trained", "oriented": "trained", "waiting": "trained",
    "active": "active", "matched": "active", "current": "active", "mentoring": "active",
    "paused": "paused", "on hold": "paused", "hold": "paused", "on leave": "paused",
    "leave": "paused", "break": "paused",
    "closed": "closed", "inactive": "closed", "left": "closed", "ended": "closed",
    "withdrawn": "closed", "former": "closed", "no longer": "closed", "resigned": "closed",
}  # fmt: skip
assert {*STATUSES.values()} == {*STAGES}

PERMISSIONS = {
    **dict.fromkeys(("yes", "y", "true", "x", "1", "given", "granted", "signed", "received",
                     "approved", "on file", "ok", "returned", "consented", "verbal", "✓", "✔"),
                    GIVEN),
    **dict.fromkeys(("no", "refused", "declined", "denied", "opt out", "opted out", "opt-out",
                     "not given", "rejected"), REFUSED),
    **dict.fromkeys(("withdrawn", "taken back", "revoked"), WITHDRAWN),
    **dict.fromkeys(("sent", "pending", "waiting", "asked", "requested", "letter sent",
                     "sent home", "no answer", "no response", "awaiting", "notified"), SENT),
    **dict.fromkeys(("to send", "not sent", "not yet", "needed", "to do", "tbd", "not asked",
                     "missing", "n a", "na", "none"), TO_SEND),
}  # fmt: skip


def kind_of(text: str) -> str:
    """The kind that a word says; raises `SmError` for a word of no kind."""
    word = folded(text)
    found = KIND_WORDS.get(word) or KIND_WORDS.get(word.removesuffix("s"))
    if not found and _GRADER.fullmatch(word):
        found = PEER
    if not found:
        raise SmError(
            f'"{text}" is no kind of mentor that is known; write staff, external or peer, and '
            "put what they work as into Position."
        )
    return found


def kind_hinted(text: str) -> str | None:
    """The kind that a position lets know, if it does."""
    try:
        return kind_of(text) if folded(text) not in ("mentor", "student", "agency") else None
    except SmError:
        return None


def status_of(text: str) -> str:
    found = STATUSES.get(folded(text))
    if not found:
        raise SmError(f'"{text}" is no status that is known; write one of {", ".join(STAGES)}.')
    return found


def said_yes(text: str) -> bool | None:
    """True for yes, False for no and not yet, None for any other word."""
    word = folded(text) or text.strip()
    return True if word in YES else False if word in NO else None


def permission_of(text: str) -> str | None:
    """The state of a permission that a word says; None for any other word."""
    return PERMISSIONS.get(folded(text) or text.strip())
