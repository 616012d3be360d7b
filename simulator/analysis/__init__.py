"""Analysis: many runs set against each other, or against what happened."""
