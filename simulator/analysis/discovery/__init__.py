"""Scenario discovery: in which worlds, by their numbers and words, something happens."""
