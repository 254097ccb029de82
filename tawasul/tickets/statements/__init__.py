"""Statements (إفادة): other entities asked for what they know of a matter, each seeing its own question and nothing else."""
