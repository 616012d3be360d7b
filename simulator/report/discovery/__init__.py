"""Telling what a discovery found: sentences, figures, folder."""
