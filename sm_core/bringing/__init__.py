"""What students bring to a match: their wish, languages, interests, free time, adults they know."""
