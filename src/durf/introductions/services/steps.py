"""One step of an introduction: the row held, the machine asked, the change made only from where the step begins."""

from typing import Any

from durf.introductions.models import Introduction
from durf.introductions.models.introduction import INTRODUCTION


def introduction_lock(introduction: Introduction) -> Introduction:
    """Read the row again and hold it, so that two answers at the same moment queue up."""
    rows = Introduction.objects.select_for_update(of=("self",)).with_people()
    return rows.get(pk=introduction.pk)


def introduction_step(introduction: Introduction, to: str, **fields: Any) -> bool:
    """Take one step of the machine if the row is still where the step begins."""
    sources = INTRODUCTION.sources(to)
    moved = Introduction.objects.filter(pk=introduction.pk, state__in=sources).update(state=to, **fields)
    introduction.refresh_from_db()
    return bool(moved)
