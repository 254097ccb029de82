"""Those who call 19996: how their tickets are found, what they may be told, and who asked for one that is not there."""
