"""Every page as people see it: `make screenshots` writes PNGs, narrow and wide, light and dark."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS, ROOT, make_demo, serving, settled

FOLDER = ROOT / "screenshots"
WIDTHS = (1440, 390)
THEMES = ("light", "dark")
LONGEST = 6000
ROSA = "0041237"
DAVID = "demo-201-01"
SCHOOL = "school=Lincoln+Middle+School"
PAGES = {
    "desk": "",
    "schools": "schools",
    "plans": "plan",
    "plan-school": f"plan?{SCHOOL}",
    "plan-none": "plan?school=Jefferson+High+School",
    "template": "template",
    "progress": "progress",
    "progress-school": f"progress?{SCHOOL}",
    "progress-principal": "?who=Principal%2C+Lincoln+Middle+School",
    "convening": "convening",
    "convening-meeting": "convening?part=meeting",
    "convening-principal": "convening?who=Principal%2C+Lincoln+Middle+School",
    "convening-unfrozen": "convening?convening=demo-convening-dec",
    "projector": "projector",
    "projector-school": "projector?slide=2",
    "district": "district",
    "district-school": f"district?{SCHOOL}",
    "district-attendance": "district?measure=Average+daily+attendance&by=Month",
    "district-who": "district?look=Who",
    "district-groups": "district?look=Who&rows=Student+groups&measure=Days+missed",
    "district-when": "district?look=When",
    "school-who": "district?look=Who&who=Principal%2C+Lincoln+Middle+School",
    "school-principal": "district?who=Principal%2C+Lincoln+Middle+School",
    "students": "students",
    "students-open": f"students?{SCHOOL}&student={ROSA}",
    "student": f"student?student={ROSA}",
    "student-early": f"student?student={ROSA}&as_of=2025-09-12",
    "student-unknown": "student?student=0",
    "quality": "quality",
    "uploads": "uploads",
    "registrar": "registrar?system=aeries",
    "decisions": "decisions",
    "targeting": f"targeting?{SCHOOL}",
    "targeting-chosen": "targeting?list=chosen",
    "mentors": "mentors",
    "mentors-school": f"mentors?{SCHOOL}",
    "mentor": f"mentor?mentor={DAVID}",
    "mentor-new": "mentor?mentor=new",
    "roster": "roster",
    "contacts-in": "contacts-in",
    "trainings": f"trainings?{SCHOOL}",
    "bringing": f"bringing?{SCHOOL}&student={ROSA}",
    "known-adults": f"who-knows-whom?{SCHOOL}",
    "team": "team",
    "team-school": f"team?{SCHOOL}",
    "team-principal": "team?who=Principal%2C+Roosevelt+Elementary",
    "weekly": "weekly",
    "weekly-school": f"weekly?{SCHOOL}",
    "weekly-hidden": f"weekly?{SCHOOL}&hide=1",
    "sheet": f"sheet?{SCHOOL}",
    "sheet-hidden": f"sheet?{SCHOOL}&hide=1",
    "gatherings": "gatherings",
    "gathering-ahead": "gatherings?gathering=demo-convening-feb",
    "gathering-held": "gatherings?gathering=demo-convening-jan",
    "gatherings-school": "gatherings?who=Principal%2C+Roosevelt+Elementary",
    "weekly-holiday": f"weekly?{SCHOOL}&week=2025-12-22",
    "weekly-future": f"weekly?{SCHOOL}&week=2026-02-09",
    "district-before-school": "district?as_of=2025-07-15",
    "nobody": f"students?{SCHOOL}&grade=12",
}
EMPTY = {
    "empty-desk": "", "empty-progress": "progress", "empty-plan": "plan",
    "empty-convening": "convening", "empty-projector": "projector",
    "empty-district": "district",
    "empty-students": "students", "empty-quality": "quality",
    "empty-registrar": "registrar", "empty-decisions": "decisions", "empty-targeting": "targeting",
    "empty-mentors": "mentors", "empty-trainings": "trainings", "empty-bringing": "bringing",
    "empty-team": "team", "empty-gatherings": "gatherings", "empty-weekly": "weekly",
}  # fmt: skip


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        home = Path(folder) / "home"
        make_demo(home)
        for place, pages in ((home, PAGES), (Path(folder) / "empty", EMPTY)):
            with serving(place) as address:
                for theme in THEMES:
                    for width in WIDTHS:
                        shoot(browser, address, pages, theme, width)
        browser.close()


def shoot(browser, address, pages, theme, width) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 1000}, color_scheme=theme, reduced_motion="reduce"
    )
    page = context.new_page()
    for name, where in pages.items():
        page.set_viewport_size({"width": width, "height": 1000})
        page.goto(f"{address}/{where}")
        settled(page)
        page.keyboard.press("Escape")
        page.wait_for_timeout(1200)
        # As tall as its content, so that one picture shows the whole page.
        height = page.evaluate("document.querySelector('.stMain').scrollHeight")
        page.set_viewport_size({"width": width, "height": min(height + 20, LONGEST)})
        page.wait_for_timeout(800)
        page.screenshot(path=FOLDER / f"{name}-{width}-{theme}.png")
    context.close()


if __name__ == "__main__":
    main()
