"""A tournament as figures, tables and words."""
