"""What somebody of a school is to do by a day: about a student, or about the school."""
