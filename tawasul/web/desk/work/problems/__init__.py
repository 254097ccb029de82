"""Problems at the desk: the list, what rises, the page of each, and what is done there."""
