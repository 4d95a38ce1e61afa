"""The words of the family's copy in Spanish: plain and kind, no tiers, no threats."""

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
    # --- seen
    "seen": "Encuentros con el mentor, la mentora u otro adulto del programa",
    "met saw": "vio a su hijo o hija",
    "met talked": "habló con su hijo o hija por teléfono o mensaje",
    "met looked for": "buscó a su hijo o hija, que no estaba", "not_seen": "Ninguno hasta ahora.",
    # --- talks
    "talks": "Conversaciones sobre cómo va", "with_whom": "Con", "goes": "Cómo va",
    "talk student": "su hijo o hija", "talk family": "la familia",
    "goes well": "va bien", "goes some worry": "alguna preocupación",
    "goes in trouble": "necesita ayuda", "no_talk": "Ninguna hasta ahora.",
    # --- requests
    "requests": "En qué necesitó ayuda un mentor o una mentora", "state": "Estado",
    "topic not found": "encontrar a su hijo o hija", "topic times": "horarios que no coinciden",
    "topic student": "si su hijo o hija quiere reunirse", "topic together": "cómo se llevan",
    "topic family": "el contacto con la familia",
    "topic school": "algo en la escuela que lo impide",
    "topic material": "un lugar, material o dinero", "topic other": "otra cosa",
    "state open": "sin resolver", "state in work": "alguien se ocupa",
    "state resolved": "resuelto", "no_request": "Nada hasta ahora.",
    # --- meetings
    "meetings": "Reuniones semanales del equipo de la escuela",
    "review listed": "el nombre de su hijo o hija estaba en la lista",
    "review discussed": "se habló de su hijo o hija",
    "review deferred": "se dejó para la próxima reunión",
    "review action": "alguien recibió una tarea",
    "to_do": "Quién tiene una tarea para su hijo o hija", "due": "Hasta",
    "action open": "sin terminar", "action done": "hecho",
    "action dropped": "ya no hace falta", "no_meeting": "Nada hasta ahora.",
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
    "comidas; por qué se pensó en su hijo o hija para tener mentor; lo que se habló con el mentor "
    "o la mentora sobre todos sus estudiantes; los años escolares anteriores; y las listas que se "
    "descargaron sin nombrar a su hijo o hija.",
    "notes": "{n} notas que el personal escribió para su propio trabajo.",
    "note_one": "1 nota que el personal escribió para su propio trabajo.",
    "ask": "Usted también puede pedir ver esto. ¿Hay algún error? Avise a {who}. Si la escuela no "
    "lo cambia, usted puede pedir una audiencia y agregar sus propias palabras al expediente.",
}  # fmt: skip

STORED = {
    "letter": "carta con el estudiante", "mail": "correo postal", "e-mail": "correo electrónico",
    "text": "mensaje de texto", "message": "mensaje", "phone": "llamada telefónica",
    "in person": "en persona",
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
