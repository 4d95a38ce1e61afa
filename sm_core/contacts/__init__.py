"""The times that adults see their students: logged, and held against what was planned."""
