"""Everything about bringing students back that is true without a screen."""
