"""Trainings of mentors: sessions planned and held, who came, and who still needs which."""
