"""The page of a school's plan through AppTest: begun, kept, talked about, and for each role."""

from datetime import date

import pytest
from looking import look, said

from sm_core.actor import local_captain
from sm_core.plans.change_template import template_of
from sm_core.plans.find import plans_of
from sm_core.plans.plan import BEGUN, CHRONIC, DONE, DROPPED, MENTORED, MENTORS, TO_DO
from sm_core.plans.template import USUAL
from sm_core.schools import schools_seen
from ui import session

PLAN, TEMPLATE = "pages/meetings/plan.py", "pages/meetings/template.py"
LINCOLN, YEAR, TODAY = "Lincoln Middle School", "2025-26", date(2026, 1, 30)
COORDINATOR = "Coordinator, Lincoln Middle School"
PRINCIPAL = "Principal, Lincoln Middle School"


@pytest.fixture
def store(demo):
    return session.store()


def plan(store, school=LINCOLN):
    ids = {s.name: s.school_id for s in schools_seen(store, local_captain())}
    return plans_of(store, local_captain(), ids.values(), YEAR, TODAY).get(ids[school])


def step(store, key, school=LINCOLN):
    return next(s for s in plan(store, school).steps if s.template_key == key)


def without_plan(store):
    return next(s.name for s in schools_seen(store, local_captain()) if plan(store, s.name) is None)


def press(app, form):
    """Press the button of a form."""
    return next(b for b in app.button if b.key.startswith(f"{form}|go|")).click().run()


def widget(app, kind, form, name):
    return next(w for w in getattr(app, kind) if (w.key or "").startswith(f"{form}|{name}|"))


def opened(app, form):
    """The page with the popover of a form open."""
    app.session_state[f"{form}|popover|{app.session_state[f'token|{form}']}"] = True
    return app.run()


def saved(app):
    return app.success[0].value


def test_a_captain_sees_the_plans_of_all_schools_with_the_overdue_ones_first(store):
    app = look(PLAN)
    frame = app.dataframe[0].value
    assert app.subheader[0].value == "3 of 4 schools have a plan, 2 with overdue steps."
    late = frame["Overdue"].fillna(-1).tolist()
    assert late == [5, 1, -1, 0]
    assert frame["Next"].tolist()[2] == "No plan yet"


def test_a_school_has_its_steps_with_what_the_program_sees(store):
    words = said(look(PLAN, school=LINCOLN)).replace("\\", "")
    found = plan(store)
    counted = found.counted_on(TODAY)
    assert f"{counted.done} of {counted.total} steps done, {counted.overdue} overdue." in words
    for each in found.steps:
        assert each.what in words
    assert "**Overdue, due Jan 23, 2026**" in words
    assert "What we see: 1 of 1 active mentors have had the orientation." in words


@pytest.mark.parametrize("who", ["District captain", COORDINATOR, PRINCIPAL])
def test_whoever_leads_a_school_may_change_its_plan(store, who):
    app = look(PLAN, school=LINCOLN, who=who)
    before = step(store, "celebration")
    press(app, f"plan|{before.step_id}|{DONE}")
    after = step(store, "celebration")
    assert (after.state, after.ended) == (DONE, TODAY)
    assert saved(app).startswith("Done: ")
    press(app, f"plan|{before.step_id}|{TO_DO}")
    assert step(store, "celebration").state == TO_DO


def test_a_principal_sees_only_their_own_school(store):
    app = look(PLAN, who=PRINCIPAL, school="Roosevelt Elementary")
    assert f"{LINCOLN} · " in said(app).replace("\\", "")
    assert not app.dataframe


def test_a_mentor_does_not_come_here(store):
    app = look(PLAN, who="A mentor", me=next(iter(session.mentors())))
    assert "School plan" not in [title.value for title in app.title]
    assert "steps done" not in said(app)


def test_an_earlier_date_is_only_looked_at(store):
    app = look(PLAN, school=LINCOLN, as_of="2025-10-15")
    assert "District captain" in said(app)
    assert not [b for b in app.button if b.key.startswith("plan|")]
    assert "of 12 steps done" in app.subheader[0].value
    assert not app.text_area


def test_a_plan_is_begun_from_the_template_with_the_students_at_the_start(store):
    school = without_plan(store)
    app = look(PLAN, school=school)
    assert app.subheader[0].value == f"{school} has no plan for {YEAR} yet."
    assert "- Families are told (6 weeks after the start)" in said(app).replace("\\", "")
    form = next(b.key for b in app.button if b.key.startswith("plan|begin|")).rsplit("|go|")[0]
    widget(app, "date_input", form, "started").set_value(date(2026, 1, 5))
    press(app, form)
    found = plan(store, school)
    assert saved(app) == "The plan is begun."
    assert [s.what for s in found.steps] == [s.what for s in USUAL]
    assert found.steps[0].due == date(2026, 1, 5)
    assert sum(found.baseline.values()) > 0
    assert found.baseline_day == date(2025, 6, 30)
    assert app.subheader[0].value.startswith("0 of 12 steps done")


