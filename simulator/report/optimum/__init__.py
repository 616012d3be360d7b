"""Telling what an optimisation found: figures, summary, page, folder."""
