"""Labels for boxes of choices, which know their options by the words alone."""

from collections import Counter
from collections.abc import Mapping


def told_apart(labels: Mapping[str, str]) -> dict[str, str]:
    """The labels by id; where several say the same, with the id, or the box would give back the
    last of these whichever is chosen."""
    counts = Counter(labels.values())
    return {i: f"{label} ({i})" if counts[label] > 1 else label for i, label in labels.items()}
