"""How soon the jobs of meetings come round."""

from procrastinate.contrib.django import app

from tawasul.jobs import tasks


def test_a_request_ends_within_a_minute_of_what_carries_its_last_decision_out() -> None:
    assert tasks
    rounds = {each.task.name: each.cron for each in app.periodic_registry.periodic_tasks.values()}
    assert rounds["meetings.look_after"] == "* * * * *"
