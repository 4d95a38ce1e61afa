"""Where the criteria of a school or the district are changed, with what the change would do."""

import streamlit as st

from sm_core.definitions import STANDARD, TIER_WORDS
from sm_core.errors import SmError
from sm_core.grades import LEVEL_WORDS, levels_among
from sm_core.program_settings import DISTRICT
from sm_core.saving import ChangedMeanwhile
from sm_core.targeting.criteria import (
    LAST_YEAR,
    MOST_PER_MENTOR,
    ORDERS,
    SETTINGS,
    TARGETED,
    Criteria,
    criteria_of,
    own_criteria,
    save_criteria,
)
from sm_core.targeting.words import criteria_words, preview_words
from ui import cached, session
from ui.frame import View, plain
from ui.saving import Form
from ui.session import UPLOADERS
from ui.targeting_board import newest, preview_of


def criteria(view: View) -> None:
    """The criteria in one line; opened, those who may change them can try others and save."""
    school = _school(view)
    now = criteria_of(view.store, DISTRICT if school is None else school)
    whose = "of this school" if school else "of the district"
    label = f"Criteria {whose}: {plain(criteria_words(now))}"
    with st.expander(label, key="criteria"):
        if school is None or not view.actor.may_change_program(school):
            st.markdown(_cannot(view, school))
        elif not newest(view):
            st.markdown("Criteria are changed at the newest date. Choose it above.")
        else:
            _editor(view, school, now)


def _school(view: View) -> str | None:
    """Whose criteria are shown: of the school chosen or the only one, else the district's; None
    for a person with several schools of whom none is chosen."""
    if view.school:
        return view.school
    if len(view.schools) == 1 and view.actor.schools:
        return view.schools[0].school_id
    return DISTRICT if view.actor.may_change_program(DISTRICT) else None


def _cannot(view: View, school: str | None) -> str:
    if school is None and view.actor.role in UPLOADERS:
        return "Choose a school above to change its criteria."
    return "A coordinator of the school or a captain changes the criteria."


def _editor(view: View, school: str, now: Criteria) -> None:
    if school == DISTRICT:
        _say_own(view)
    form = Form(f"criteria|{school}")
    opened = Criteria.from_settings(form.opened(now.to_settings()))
    wanted = _asked(view, form, opened)
    _preview(view, school, now, wanted)
    with st.container(horizontal=True):
        if st.button("Save criteria", key=form.key("save"), disabled=wanted == opened):
            _save(view, form, school, opened, wanted)
        if wanted != opened and st.button("Back to the saved ones", key=form.key("back")):
            form.forget()
            st.rerun()


def _say_own(view: View) -> None:
    own = set(own_criteria(view.store))
    named = [plain(school.name) for school in view.schools if school.school_id in own]
    if named:
        shown = ", ".join(named[:5]) + (f" and {len(named) - 5} more" if len(named) > 5 else "")
        st.caption(f"With criteria of their own, which stay: {shown}. Choose a school to see them.")


def _asked(view: View, form: Form, opened: Criteria) -> Criteria:
    """The criteria as the widgets say."""
    left, middle, right = st.columns(3)
    with left:
        chosen = st.multiselect("Tiers", TARGETED, opened.tiers, key=form.key("tiers"),
                                format_func=TIER_WORDS.get)  # fmt: skip
        pace = st.checkbox(
            "Pace of the first weeks", opened.pace, key=form.key("pace"),
            help=f"Under {STANDARD.early_days} enrolled days the pace decides instead of the tier: "
            "2 absences in month one, 4 by month two, 6 by month three.",
        )  # fmt: skip
        last_year = st.selectbox("Chronic last year proposes", list(LAST_YEAR),
                                 list(LAST_YEAR).index(opened.last_year), LAST_YEAR.get,
                                 key=form.key("last_year"))  # fmt: skip
    with middle:
        order = st.selectbox("Order", list(ORDERS), list(ORDERS).index(opened.order), _order_words,
                             key=form.key("order"))  # fmt: skip
        grades = _grades(view, form, opened)
        only = st.checkbox("Only these grades", opened.only_grades, key=form.key("only"))
    with right:
        reserve = st.number_input("Percent of places kept for severe", 0, 100,
                                  opened.reserve_percent, key=form.key("reserve"))  # fmt: skip
        caseload = st.number_input("Students per mentor", 1, MOST_PER_MENTOR, opened.caseload,
                                   key=form.key("caseload"))  # fmt: skip
    tiers = tuple(tier for tier in TARGETED if tier in chosen)
    return Criteria(tiers, pace, last_year, order, grades, only, reserve, caseload)


def _order_words(name: str) -> str:
    first, *rest = (TIER_WORDS[group] for group in ORDERS[name])
    return ", ".join([first, *(words.lower() for words in rest)])


def _grades(view: View, form: Form, opened: Criteria) -> tuple[str, ...]:
    found = cached.grades(view)
    options = list(dict.fromkeys([*levels_among(found), *found, *opened.grades]))
    chosen = st.multiselect("Priority grades", options, opened.grades, key=form.key("grades"),
                            format_func=lambda name: LEVEL_WORDS.get(name, name),
                            placeholder="None")  # fmt: skip
    return tuple(option for option in options if option in chosen)


def _preview(view: View, school: str, now: Criteria, wanted: Criteria) -> None:
    """What the criteria would propose; beside it the saved ones where they differ."""
    try:
        wanted.require_sound()
    except SmError as error:
        for sentence in error.sentences:
            st.warning(plain(sentence))
        return
    st.markdown(f"**{_would(view, school, wanted)}**")
    if wanted != now:
        st.caption(f"Saved criteria: {_would(view, school, now)}")


def _would(view: View, school: str, wanted: Criteria) -> str:
    return preview_words(preview_of(view, school, wanted), wanted)


def _save(view: View, form: Form, school: str, opened: Criteria, wanted: Criteria) -> None:
    actor = session.guard(*UPLOADERS)
    try:
        save_criteria(view.store, form.save(actor), school, opened, wanted)
    except ChangedMeanwhile as told:
        fields_of = {setting: name for name, setting in SETTINGS.items()}
        form.go_on_from({fields_of[setting]: text for setting, text in told.now.items()})
        raise
    form.done("The criteria are saved, and the list is proposed anew.")
