"""What the pages themselves count."""

from django.db import models


class PageOpinion(models.Model):
    """How many found a page useful on a day, and how many did not. Written by `portal.opinions`."""

    page = models.CharField(max_length=100, help_text="the name of the page's address, such as portal:help")
    day = models.DateField()
    useful = models.PositiveIntegerField(default=0)
    not_useful = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "day"], name="page_opinion_of_day")]

    def __str__(self) -> str:
        return f"{self.page} {self.day}"
