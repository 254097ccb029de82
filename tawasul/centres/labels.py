"""How places, roles and powers are said."""

from django.utils.translation import gettext_lazy as _

PLACE_KIND_LABELS = {
    "ministry": _("Ministry"),
    "university": _("University"),
    "education_department": _("Education department"),
    "centre": _("Beneficiary care centre"),
    "unit": _("Unit"),
    "department": _("Department"),
}

PLACE_KINDS_LABELS = {
    "ministry": _("Ministry"),
    "university": _("Universities"),
    "education_department": _("Education departments"),
    "centre": _("Beneficiary care centres"),
    "unit": _("Units"),
    "department": _("Departments"),
}

ROLE_LABELS = {
    "minister": _("Minister"),
    "minister_office": _("Minister's office"),
    "ministry_supervisor": _("Supervisor of the ministry's main centre"),
    "ministry_officer": _("Officer of the ministry's main centre"),
    "call_centre_agent": _("Agent of the 19996 call centre"),
    "network_administrator": _("Network administrator"),
    "sector_official": _("Official of the sector"),
    "sector_office": _("Office of the sector's official"),
    "centre_supervisor": _("Supervisor of the centre"),
    "assistant": _("Assistant of the centre's supervisor"),
    "electronic_services_supervisor": _("Supervisor of electronic services"),
    "complaint_officer": _("Complaint follow-up officer"),
    "report_officer": _("Report follow-up officer"),
    "monitoring_officer": _("Follow-up and monitoring officer"),
    "quality_officer": _("Quality officer"),
    "performance_officer": _("Performance officer"),
    "hall_supervisor": _("Hall supervisor"),
    "reception_officer": _("Reception officer"),
    "counter_officer": _("Counter officer"),
    "meetings_officer": _("Meetings officer"),
    "referral_officer": _("Referral follow-up officer"),
    "representative": _("Representative of an internal department"),
    "department_supervisor": _("Supervisor of a department"),
    "coordinator": _("Coordinator"),
}

POWER_LABELS = {
    "see_tickets": _("See tickets"),
    "file_for": _("File a ticket for a beneficiary"),
    "find_beneficiaries": _("Find a beneficiary"),
    "unmask": _("Unmask an identity or a mobile (each look is recorded)"),
    "triage": _("Sort tickets"),
    "refer": _("Refer a ticket"),
    "distribute": _("Distribute work among people"),
    "answer": _("Draft replies"),
    "review": _("Review and approve replies of others"),
    "close": _("Close a replied ticket"),
    "write_notes": _("Write internal notes"),
    "act_for_beneficiary": _("Complete, expedite, object or withdraw for a beneficiary who asks"),
    "see_network": _("See the network and its people"),
    "manage_network": _("Open, rename and close places"),
    "manage_members": _("Register staff, give and end roles, close accounts"),
    "appoint_coordinators": _("Appoint coordinators"),
    "see_unmaskings": _("See who unmasked what"),
    "issue_tokens": _("Issue API tokens"),
    "edit_wordings": _("Word the messages and set the quiet hours"),
    "manage_calendars": _("Set the working calendar: holidays, closures, hours"),
    "resend_messages": _("See messages that did not arrive, and send them again"),
    "see_operations": _("See how the system runs"),
    "follow_up": _("Follow late and urgent tickets up: remind, call, raise"),
    "decide_objections": _("Decide objections to replies of those below"),
    "answer_expedites": _("Answer those who ask that their ticket be hurried"),
    "draft_service_levels": _("Draft the service-level document"),
    "approve_service_levels": _("Approve and publish the service-level document that others drafted"),
}

FUNCTION_LABELS = {
    "": "",
    "electronic_services": _("Electronic services"),
    "complaints": _("Complaint follow-up"),
    "reports": _("Report follow-up"),
    "monitoring": _("Follow-up and monitoring"),
    "quality": _("Quality"),
    "beneficiary_services": _("Beneficiary services"),
    "meetings": _("Meetings"),
    "referrals": _("Referral follow-up"),
    "representatives": _("Representatives of internal departments"),
    "general_followup": _("General follow-up department"),
}
