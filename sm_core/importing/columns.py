"""Which column of a file holds what: ranked header synonyms, where only a tie asks.

Each field lists ranks, best first; the names within one rank are equally good. Names are compared
without case, spaces, punctuation and a PowerSchool table prefix such as `[1]`.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

SYNONYMS: dict[str, str] = {
    # "a b | c d": a and b are equally good, c and d are looked for where neither is there.
    # A PowerSchool export can hold both its internal StudentID and the local Student_Number:
    # one rank, so that a file with both asks.
    "student_id": "studentid studentnumber studentnum studentno stuid localid localstudentid lasid"
    " stu locallyassignedstudentidentifier permid permnumber sisnumber sisid studentuniqueid"
    " studentreferencestudentuniqueid studentstudentnumber doe001 otherid"
    # "Student" may hold a name and "ID" the number of the row: together they ask.
    " | usersourcedid importstudentid | student id pupil pupilid"
    " pupilno pupilnumber learner learnerid"
    # What only the school system itself can resolve, taken when alone.
    " | personid studentpersonid | sn",
    "state_id": "stateid statestudentid statestudentnumber stn ssid sasid txuniquestudentid"
    " studentuniquestateid stateassignedstudentid nysid osis doe002 e1523 studentstateid",
    "full_name": "lastfirst | studentname studentfullname | fullname | name | student pupil"
    " learner",
    "last_name": "lastname legallastname lastsurname familyname surname",
    "first_name": "firstname legalfirstname givenname",
    "school_id": "schoolid schoolreferenceschoolid | schoolcode schoolnumber schoollocalid doe015 |"
    " schooldbn dbn | campusidofenrollment e0782 campusid locationcode siteid buildingid | sc |"
    " rcdtsforservingschool schoolofattendance orgsourcedids entityid | building campus site |"
    " school | entity",
    "school_name": "schoolname nameofinstitution | campusname buildingname sitename | school |"
    " name",
    "grade": "gradelevel grade | gr gradelevelcode entrygradelevel entrygradeleveldescriptor e0017"
    " doe016 | grades",
    "date": "attdate attendancedate attendanceday | eventdate absencedate absdate atteventdate"
    " calendardate datevalue |"
    " attdaydetaildate calendarreferencedate | occurencedatetime occurrencedatetime | date |"
    " dt day",
    "code": "attcode attendancecode | code mark | al | attendanceeventcategorydescriptor"
    " attendanceeventcategory | finalattendanceflagcode attcodeview attendancecodelong |"
    " absencetype attendancetypecode codealldayreasontype | dailystatus attendancestatus | status |"
    " attendancecodeid | absencereason absreason reason",
    # Only in a table of codes: the number by which attendance rows name a code.
    "code_id": "codeid attendancecodeid | id",
    "code_description": "attendancecodedescription codedescription | attdescr description |"
    " attendanceeventreason codetext | attendancestatus status",
    "presence": "presencestatuscd presenceflag presence attabsentind | absent absence",
    "excused": "excused attexcusedind excuse",
    "tardy": "tardy atttardyind late",
    "dismissed": "dismissed attdismissedind dismissal",
    "portion": "portion portionabsent attportionabsent | dayvalue dayamount eventduration"
    " dsidvalue",
    "minutes_absent": "minutesabsent absentminutes absenceminutes",
    "hours_absent": "hoursabsent absenthours absencehours",
    "period": "periodid period periodname periodnumber periodabbreviation | month"
    " attendancemonth reportingmonth schoolmonth | reportingperiod e0934 sixweeks sixweekperiod",
    "section": "sectionid ccid coursenumber section",
    # Only totals read it: a student's days are told track by track.
    "track": "track instructionaltrack e0975 calendarcode calendarreferencecalendarcode",
    "mode": "attmodecode | allday | attendancetype",
    "birth_date": "birthdate dateofbirth dob",
    "gender": "gender sex",
    "race_ethnicity": "raceethnicity ethnicity race federalracecategory",
    "home_language": "homelanguage primarylanguage language",
    "english_learner": "englishlearner englearner ellstatus ell el lep",
    "special_education": "specialeducation sped iep swd",
    "low_income": "lowincome frl freeandreduced economicallydisadvantaged",
    "housing": "housing homeless mckinneyvento",
    "zip_code": "zipcode zip postalcode",
    "entry_date": "entrydate enterdate enrollmentdate dateenrolled | begindate startdate",
    "exit_date": "exitdate leavedate withdrawaldate withdrawdate dateleft exitwithdrawdate |"
    " enddate",
    "exit_reason": "exitreason exitwithdrawtype exitcode exitwithdrawtypedescriptor",
    "day_type": "daytype calendarevent calendareventdescriptor | insession isschoolday schoolday"
    " instructional | eventtype",
    "days_enrolled": "daysenrolled enrolleddays daysinmembership doe018 membership membershipdays"
    " daysmember"
    " daysmembercnt | totalpossibledays possibledays dayspossible possible expectedattendancedays |"
    " totaldays | enrolled | hoursenrolled enrolledhours hourspossible possiblehours"
    " membershiphours scheduledhours | minutesenrolled enrolledminutes minutespossible"
    " possibleminutes",
    "days_present": "dayspresent daysinattendance doe017 daysattended daysattendedcnt"
    " totaleligibledayspresent | present | hourspresent presenthours hoursattended attendedhours |"
    " minutespresent presentminutes minutesattended attendedminutes",
    "days_absent": "daysabsent totaldaysabsent txtotaldaysabsent e0036 totalabsences"
    " numofdaysabsent daysabsences absentday absentdays |"
    " absences | absent | hoursabsent absenthours totalhoursabsent | minutesabsent absentminutes",
    "days_excused": "daysexcused excusedabsences excusedabsencedays daysabsentexcused"
    " excusedabsentday |"
    " hoursexcused excusedhours excusedabsencehours | minutesexcused excusedminutes",
    "days_unexcused": "daysunexcused unexcusedabsences unexcusedabsencedays"
    " daysabsentwithoutexcuse unexcusedabsentday"
    " totalabsencesunexcused | hoursunexcused unexcusedhours unexcusedabsencehours |"
    " minutesunexcused unexcusedminutes",
    "days_other": "daysother",
    "days_suspended": "dayssuspended daysabsentoutofschoolsuspension",
    "as_of": "asof asofdate dataasof reportdate",
    "period_start": "periodstart periodbegin periodstartdate",
    "period_end": "periodend periodenddate",
}
RANKS = {
    name: [tuple(rank.split()) for rank in words.split("|")] for name, words in SYNONYMS.items()
}
SUMS = {
    "days_present": "totaleligibledayspresent totalineligibledayspresent txtotaleligibledayspresent"
    " txtotalineligibledayspresent e0936 e0937 e1678 e1679"
    " inpersondayspresent elearningdayspresent remotedayspresent remotelearningdayspresent",
}
"""Columns that only together say a number of days: Texas counts days present in two or four,
Illinois those at school and away from it."""

KNOWN = frozenset(word for ranks in RANKS.values() for rank in ranks for word in rank) | {
    word for words in SUMS.values() for word in words.split()
}
_TABLE = re.compile(r"^\s*['\"]?(\[\d+\]|(student|attDayDetail)\.)", re.I)
"""The number of a PowerSchool table, the name of an Infinite Campus one."""

_STATE_ELEMENT = re.compile(r"(e\d{4}|doe\d{3})[a-z]*")
"""Texas and Massachusetts number their columns; what stands behind the number varies."""


@lru_cache(maxsize=4096)
def plain(header: str) -> str:
    """A header without what varies from export to export: "[1]Student_Number" → studentnumber."""
    header = _TABLE.sub("", header.replace("\ufeff", "").replace("\u200b", ""))
    word = re.sub(r"[^a-z0-9]", "", header.lower())
    element = _STATE_ELEMENT.fullmatch(word)
    return element[1] if element else word


@dataclass
class Recognized:
    """Which header stands for which field, several where a number of days is their sum; `ties`
    are the fields with several equal headers."""

    columns: dict[str, str | list[str]] = field(default_factory=dict)
    ties: dict[str, list[str]] = field(default_factory=dict)


def recognize(headers: list[str]) -> Recognized:
    """For every field the header of the best rank present, unless two are equally good.

    Headers of one name twice also tie: nobody can tell which was meant.
    """
    found = Recognized()
    for name, ranks in RANKS.items():
        best = next(filter(None, (_present(rank, headers) for rank in ranks)), [])
        if len(best) == 1:
            found.columns[name] = best[0]
        elif best:
            found.ties[name] = best
    for name, words in SUMS.items():
        parts = _present(tuple(words.split()), headers)
        if len(parts) > 1:
            found.ties.pop(name, None)
            found.columns[name] = parts
    if found.columns.get("full_name") == found.columns.get("student_id"):
        # "Student" is the name only where another column holds the id.
        found.columns.pop("full_name", None)
    return found


def _present(rank: tuple[str, ...], headers: list[str]) -> list[str]:
    return [header for header in headers if plain(header) in rank]


LEAST_PERIODS = 3
PERIOD_LETTERS = ("a", "p", "per", "period", "pd", "hr", "hour")


def numbered_periods(headers: list[str]) -> list[str]:
    """Headers such as A0 … A9, P1 … P8 or Period 1 … Period 8, if there are at least three."""
    words = {header: plain(header) for header in headers}
    found = [
        header for header, word in words.items()
        if word[-1:].isdigit() and word.rstrip("0123456789") in PERIOD_LETTERS
    ]  # fmt: skip
    return found if len(found) >= LEAST_PERIODS else []


def unit_of(header: object) -> str:
    """What a column of numbers counts, by its header: "hours", "minutes", else "days"."""
    word = plain(str(header))
    return next((unit for unit in ("hours", "minutes") if unit.rstrip("s") in word), "days")
