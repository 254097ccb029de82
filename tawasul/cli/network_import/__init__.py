"""Loading a real network, its places and its people, from tables that somebody keeps in a spreadsheet."""
