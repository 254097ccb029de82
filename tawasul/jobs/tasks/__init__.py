"""Every job. To add one, write it in the file of its room (or a new file) and name the file here.

A job calls one action and gives it the time; it decides nothing. It may run twice, and late: so may its action.
Procrastinate imports this module by itself (it looks for `tasks` in each installed app).
"""

from tawasul.jobs.tasks import attachments, mailboxes, meetings, notices, people, reorganisations, tickets, upkeep

ALL = (attachments, mailboxes, meetings, notices, people, reorganisations, tickets, upkeep)
