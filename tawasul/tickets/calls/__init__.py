"""Calls to beneficiaries: what only they need. Those who call act through `tickets.actions.calling`."""