def test_a_start_in_another_school_year_is_refused_with_a_sentence(store):
    school = without_plan(store)
    app = look(PLAN, school=school)
    form = next(b.key for b in app.button if b.key.startswith("plan|begin|")).rsplit("|go|")[0]
    widget(app, "date_input", form, "started").set_value(date(2026, 7, 5))
    press(app, form)
    assert "of the school year 2025\\-26" in app.error[0].value
    assert plan(store, school) is None


def test_before_there_is_a_plan_an_earlier_date_offers_none(store):
    app = look(PLAN, school=without_plan(store), as_of="2025-11-20")
    assert "begun at the newest date" in app.info[0].value
    assert not [b for b in app.button if b.key.startswith("plan|begin")]


def test_a_step_is_changed_with_owner_and_day(store):
    app = look(PLAN, school=LINCOLN)
    before = step(store, "celebration")
    opened(app, f"plan|{before.step_id}|more")
    form = f"plan|{before.step_id}|change"
    widget(app, "text_input", form, "what").set_value("A party in the gym is planned")
    widget(app, "date_input", form, "due").set_value(date(2026, 2, 20))
    press(app, form)
    after = step(store, "celebration")
    assert (after.what, after.due) == ("A party in the gym is planned", date(2026, 2, 20))
    assert (after.owner, after.state) == (before.owner, before.state)
    assert "1 overdue" not in app.subheader[0].value


def test_a_step_without_words_is_refused_and_stays(store):
    app = look(PLAN, school=LINCOLN)
    before = step(store, "celebration")
    opened(app, f"plan|{before.step_id}|more")
    form = f"plan|{before.step_id}|change"
    widget(app, "text_input", form, "what").set_value(" ")
    press(app, form)
    assert app.error[0].value == "Say what is to be done\\."
    assert step(store, "celebration") == before


def test_a_step_is_taken_out_with_a_reason_and_comes_back(store):
    app = look(PLAN, school=LINCOLN)
    before = step(store, "celebration")
    opened(app, f"plan|{before.step_id}|more")
    form = f"plan|{before.step_id}|{DROPPED}"
    press(app, form)
    assert "Say why" in app.error[0].value
    widget(app, "text_input", form, "why").set_value("The district celebrates")
    press(app, form)
    after = step(store, "celebration")
    assert (after.state, after.words) == (DROPPED, "The district celebrates")
    assert "of 11 steps done" in app.subheader[0].value
    press(app, f"plan|{before.step_id}|{TO_DO}")
    assert step(store, "celebration").state == TO_DO


def test_a_step_moves_within_its_phase(store):
    app = look(PLAN, school=LINCOLN)
    first = step(store, "screening")
    opened(app, f"plan|{first.step_id}|more")
    press(app, f"plan|{first.step_id}|move 1")
    order = [s.template_key for s in plan(store).steps]
    assert order.index("training") < order.index("screening")
    assert saved(app).startswith("Moved: ")


def test_a_begun_step_goes_back(store):
    app = look(PLAN, school=LINCOLN)
    before = step(store, "screening")
    assert before.state == BEGUN
    opened(app, f"plan|{before.step_id}|more")
    press(app, f"plan|{before.step_id}|not begun")
    assert step(store, "screening").state == TO_DO
    press(app, f"plan|{before.step_id}|{BEGUN}")
    assert step(store, "screening").state == BEGUN


def test_a_step_of_its_own_is_added_once_by_a_double_press(store):
    form = f"plan|new step|{plan(store).plan_id}"
    for app in [look(PLAN, school=LINCOLN) for _ in range(2)]:
        app.session_state[f"token|{form}"] = "one press"
        widget(app.run(), "text_input", form, "what").set_value("Ask the alumni")
        press(app, form)
        assert not app.error
    own = [s for s in plan(store).steps if s.what == "Ask the alumni"]
    assert [s.template_key for s in own] == [""]
    assert "No day set · :orange[no owner]" in said(app)


def test_a_plan_without_days_says_so_and_takes_those_of_the_template(store):
    with store.writing("program") as cursor:
        cursor.execute("UPDATE program.plan_steps SET due = NULL")
    app = look(PLAN, school=LINCOLN)
    assert "so nothing can be overdue" in app.warning[0].value
    assert app.subheader[0].value == "9 of 12 steps done."
    press(app, f"plan|days|{plan(store).plan_id}")
    assert saved(app) == "3 steps have a day now."
    assert plan(store).counted_on(TODAY).undated == 0
    assert not app.warning


