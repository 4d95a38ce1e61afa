"""Whether a school does what it planned: the same figures for every school, at a date."""
