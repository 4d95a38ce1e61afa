"""The people of a school who carry the program: principal, coordinator, attendance team."""
