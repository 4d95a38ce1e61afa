"""Which students a mentor is proposed for, why, in which order, and what was decided about them."""
