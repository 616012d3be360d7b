"""Telling what matters in a scenario: names of its numbers, figures, summary, folder."""
