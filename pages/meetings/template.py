"""The district's template: the steps with which every new plan begins."""

from sm_core.actor import CAPTAIN
from ui import plan_template
from ui.frame import explained, title

store, actor = title("Template of plans", CAPTAIN)
with explained():
    asked = plan_template.template(store)
    plan_template.headline(asked)
    plan_template.steps(asked)
    plan_template.new(asked)
    plan_template.usual(asked)
