"""Which column of a roster or program sheet holds what: ranked names, as for attendance files."""

from __future__ import annotations

from dataclasses import dataclass, field

from sm_core.importing.columns import plain

MENTORS, PROGRAM = "mentors", "program"

MENTOR_COLUMNS = {
    # "a b | c d": a and b are equally good, c and d are looked for where neither is there.
    "mentor_id": "mentorid",
    "first_name": "firstname mentorfirstname | first givenname",
    "last_name": "lastname mentorlastname | last surname familyname",
    "name": "mentorname mentorfullname | mentor | fullname lastfirst | name | adultname"
    " volunteername staffname staffmember | adult volunteer",
    "kind": "kind mentorkind mentortype | type typeofmentor kindofmentor | category",
    "position": "position | title jobtitle | role | job",
    "organization": "organization organisation | agency partner employer company",
    "email": "email emailaddress mentoremail | mail",
    "phone": "phone phonenumber mentorphone | telephone cell cellphone mobile",
    "schools": "schools | school | schoolid schoolids schoolname | building buildings site sites"
    " campus",
    "capacity": "capacity | caseload maxstudents maximumstudents numberofstudents ofstudents"
    " noofstudents maxcaseload maxmentees numberofmentees ofmentees places | students mentees",
    "grades": "grades gradespreferred preferredgrades gradepreference gradelevels |"
    " grade gradelevel",
    "languages": "languages | language languagesspoken spokenlanguages",
    "interests": "interests | interest hobbies likes",
    "dislikes": "dislikes | avoid",
    "availability": "availability | freetime freeperiods freeperiod timesavailable available |"
    " schedule times",
    "application": "application applicationdate | applied appliedon dateapplied",
    "interview": "interview interviewdate | interviewed dateinterviewed",
    "references": "references referencesdate | referencecheck referencescheck referenceschecked",
    "criminal_check": "criminalcheck criminalbackgroundcheck criminalcheckdate",
    "criminal_check_expires": "criminalcheckexpires criminalbackgroundcheckexpires",
    "registry_check": "registrycheck registrycheckdate | sexoffenderregistry registries",
    "registry_check_expires": "registrycheckexpires",
    "background": "backgroundcheck backgroundcheckdate | backgroundcheckcleared backgroundcleared"
    " backgroundcheckcompleted bgcheck | clearance clearancedate cleared",
    "background_expires": "backgroundcheckexpires backgroundcheckexpiration"
    " backgroundcheckexpirationdate backgroundexpires | clearanceexpires bgcheckexpires |"
    " expires expiration expirationdate",
    "orientation": "orientation orientationdate | trainingdate datetrained trainedon"
    " trainingcompleted | trained training",
    "confidentiality": "confidentialityagreement | confidentiality signedconfidentiality"
    " confidentialitysigned confidentialityform",
    "duty_to_report": "dutytoreport | mandatedreporter mandatedreporting mandatedreportertraining"
    " mandatoryreporter",
    "started": "started | startdate datestarted mentorsince | start since active",
    "paused": "paused | pausedate datepaused",
    "closed": "closed | enddate dateclosed | left ended",
    "state_reason": "reason | reasonleft statusreason",
    "status": "status | stage state",
    "note": "note notes | comment comments remarks",
}  # fmt: skip

