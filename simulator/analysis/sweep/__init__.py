"""Sweeps: what comes out at chosen values of a scenario's numbers and words."""
