"""Small things in words: how long ago, which browser, one line; nothing here asks the database."""

from datetime import datetime, timedelta
from typing import Final

from django import template
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

register = template.Library()

BROWSERS: Final = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
MACHINES: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)

LONGEST: Final = 60


@register.filter
def how_long_ago(since: datetime) -> str:
    """Say how long ago, in one unit: nobody needs the minutes of a day."""
    if timezone.now() - since < timedelta(minutes=1):
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(since, depth=1)}


@register.filter
def one_line(words: str) -> str:
    """Let what a template broke over lines stand in one, as the text of a button in a plain letter does."""
    return " ".join(words.split())


@register.filter
def browser(user_agent: str) -> str:
    """Name a browser and its machine as their owner would; what is not recognised stays as it was sent."""
    names = [next((name for sign, name in signs if sign in user_agent), "") for signs in (BROWSERS, MACHINES)]
    if all(names):
        return _("%(browser)s on %(machine)s") % {"browser": names[0], "machine": names[1]}
    return "".join(names) or user_agent[:LONGEST] or _("Unknown browser")
