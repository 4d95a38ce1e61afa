"""The words of the family's copy in English: plain and kind, no tiers, no threats."""

ENGLISH = {
    "lang": "en",
    "title": "What the school keeps about your child",
    "header": "{name} · copy of {day}",
    "page": "Page {n} of {all} · printed on {day}",
    "gap": "[in letters that cannot be printed here]",
    "gaps": "Some words stand in letters that this paper cannot print; in their place it says "
    "“{gap}”. Ask to see them on the screen, or to have them written in by hand.",
    "intro": "You have the right to see what the mentor program keeps about your child. This is "
    "your copy. Words that people typed appear just as they typed them.",
    "student": "Student", "id": "Student number", "school": "School", "grade": "Grade",
    "schools": "Schools this year", "call": "Questions? Call",
    "stay": "{school}, grade {grade}: {first} to {last}",
    "stay_no_grade": "{school}: {first} to {last}",
    "stay_totals": "{school}: the files hold totals only", "now": "now",
    "office": "the school office of {school}",
    # --- days
    "days": "Days missed this school year",
    "none_counted": "No school day is counted yet.",
    "missed": "Missed {missed} of {enrolled} school days through {day}.",
    "missed_one": "Missed {missed} of {enrolled} school day through {day}.",
    "not_missed": "No day was missed of {enrolled} school days through {day}.",
    "not_missed_one": "No day was missed of {enrolled} school day through {day}.",
    "by_kind": "By kind: {kinds}.", "of_kind": "{days} {kind}",
    "totals_only": "The school's files hold totals only, so single days cannot be listed.",
    "totals_partly": "One of the schools sends totals only; its single days cannot be listed.",
    "whole": "A day of which half or more was missed counts as a day.",
    "parts": "Parts of a day marked * are listed, but too short to count as a day missed.",
    "date": "Date", "kind": "Kind",
    "absent_excused": "excused", "absent_unexcused": "unexcused",
    "absent_unverified": "reason not known yet", "suspended_oss": "suspended",
    "tardy": "late", "early_departure": "left early", "suspended_iss": "suspended in school",
    "of another kind": "of another kind", "known as a total only": "known as a total only",
    "half": "half a day", "part": "{percent} of the day",
    # --- mentor
    "mentor": "The mentor",
    "with": "{mentor}, since {started}", "with_to_begin": "{mentor}, from {started}",
    "with_until": "{mentor}, {started} to {ended}", "why_ended": "ended because: {reason}",
    "somebody": "a mentor", "no_mentor": "No mentor this school year.",
    "chosen": "On the list for a mentor at {school} since {since}.",
    "proposed": "{school} has been thinking about a mentor since {since}.",
    "deferred": "A mentor at {school}: the school decides later, after {until}.",
    "declined": "Not on the list for a mentor at {school}, since {since}.",
    "ended": "No longer on the list for a mentor at {school}, since {since}.",
    "not_listed": "Not on the list for a mentor.",
    "referred": "Other help was asked for on {since}.",
    "referred_to": "Other help was asked for on {since}. Your child was named to: {whom}.",
    "started": "Other help began on {since}.",
    "started_to": "Other help began on {since}. Your child was named to: {whom}.",
    "unknown_day": "a day not written down",
    # --- seen
    "seen": "Times with the mentor or another adult of the program",
    "met saw": "saw your child", "met talked": "talked with your child by phone or message",
    "met looked for": "looked for your child, who was not there", "not_seen": "None so far.",
    # --- talks
    "talks": "Talks about how it goes", "with_whom": "With", "goes": "How it goes",
    "talk student": "your child", "talk family": "the family",
    "goes well": "going well", "goes some worry": "some worry", "goes in trouble": "needs help",
    "no_talk": "None so far.",
    # --- requests
    "requests": "Where a mentor needed help", "state": "State",
    "topic not found": "finding your child", "topic times": "times that do not fit",
    "topic student": "whether your child wants to meet", "topic together": "getting along",
    "topic family": "contact with the family", "topic school": "something at school in the way",
    "topic material": "a room, material or money", "topic other": "something else",
    "state open": "open", "state in work": "somebody takes care of it",
    "state resolved": "resolved", "no_request": "Nothing so far.",
    # --- meetings
    "meetings": "Weekly meetings of the school's team",
    "review listed": "your child's name was on the list",
    "review discussed": "your child was talked about",
    "review deferred": "left to the next meeting", "review action": "somebody was given a task",
    "to_do": "Who has a task for your child", "due": "By", "action open": "open",
    "action done": "done", "action dropped": "no longer needed", "no_meeting": "Nothing so far.",
    # --- brings
    "brings": "About your child",
    "asked": "Asked on", "wish": "Wants a mentor",
    "yes": "yes", "unsure": "not sure", "no": "no",
    "wished_for": "Wished for", "languages": "Languages", "interests": "Likes",
    "dislikes": "Does not like", "free": "Free time", "adults": "Adults your child knows",
    "from_file": "{language} (from the school's file)", "nothing": "Nothing is noted.",
    "weekdays": "Mon Tue Wed Thu Fri",
    # --- said
    "said": "What the family was sent and said", "what": "What", "how": "How, language",
    "recorded": "Recorded by",
    "to send": "letter to be sent", "sent": "letter from the school", "given": "permission given",
    "refused": "said no", "withdrawn": "permission taken back", "expired": "no longer valid",
    "taken_back": "recorded by mistake, taken back on {day}", "household": "household: {name}",
    "signed": "signed by {by} on {day}", "records": "records: {words}",
    "purpose": "purpose: {words}", "recipient": "shown to: {words}",
    "expires": "valid through {day}", "nothing_said": "Nothing is recorded.",
    # --- contacts
    "contacts": "Calls, meetings and events", "outcome": "What came of it", "who": "Who",
    "nothing_tried": "Nothing is recorded.",
    # --- households
    "households": "Households on record",
    "address_kept": "Address, phone and e-mail are printed only for the household that gets this "
    "copy.",
    "unnamed": "a household without a name", "ended_on": "until {day}",
    "none_known": "None is recorded.",
    # --- looks
    "looks": "Who looked at your child's page",
    "looks_since": "From {day} until this copy was printed; each person once a day.",
    "looked": "looked at the page", "took": "downloaded a file: {what}",
    "family copy": "family's copy",
    "nobody": "Nobody so far.",
    # --- not here, and mistakes
    "not_here": "What is not in this copy",
    "elsewhere": "What the school keeps in folders of its own; what the school's student file says "
    "beside name and grade, such as birth date or meal program; why your child was thought of "
    "for a mentor; what was talked about with the mentor about all of the mentor's students; "
    "earlier school years; and lists that were downloaded without naming your child.",
    "notes": "{n} notes that staff wrote for their own work.",
    "note_one": "1 note that staff wrote for their own work.",
    "ask": "You may ask to see these too. Is something wrong? Tell {who}. If the school does not "
    "change it, you may ask for a hearing and add your own words to the record.",
}  # fmt: skip
