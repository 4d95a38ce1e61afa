"""Schools beside each other: what chance alone would make, and what goes beyond it."""