def test_goals_with_their_way_and_one_that_asks_for_nothing(store):
    app = look(PLAN, school=LINCOLN)
    words = said(app)
    assert words.count("It began at") == 3
    assert [t.measure for t in plan(store).targets] == [MENTORED, MENTORS, CHRONIC]
    assert len(app.get("progress")) == 3
    form = f"plan|{plan(store).plan_id}|goal {CHRONIC}"
    opened(app, form)
    widget(app, "number_input", form, "goal").set_value(90.0)
    press(app, form)
    assert "The goal asks for nothing" in said(app)
    assert len(app.get("progress")) == 2


def test_a_goal_is_set_and_given_up(store):
    app = look(PLAN, school=LINCOLN)
    form = f"plan|{plan(store).plan_id}|goal {MENTORS}"
    opened(app, form)
    next(b for b in app.button if b.key.startswith(f"{form}|give up|")).click().run()
    assert {t.measure for t in plan(store).targets} == {MENTORED, CHRONIC}
    opened(app, form)
    widget(app, "number_input", form, "goal").set_value(25)
    press(app, form)
    target = next(t for t in plan(store).targets if t.measure == MENTORS)
    assert (target.goal, target.baseline_day, target.by) == (25, TODAY, date(2026, 6, 30))


def test_a_comment_is_added_to_a_step_and_taken_back_by_its_writer_alone(store):
    app = look(PLAN, school=LINCOLN, who=PRINCIPAL)
    of = step(store, "screening").step_id
    opened(app, f"plan|{of}|comment")
    widget(app, "text_area", f"plan|{of}|comment", "words").set_value("I call the county.")
    press(app, f"plan|{of}|comment")
    found = [c for c in plan(store).comments if c.words == "I call the county."]
    assert [c.step_id for c in found] == [of]
    back = f"plan|comment|{found[0].comment_id}"
    other = look(PLAN, school=LINCOLN, who=COORDINATOR)
    opened(other, f"plan|{of}|comment")
    assert "I call the county" in said(other)
    assert not [b for b in other.button if b.key.startswith(back)]
    opened(app, f"plan|{of}|comment")
    press(app, back)
    assert plan(store).said_by(TODAY, of) == []


def test_a_comment_on_the_whole_plan_is_said(store):
    app = look(PLAN, school=LINCOLN, who=COORDINATOR)
    form = f"plan|{plan(store).plan_id}|comment"
    press(app, form)
    assert app.error[0].value == "Write the comment first\\."
    widget(app, "text_area", form, "words").set_value("We meet on *Tuesday*")
    press(app, form)
    assert "We meet on \\*Tuesday\\*" in said(app)


def test_the_history_tells_who_did_what(store):
    app = look(PLAN, school=LINCOLN)
    app.session_state[f"plan_history|{plan(store).plan_id}"] = True
    app.run()
    told = app.table[0].value
    one = told[told["What"] == "Students and mentors are matched\\: how far it is"].iloc[0]
    assert (one["Before"], one["After"]) == ("to do", "done")


def test_the_baseline_stays_beside_what_today_says_of_it(store):
    with store.writing("program") as cursor:
        cursor.execute("""UPDATE program.plans SET baseline = '{"satisfactory": 1}'""")
    words = said(look(PLAN, school=LINCOLN)).replace("\\", "")
    assert "Students at the start" in words
    assert "the plan keeps what was known then" in words


def test_without_data_the_page_says_what_is_missing(page_home):
    app = look(PLAN)
    assert "There is no attendance to show yet" in app.info[0].value
    assert not app.dataframe
    assert not app.button


def test_a_captain_changes_the_template_and_new_steps_reach_a_plan(store):
    app = look(TEMPLATE)
    assert app.subheader[0].value == "Every new plan begins with these 12 steps."
    opened(app, "template|new")
    widget(app, "text_input", "template|new", "what").set_value("The website names the program")
    widget(app, "number_input", "template|new", "weeks").set_value(4)
    press(app, "template|new")
    new = template_of(store)[-1]
    assert (new.what, new.weeks) == ("The website names the program", 4)
    page = look(PLAN, school=LINCOLN)
    form = f"plan|lacking|{plan(store).plan_id}"
    press(page, form)
    assert plan(store).steps[-1].what == "The website names the program"
    press(app, "template|usual")
    assert template_of(store) == USUAL


