"""Directives at the desk: the list, the official's page, the page of each, and what is done there."""
