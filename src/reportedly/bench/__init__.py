"""Predictions in the shapes that public scorers read."""
