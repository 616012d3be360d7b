"""A comparison of scenarios in figures, words and a page."""