def test_a_step_of_the_template_is_changed_moved_and_taken_out(store):
    app = look(TEMPLATE)
    opened(app, "template|notices")
    widget(app, "text_input", "template|notices", "what").set_value("Every family is told")
    press(app, "template|notices")
    assert "Every family is told" in [s.what for s in template_of(store)]
    opened(app, "template|notices")
    press(app, "template|notices|move -1")
    keys = [s.key for s in template_of(store)]
    assert keys.index("notices") == keys.index("training") - 1
    next(b for b in app.button if b.key.startswith("template|notices|out|")).click().run()
    assert "notices" not in [s.key for s in template_of(store)]
    assert app.subheader[0].value == "Every new plan begins with these 11 steps."


def test_a_template_changed_meanwhile_is_told_and_then_goes_on_from_there(store):
    app = look(TEMPLATE)
    other = look(TEMPLATE)
    opened(app, "template|new")
    opened(other, "template|new")
    widget(app, "text_input", "template|new", "what").set_value("Mine")
    widget(other, "text_input", "template|new", "what").set_value("Theirs")
    press(other, "template|new")
    press(app, "template|new")
    assert "while you had it open" in app.error[0].value
    press(app, "template|new")
    assert [s.what for s in template_of(store)[-2:]] == ["Theirs", "Mine"]


@pytest.mark.parametrize("who", [COORDINATOR, PRINCIPAL])
def test_the_template_is_a_captains(store, who):
    app = look(TEMPLATE, who=who)
    assert app.warning[0].value == "This page is for the district captain."
    assert not app.title


def closed(app, form):
    app.session_state[f"{form}|popover|{app.session_state[f'token|{form}']}"] = False
    return app.run()


def test_a_popover_opened_again_shows_what_was_saved_since(store):
    app, other = look(PLAN, school=LINCOLN), look(PLAN, school=LINCOLN)
    of = step(store, "celebration").step_id
    more, form = f"plan|{of}|more", f"plan|{of}|change"
    closed(opened(app, more), more)
    opened(other, more)
    widget(other, "text_input", form, "what").set_value("A party is planned")
    press(other, form)
    opened(app, more)
    assert widget(app, "text_input", form, "what").value == "A party is planned"


def test_a_captain_changes_one_step_of_the_template_after_another(store):
    app = look(TEMPLATE)
    closed(opened(app, "template|data"), "template|data")
    for key in ("notices", "data"):
        opened(app, f"template|{key}")
        widget(app, "text_input", f"template|{key}", "what").set_value(f"New {key}")
        press(app, f"template|{key}")
        assert not app.error
    assert {"New notices", "New data"} <= {s.what for s in template_of(store)}


def test_a_step_at_the_end_of_its_phase_says_so(store):
    app = look(PLAN, school=LINCOLN)
    of = step(store, "screening").step_id
    opened(app, f"plan|{of}|more")
    press(app, f"plan|{of}|move -1")
    assert saved(app) == "It is already the first of its phase."


def test_somebody_elses_new_goal_is_not_given_up_unseen(store):
    form = f"plan|{plan(store).plan_id}|goal {MENTORED}"
    app, other = look(PLAN, school=LINCOLN), look(PLAN, school=LINCOLN, who=COORDINATOR)
    opened(app, form)
    opened(other, form)
    widget(other, "number_input", form, "goal").set_value(60)
    press(other, form)
    next(b for b in app.button if b.key.startswith(f"{form}|give up|")).click().run()
    assert "changed this goal meanwhile" in app.error[0].value
    assert [t.goal for t in plan(store).targets if t.measure == MENTORED] == [60]


def test_an_earlier_date_says_nothing_that_came_later(store):
    words = said(look(PLAN, school=LINCOLN, as_of="2025-09-20")).replace("\\", "")
    assert "It is said to be done" not in words
    assert "in January are left" not in words


def test_a_plan_begun_in_summer_keeps_the_end_of_the_year_that_ended(store, monkeypatch):
    monkeypatch.setattr(session, "today", lambda: date(2026, 8, 20))
    app = look(PLAN, school=LINCOLN)
    assert app.subheader[0].value == f"{LINCOLN} has no plan for 2026-27 yet."
    form = next(b.key for b in app.button if b.key.startswith("plan|begin|")).rsplit("|go|")[0]
    press(app, form)
    begun = plans_of(store, local_captain(), ["201"], "2026-27", date(2026, 8, 20))["201"]
    # The data end in January: that is the last that is known of the year that ended.
    assert begun.baseline_day == TODAY
    assert sum(begun.baseline.values()) > 0
    assert "There is no attendance of this school year yet" in said(app).replace("\\", "")


def test_a_goal_that_asks_for_nothing_is_told_at_once(store):
    app = look(PLAN, school=LINCOLN)
    form = f"plan|{plan(store).plan_id}|goal {MENTORS}"
    opened(app, form)
    widget(app, "number_input", form, "goal").set_value(0)
    press(app, form)
    assert saved(app).startswith("Active mentors: the goal is saved. The goal asks for nothing")
