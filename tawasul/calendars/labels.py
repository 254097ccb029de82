"""How calendar things are said to people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tawasul.calendars.expected import Occasion
from tawasul.calendars.holidays import Holiday
from tawasul.calendars.schedule import FRIDAY, MONDAY, SATURDAY, SUNDAY, THURSDAY, TUESDAY, WEDNESDAY
from tawasul.calendars.working_time import Standing

WEEKDAY_LABELS: dict[int, Promise] = {
    SUNDAY: _("Sunday"),
    MONDAY: _("Monday"),
    TUESDAY: _("Tuesday"),
    WEDNESDAY: _("Wednesday"),
    THURSDAY: _("Thursday"),
    FRIDAY: _("Friday"),
    SATURDAY: _("Saturday"),
}

HOLIDAY_LABELS: dict[str, Promise] = {
    Holiday.NATIONAL_DAY.value: _("National Day"),
    Holiday.FOUNDING_DAY.value: _("Founding Day"),
    Holiday.BRIDGE.value: _("Day between two holidays"),
    Holiday.EID_AL_FITR.value: _("Eid al-Fitr"),
    Holiday.EID_AL_ADHA.value: _("Eid al-Adha"),
    Holiday.OTHER.value: _("Another holiday"),
    Holiday.CLOSURE.value: _("Closure"),
}

OCCASION_LABELS: dict[Occasion, Promise] = {
    Occasion.FOUNDING_DAY: HOLIDAY_LABELS[Holiday.FOUNDING_DAY.value],
    Occasion.RAMADAN: _("The hours of Ramadan"),
    Occasion.EID_AL_FITR: HOLIDAY_LABELS[Holiday.EID_AL_FITR.value],
    Occasion.EID_AL_ADHA: HOLIDAY_LABELS[Holiday.EID_AL_ADHA.value],
    Occasion.NATIONAL_DAY: HOLIDAY_LABELS[Holiday.NATIONAL_DAY.value],
}

STANDING_LABELS: dict[Standing, Promise] = {
    Standing.COUNTED: _("counted"),
    Standing.BEGAN: _("not counted: the time begins with the next working day"),
    Standing.OVER: _("not counted: received after working hours"),
    Standing.PAUSED: _("not counted: the time was paused"),
    Standing.WEEKEND: _("not a working day"),
    Standing.OFF: _("day off"),
}
