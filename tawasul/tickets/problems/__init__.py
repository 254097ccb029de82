"""One cause behind many tickets: what only problems need."""
