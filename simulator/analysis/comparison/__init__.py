"""Comparing scenarios world by world: differences with intervals, over time, and times to rungs."""