PROGRAM_COLUMNS = {
    "student_id": "studentid studentnumber studentnum studentno stuid | localid localstudentid"
    " lasid permid | menteeid pupilid learnerid",
    "student": "studentname studentfullname | student | menteename mentee pupil pupilname learner"
    " child childname",
    "student_first": "studentfirstname studentfirst menteefirstname",
    "student_last": "studentlastname studentlast menteelastname",
    "grade": "grade studentgrade | gradelevel gr",
    "school": "school | schoolid schoolname | building site campus",
    "mentor_id": "mentorid",
    "mentor": "mentorname mentorfullname | mentor | successmentor assignedmentor matchedmentor"
    " matchedwith | adult",
    "mentor_first": "mentorfirstname mentorfirst",
    "mentor_last": "mentorlastname mentorlast",
    "mentor_email": "mentoremail mentoremailaddress",
    "permission": "permission permissionstatus | familypermission parentpermission permissiongiven"
    " permissionslip | consent parentconsent parentalconsent consentform",
    "permission_date": "permissiondate dateofpermission | permissionreceived consentdate",
    "start": "startdate | start started matchdate datematched matchstart matchstarted | matched"
    " since begindate",
    "end": "enddate | end ended matchend matchended",
    "end_reason": "reason endreason reasonended",
    "note": "notes note | comments comment",
}  # fmt: skip
_STUDENT = ("student_id", "student", "student_first", "student_last")
_MENTOR = ("mentor_id", "mentor", "mentor_first", "mentor_last", "mentor_email")
_NAMED = ("name", "first_name", "last_name", "email", "mentor_id")

Ranks = dict[str, list[list[str]]]


def ranked(columns: dict[str, str]) -> Ranks:
    """By field the ranks of its column names, best first."""
    return {name: [rank.split() for rank in words.split("|")] for name, words in columns.items()}


def words_in(ranks: Ranks) -> frozenset[str]:
    return frozenset(word for named in ranks.values() for rank in named for word in rank)


LAYOUTS = {MENTORS: MENTOR_COLUMNS, PROGRAM: PROGRAM_COLUMNS}
RANKS = {layout: ranked(columns) for layout, columns in LAYOUTS.items()}
KNOWN = frozenset().union(*map(words_in, RANKS.values()))


@dataclass
class Recognized:
    """The layout of a sheet, the place of the column of each field, the headers of columns that
    nothing is read from, and sentences on what keeps it from being read."""

    layout: str
    columns: dict[str, int]
    unread: list[str]
    problems: list[str] = field(default_factory=list)


def recognize(headers: list[str]) -> Recognized:
    """What the columns of a sheet hold; a column that names students makes it a program sheet."""
    program, ties = places(RANKS[PROGRAM], headers)
    layout = PROGRAM if any(name in program for name in _STUDENT) else MENTORS
    columns = program
    if layout == MENTORS:
        columns, ties = places(RANKS[MENTORS], headers)
    unread = [h for n, h in enumerate(headers) if h and n not in columns.values()]
    return Recognized(layout, columns, unread, [*ties, *_lacking(layout, columns, headers)])


def places(fields: Ranks, headers: list[str]) -> tuple[dict[str, int], list[str]]:
    """(place of each field, a sentence for each with two columns that are equally good)."""
    words, columns, ties = [plain(header) for header in headers], {}, []
    for name, ranks in fields.items():
        found = next(filter(None, ([n for n, w in enumerate(words) if w in rank]
                                   for rank in ranks)), [])  # fmt: skip
        if found:
            columns[name] = found[0]
        if len(found) > 1:
            both = " and ".join(f'"{headers[n]}"' for n in found)
            ties.append(f"its columns {both} may mean the same; rename the one that is not meant.")
    return columns, ties


def _lacking(layout: str, columns: dict[str, int], headers: list[str]) -> list[str]:
    if layout == PROGRAM and not any(name in columns for name in (*_MENTOR, "permission")):
        return ["it names students, but neither their mentors nor a permission; add a column "
                '"Mentor".']  # fmt: skip
    if layout == MENTORS and not any(name in columns for name in _NAMED):
        return ['it has no column with the names of mentors; call it "Name", or "First name" and '
                '"Last name".']  # fmt: skip
    words = [plain(header) for header in headers]
    both = {"mentor", "mentorname"} & {*words} and {"name", "fullname", "firstname"} & {*words}
    if layout == MENTORS and both:
        return ["it has a column for mentors and another one for names. If those are the students, "
                'call that column "Student"; else take one of the two out.']  # fmt: skip
    return []
