"""The tables of this room; Django finds models here, so the names are gathered in this one place."""

from durf.wishes.models.match import Match, Nudge
from durf.wishes.models.offer import Offer
from durf.wishes.models.thanks import Story, Thanks
from durf.wishes.models.wish import Tag, Wish

__all__ = ["Match", "Nudge", "Offer", "Story", "Tag", "Thanks", "Wish"]
