"""The action plan of a school for a school year: steps, goals, and what people say about them."""
