"""How a role that somebody holds is said: a deputy's with the person for whom they stand in."""

from django.utils.translation import gettext as _

from tawasul.centres.labels import ROLE_LABELS
from tawasul.centres.models import Membership


def role_said(row: Membership) -> str:
    """ "Coordinator", or "Coordinator, standing in for Haifa Albugami". `covers__user` is to be selected with the row."""
    role = str(ROLE_LABELS[row.role])
    if row.covers is None:
        return role
    return _("%(role)s, standing in for %(name)s") % {"role": role, "name": row.covers.user.name}
