"""Signing in with one click as one of the demonstration's people. Its addresses exist in demonstration mode alone."""
