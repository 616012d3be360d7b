"""Telling what a sweep found: figures, summary, folder."""
