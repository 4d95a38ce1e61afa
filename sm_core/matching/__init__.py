"""Who meets whom: the best set of pairs there is, why, and what else could be."""
