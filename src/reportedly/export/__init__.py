"""Readings for people and for other programs."""
