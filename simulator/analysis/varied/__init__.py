"""Varying numbers and words of a scenario over chosen values, all points in the same worlds."""
