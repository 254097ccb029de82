"""The demonstration network: a whole country of invented people and tickets, the same for the same seed."""
