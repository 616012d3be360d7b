"""Optimisation: values of some levers that trade several outcomes best, and how sure that is."""
