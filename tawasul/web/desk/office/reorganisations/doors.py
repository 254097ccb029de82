"""Which powers open the pages of reorganisations."""

from tawasul.centres.roles import Power

MAY_SEE = (Power.MANAGE_NETWORK, Power.CONFIRM_REORGANISATIONS)
