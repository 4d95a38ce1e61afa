"""What the mail of a week may say, and where its link leads: settings of the district."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sm_core.errors import SmError
from sm_core.program_settings import DISTRICT, read_settings, write_settings
from sm_core.saving import Record, Save, Writing, merged, save_once
from sm_core.store import Store

NAMES, LINK = "digest_names", "digest_link"
WORDS = {NAMES: "names in the mail", LINK: "the address of the dashboard"}
ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:\[\]-]+(/[A-Za-z0-9._~%/-]*)?")
LONGEST = 200


@dataclass(frozen=True)
class Mail:
    """Whether people are named in the mail, and the address of the dashboard, without "/" at its
    end."""

    names: bool = False
    link: str = "http://localhost:8501"

    def require_sound(self) -> None:
        if len(self.link) > LONGEST or not ADDRESS.fullmatch(self.link):
            raise SmError(
                "The address of the dashboard must be one of the web, such as "
                "https://attendance.our-district.org."
            )

    def to_settings(self) -> dict[str, str]:
        return {NAMES: "yes" if self.names else "no", LINK: self.link}

    @classmethod
    def from_settings(cls, said: Mapping[str, str]) -> Mail:
        return cls(said.get(NAMES) == "yes", said.get(LINK) or cls.link)


USUAL = Mail()


def mail_settings(store: Store) -> Mail:
    with store.reading() as cursor:
        return _read(cursor)


def _read(cursor) -> Mail:
    return Mail.from_settings(read_settings(cursor, WORDS).get(DISTRICT, {}))


def save_mail(store: Store, save: Save, opened: Mail, wanted: Mail) -> Mail | None:
    """Put the settings in place where they were `opened` in the form; what is stored then, None for
    a press saved before.

    Raises `NotAllowed` for anybody but a captain, `SmError` for an address that cannot be, and
    `ChangedMeanwhile` where somebody else changed the same one since.
    """
    save.actor.require_program(DISTRICT)
    wanted = Mail(wanted.names, wanted.link.strip().rstrip("/"))
    wanted.require_sound()

    def act(writing: Writing) -> Mail:
        versions = tuple(m.to_settings() for m in (opened, wanted, _read(writing.cursor)))
        after = merged(writing, Record("settings", DISTRICT, DISTRICT), versions, WORDS)
        write_settings(writing, DISTRICT, after)
        return Mail.from_settings(after)

    return save_once(store, save, act)
