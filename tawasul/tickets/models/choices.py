"""What a reader keeps for themselves."""

from django.db import models

from tawasul.people.models import User


class SavedChoice(models.Model):
    """A list with its filters, kept by somebody under a name of their own."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_choices")
    role = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    worklist = models.CharField(max_length=40)
    filters = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "role", "name"], name="saved_choice_name")]

    def __str__(self) -> str:
        return self.name
