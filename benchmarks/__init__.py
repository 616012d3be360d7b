"""Measurements of speed, beside other ways to run the same rules; see docs/performance.md."""
