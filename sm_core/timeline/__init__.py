"""What happened to one student in a school year, on one axis of days."""
