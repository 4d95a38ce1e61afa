"""The words of the family's copy, in English and Spanish: plain and kind, no tiers, no threats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sm_core.papers.languages import canonical
from sm_core.papers.wording import READY

Language = Literal["English", "Spanish"]
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
    "for a mentor; earlier school years; and lists that were downloaded without naming your child.",
    "notes": "{n} notes that staff wrote for their own work.",
    "note_one": "1 note that staff wrote for their own work.",
    "ask": "You may ask to see these too. Is something wrong? Tell {who}. If the school does not "
    "change it, you may ask for a hearing and add your own words to the record.",
}  # fmt: skip
SPANISH = {
    "lang": "es",
    "title": "Lo que la escuela guarda sobre su hijo o hija",
    "header": "{name} · copia del {day}",
    "page": "Página {n} de {all} · impreso el {day}",
    "gap": "[en letras que aquí no se pueden imprimir]",
    "gaps": "Algunas palabras están en letras que este papel no puede mostrar; en su lugar dice "
    "“{gap}”. Pida verlas en la pantalla o que alguien las escriba a mano.",
    "intro": "Usted tiene derecho a ver lo que el programa de mentores guarda sobre su hijo o "
    "hija. Esta es su copia. Las palabras que alguien escribió aparecen tal como las escribió.",
    "student": "Estudiante", "id": "Número de estudiante", "school": "Escuela", "grade": "Grado",
    "schools": "Escuelas este año", "call": "¿Preguntas? Llame a",
    "stay": "{school}, grado {grade}: {first} a {last}",
    "stay_no_grade": "{school}: {first} a {last}",
    "stay_totals": "{school}: los archivos solo tienen totales", "now": "hoy",
    "office": "la oficina de la escuela {school}",
    # --- days
    "days": "Días de ausencia este año escolar",
    "none_counted": "Todavía no se ha contado ningún día de clases.",
    "missed": "Faltó {missed} de {enrolled} días de clases hasta el {day}.",
    "missed_one": "Faltó {missed} de {enrolled} día de clases hasta el {day}.",
    "not_missed": "No faltó ningún día de {enrolled} días de clases hasta el {day}.",
    "not_missed_one": "No faltó ningún día de {enrolled} día de clases hasta el {day}.",
    "by_kind": "Por tipo: {kinds}.", "of_kind": "{kind}: {days}",
    "totals_only": "Los archivos de la escuela solo tienen totales; no se puede mostrar cada día.",
    "totals_partly": "Una de las escuelas solo envía totales; no se puede mostrar cada día de esa "
    "escuela.",
    "whole": "Un día en que faltó la mitad o más cuenta como un día de ausencia.",
    "parts": "Las partes de un día marcadas con * aparecen en la lista, pero son muy cortas para "
    "contar como día de ausencia.",
    "date": "Fecha", "kind": "Tipo",
    "absent_excused": "justificada", "absent_unexcused": "injustificada",
    "absent_unverified": "motivo aún no conocido", "suspended_oss": "suspensión",
    "tardy": "llegó tarde", "early_departure": "salió temprano",
    "suspended_iss": "suspensión dentro de la escuela",
    "of another kind": "de otro tipo", "known as a total only": "conocido solo como total",
    "half": "medio día", "part": "{percent} del día",
    # --- mentor
    "mentor": "El mentor o la mentora",
    "with": "{mentor}, desde el {started}", "with_to_begin": "{mentor}, a partir del {started}",
    "with_until": "{mentor}, del {started} al {ended}", "why_ended": "terminó porque: {reason}",
    "somebody": "un mentor o una mentora", "no_mentor": "Sin mentor este año escolar.",
    "chosen": "En la lista para tener mentor en {school} desde el {since}.",
    "proposed": "Desde el {since}, {school} piensa en ofrecer un mentor o una mentora.",
    "deferred": "Un mentor en {school}: la escuela decide más adelante, después del {until}.",
    "declined": "No está en la lista para tener mentor en {school}, desde el {since}.",
    "ended": "Ya no está en la lista para tener mentor en {school}, desde el {since}.",
    "not_listed": "No está en la lista para tener mentor.",
    "referred": "Se pidió otra ayuda el {since}.",
    "referred_to": "Se pidió otra ayuda el {since}. Se dio el nombre de su hijo o hija a: {whom}.",
    "started": "Otra ayuda comenzó el {since}.",
    "started_to": "Otra ayuda comenzó el {since}. Se dio el nombre de su hijo o hija a: {whom}.",
    "unknown_day": "día sin anotar",
    # --- brings
    "brings": "Sobre su hijo o hija",
    "asked": "Se le preguntó el", "wish": "Quiere tener mentor",
    "yes": "sí", "unsure": "no está seguro o segura", "no": "no",
    "wished_for": "Le gustaría", "languages": "Idiomas", "interests": "Le gusta",
    "dislikes": "No le gusta", "free": "Tiempo libre", "adults": "Adultos que conoce",
    "from_file": "{language} (según el archivo de la escuela)", "nothing": "No hay nada anotado.",
    "weekdays": "lun mar mié jue vie",
    # --- said
    "said": "Lo que la familia recibió y dijo", "what": "Qué", "how": "Cómo, idioma",
    "recorded": "Anotado por",
    "to send": "carta por enviar", "sent": "carta de la escuela", "given": "permiso dado",
    "refused": "dijo que no", "withdrawn": "permiso retirado", "expired": "ya no es válido",
    "taken_back": "anotado por error, anulado el {day}", "household": "hogar: {name}",
    "signed": "firmado por {by} el {day}", "records": "registros: {words}",
    "purpose": "propósito: {words}", "recipient": "se muestran a: {words}",
    "expires": "válido hasta el {day}", "nothing_said": "No hay nada anotado.",
    # --- contacts
    "contacts": "Llamadas, reuniones y eventos", "outcome": "Resultado", "who": "Quién",
    "nothing_tried": "No hay nada anotado.",
    # --- households
    "households": "Hogares registrados",
    "address_kept": "La dirección, el teléfono y el correo electrónico aparecen solo para el hogar "
    "que recibe esta copia.",
    "unnamed": "un hogar sin nombre", "ended_on": "hasta el {day}",
    "none_known": "No hay ninguno anotado.",
    # --- looks
    "looks": "Quién vio la página de su hijo o hija",
    "looks_since": "Desde el {day} hasta que se imprimió esta copia; cada persona una vez por día.",
    "looked": "vio la página", "took": "descargó un archivo: {what}",
    "family copy": "copia para la familia",
    "nobody": "Nadie hasta ahora.",
    # --- not here, and mistakes
    "not_here": "Lo que no está en esta copia",
    "elsewhere": "Lo que la escuela guarda en sus propias carpetas; lo que dice el archivo "
    "estudiantil además del nombre y el grado, como la fecha de nacimiento o el programa de "
    "comidas; por qué se pensó en su hijo o hija para tener mentor; los años escolares "
    "anteriores; y las listas que se descargaron sin nombrar a su hijo o hija.",
    "notes": "{n} notas que el personal escribió para su propio trabajo.",
    "note_one": "1 nota que el personal escribió para su propio trabajo.",
    "ask": "Usted también puede pedir ver esto. ¿Hay algún error? Avise a {who}. Si la escuela no "
    "lo cambia, usted puede pedir una audiencia y agregar sus propias palabras al expediente.",
}  # fmt: skip
WORDS: dict[str, dict[str, str]] = {"English": ENGLISH, "Spanish": SPANISH}

STORED = {
    "letter": "carta con el estudiante", "mail": "correo postal", "e-mail": "correo electrónico",
    "text": "mensaje de texto", "phone": "llamada telefónica", "in person": "en persona",
    "signed form": "formulario firmado", "signed electronically": "firmado electrónicamente",
    "home visit": "visita a la casa", "meeting": "reunión", "event": "evento",
    "reached": "se habló con la familia", "left a message": "se dejó un mensaje",
    "no answer": "nadie contestó", "wrong number": "número o dirección equivocados",
    "came": "vino", "did not come": "no vino", "asked for time": "pidió tiempo", "other": "otro",
    "English": "inglés", "Spanish": "español", "Vietnamese": "vietnamita", "Chinese": "chino",
    "Arabic": "árabe", "Somali": "somalí", "Haitian Creole": "criollo haitiano",
    "Portuguese": "portugués", "French": "francés", "Russian": "ruso", "Tagalog": "tagalo",
}  # fmt: skip
"""Words kept in the tables, in Spanish; others stand as they are stored."""

SHORT_MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic")
WEEKDAYS = ("lun", "mar", "mié", "jue", "vie", "sáb", "dom")


@dataclass(frozen=True)
class Say:
    """The words of one language, and days as it writes them."""

    language: Language

    def __call__(self, key: str, **values: object) -> str:
        return WORDS[self.language][key].format(**values)

    def stored(self, word: str) -> str:
        """A word of the tables as the family reads it; one that nobody foresaw stands as it is."""
        return STORED.get(word, word) if self.language == "Spanish" else word

    def spoken(self, language: str) -> str:
        """A language, whatever a file or a person calls it."""
        return self.stored(canonical(language))

    def role(self, role: str) -> str:
        return READY[self.language].roles[role]

    def day(self, day: date | None) -> str:
        """January 30, 2026, or 30 de enero de 2026."""
        if day is None:
            return self("unknown_day")
        return READY[self.language].day(day)

    def short_day(self, day: date | None) -> str:
        """Fri Jan 30, 2026, or vie 30 ene 2026."""
        if day is None:
            return self("unknown_day")
        if self.language == "Spanish":
            return f"{WEEKDAYS[day.weekday()]} {day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"
        return f"{day:%a %b} {day.day}, {day.year}"
