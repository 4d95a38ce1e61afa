"""Questions a captain follows further: a month that foretells, days beside breaks, then and now."""
