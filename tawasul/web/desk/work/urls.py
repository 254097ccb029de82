"""Addresses of the desk's work, taken up by the desk's own list."""

from django.urls import URLPattern, path

from tawasul.web.desk.work import calls, home, lists, mail, mail_box, many, performance, saved, search, suggesting
from tawasul.web.desk.work.callers import screen as callers
from tawasul.web.desk.work.filing import done, finding, uploads
from tawasul.web.desk.work.filing import views as filing
from tawasul.web.desk.work.problems import doing, opening, rising
from tawasul.web.desk.work.problems import listing as problems
from tawasul.web.desk.work.problems import page as problem
from tawasul.web.desk.work.statements import views as statements
from tawasul.web.desk.work.ticket import acting, calling, dates, files, replying, unmasking, views

TICKET = "tickets/<str:reference>/"

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("day/", home.home_day, name="home_day"),
    path("lists/<slug:slug>/", lists.worklist_page, name="list"),
    path("lists/<slug:slug>/rows/", lists.worklist_rows, name="list_rows"),
    path("lists/<slug:slug>/choices/", saved.save, name="choice_save"),
    path("choices/<int:choice_id>/rename/", saved.rename, name="choice_rename"),
    path("choices/<int:choice_id>/delete/", saved.delete, name="choice_delete"),
    path("performance/", performance.desk, name="performance"),
    path("19996/", callers.screen, name="callers"),
    path("19996/asked/", callers.asked_list, name="callers_asked"),
    path("19996/note/", callers.asked_in_vain, name="callers_note"),
    path("19996/expedite/", callers.hurry, name="callers_hurry"),
    path("calls/", calls.call_list, name="calls"),
    path("many/", many.do_to_many, name="many"),
    path("many/<int:batch_id>/", many.many_done, name="many_done"),
    path("search/", search.search, name="search"),
    path("statements/", statements.asked_of_us, name="statements"),
    path("statements/places/", statements.place_options, name="statement_places"),
    path("statements/<int:statement_id>/", statements.statement, name="statement"),
    path("statements/<int:statement_id>/answer/", statements.answer, name="statement_answer"),
    path("statements/<int:statement_id>/ask/", statements.ask, name="statement_ask"),
    path("statements/<int:statement_id>/files/<uuid:attachment_id>/", statements.statement_file, name="statement_file"),
    path("problems/", problems.problems, name="problems"),
    path("problems/new/", opening.open_new, name="problem_open"),
    path("problems/rising/", rising.rising_page, name="problems_rising"),
    path("problems/options/", problems.problem_options, name="problem_options"),
    path("problems/<str:number>/", problem.problem, name="problem"),
    path("problems/<str:number>/do/<slug:act>/", doing.act, name="problem_do"),
    path("mail/", mail.mailboxes, name="mailboxes"),
    path("mail/boxes/<int:mailbox_id>/", mail_box.mailbox_server, name="mailbox_server"),
    path("mail/new/", mail_box.mailbox_open, name="mailbox_open"),
    path("mail/<int:message_id>/", mail.letter, name="letter"),
    path("mail/<int:message_id>/join/", mail.letter_join, name="letter_join"),
    path("mail/<int:message_id>/aside/", mail.letter_aside, name="letter_aside"),
    path("mail/<int:message_id>/back/", mail.letter_back, name="letter_back"),
    path("mail/<int:message_id>/bytes/", mail.letter_bytes, name="letter_bytes"),
    path("centres/", suggesting.centre_options, name="centre_options"),
    path("file/", filing.file_for, name="file_for"),
    path("file/found/", finding.people_found, name="file_found"),
    path("file/uploads/<uuid:once>/", uploads.upload, name="file_upload"),
    path("file/done/<str:once>/", done.filed, name="filed"),
    path(TICKET, views.ticket, name="ticket"),
    path(f"{TICKET}do/<slug:action>/", acting.act, name="ticket_do"),
    path(f"{TICKET}reply/", replying.write_reply, name="ticket_reply"),
    path(f"{TICKET}draft/", replying.autosave, name="ticket_draft"),
    path(f"{TICKET}dates/<int:clock_id>/", dates.ticket_dates, name="ticket_dates"),
    path(f"{TICKET}unmask/<slug:field>/", unmasking.unmask, name="ticket_unmask"),
    path(f"{TICKET}call/", calling.number, name="ticket_call"),
    path(f"{TICKET}files/<uuid:attachment_id>/", files.ticket_file, name="ticket_file"),
]
