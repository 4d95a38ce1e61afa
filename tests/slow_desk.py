"""The list of the captain's desk, put together slowly school by school from the same facts."""

from datetime import timedelta

WEIGHTS = {"safety": 40, "coordinator": 6, "request": 5, "help": 4, "stale": 4, "review": 4,
           "neither": 4, "overdue": 3, "plan": 3, "places": 2}  # fmt: skip


def cases(facts, rules, day):
    """By kind the keys of each case for which the school would be called, were it alone."""
    progress, found = facts.progress, {}

    def add(kind, key):
        found.setdefault(kind, set()).add(key)

    for wait in facts.waits:
        if wait.safety:
            add("safety", f"safety {wait.request_id} {wait.since}")
        elif wait.since + timedelta(days=rules.request_days) < day:
            add("request", f"request {wait.request_id} {wait.since}")
    for each in facts.asks:
        if each.asked.date() + timedelta(days=rules.help_days) < day:
            add("help", f"help {each.help_id}")
    if progress.left and progress.now.enrolled == 0:
        return found
    if is_stale(facts, rules):
        add("stale", "stale")
    if facts.behind.last is None:
        return found
    if without_coordinator(facts):
        add("coordinator", "coordinator")
    later = progress.held.last is None and any(begin_later(progress.plan, day))
    if progress.held.since >= rules.weeks and not later:
        add("review", "review")
    overdue = [step.step_id for step in late_steps(progress.plan, day)]
    if len(overdue) >= rules.overdue:
        for step_id in overdue:
            add("overdue", f"overdue {step_id}")
    if progress.plan is None and not day - timedelta(days=6) <= progress.school.begins <= day:
        add("plan", "plan")
    if progress.neither >= rules.neither:
        add("neither", "neither")
    if progress.without_mentor >= rules.waiting and progress.free >= rules.waiting:
        add("places", "places")
    return found


def is_stale(facts, rules):
    days, school_days = facts.behind.days, facts.behind.school_days
    if days is None or days <= rules.stale_days:
        return False
    return school_days is None or school_days > rules.stale_days * 5 / 7


def without_coordinator(facts):
    return facts.team is None or facts.team.named.coordinator is None


def late_steps(plan, day):
    return [s for s in plan.steps if s.due and s.due < day and s.state == "to do"] if plan else []


def begin_later(plan, day):
    for step in plan.steps if plan else ():
        yield (
            step.template_key == "weekly"
            and step.state == "to do"
            and (step.due is not None and step.due >= day)
        )


def listed(known, rules, calls, day):
    """((school, kinds to call about, kinds at rest) in order, the same of the others, the kinds
    that hold everywhere)."""
    here = [f for f in known if not (f.progress.left and f.progress.now.enrolled == 0)]
    everywhere = set()
    if len(here) > 1:
        if all(is_stale(f, rules) for f in here):
            everywhere.add("stale")
        if all(map(without_coordinator, here)):
            everywhere.add("coordinator")
        if all(f.progress.plan is None for f in here):
            everywhere.add("plan")
    rows = [(facts, *split(facts, rules, calls, day, everywhere)) for facts in known]
    first = [row for row in rows if row[1]]
    first.sort(key=lambda row: row[0].progress.school.school_id)
    first.sort(key=lambda row: row[0].progress.school.name.casefold())
    first.sort(key=lambda row: len(late_steps(row[0].progress.plan, day)), reverse=True)
    first.sort(key=lambda row: row[0].progress.neither, reverse=True)
    first.sort(key=lambda row: sum(WEIGHTS[kind] for kind in row[1]), reverse=True)
    return named(first), named(row for row in rows if not row[1]), everywhere


def split(facts, rules, calls, day, everywhere):
    """The kinds to call about, and those about which every case was called lately."""
    called = set()
    for call in calls:
        lately = (day - call.day).days <= rules.quiet_days
        if lately and call.school_id == facts.progress.school.school_id:
            called.update(call.reasons)
    found = {k: keys for k, keys in cases(facts, rules, day).items() if k not in everywhere}
    return ({kind for kind, keys in found.items() if keys - called},
            {kind for kind, keys in found.items() if not keys - called})  # fmt: skip


def named(rows):
    return [(facts.progress.school.name, about, resting) for facts, about, resting in rows]
