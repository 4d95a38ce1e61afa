"""The pack of a convening: the figures of all schools, frozen at a date, without small groups."""
