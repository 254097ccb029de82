"""The catalogue of words: English msgids in the sources, Arabic beside them in locale/ar.

`sources` finds every msgid, `book` reads and writes the catalogue file, `faults` says what is wrong
with it. Pure Python (polib and Babel), so no gettext programs need be installed.
"""
