"""Reorganisations: drafted, previewed, confirmed, watched."""
