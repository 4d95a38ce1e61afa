"""The action plan of a school: who does what by when, and with which goals."""

from ui import empty, plan, plan_comments, plan_goals, plan_steps
from ui.frame import explained, title, view
from ui.session import EVERYBODY

store, actor = title("School plan", *EVERYBODY)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    empty.invented(seen)
    own = plan.school(seen)
    plan.headline(own)
    plan_steps.steps(own)
    plan_goals.goals(own)
    plan_comments.of_plan(own)
    plan.below(own)
