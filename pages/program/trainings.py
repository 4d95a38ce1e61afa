"""Who still needs which training, and which sessions are planned or were held?"""

from ui import empty, training_session, trainings
from ui.frame import explained, title, view
from ui.session import EVERYBODY

store, actor = title("Trainings", *EVERYBODY)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    found = trainings.everything(seen)
    trainings.answer(seen, found)
    trainings.sessions(seen, found)
    training_session.opened(seen, found)
