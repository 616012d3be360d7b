"""The scenario's numbers estimated from the series in ``seeds``."""
