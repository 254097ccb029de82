"""The screen of whoever answers those who call 19996."""
