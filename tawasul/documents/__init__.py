"""Paper: letters and tables as PDF, in Arabic and in English. Nothing is kept here."""
