"""Families: who was told, what they said, and how the school tried to reach them."""
