"""The tables of this room; Django finds models here, so the names are gathered in this one place."""

from durf.introductions.models.coffee import Coffee, CoffeeAnswer, CoffeeTime
from durf.introductions.models.desk import DeskNote
from durf.introductions.models.introduction import Introduction
from durf.introductions.models.question import PageQuestion
from durf.introductions.models.remote import RemoteRequest

__all__ = ["Coffee", "CoffeeAnswer", "CoffeeTime", "DeskNote", "Introduction", "PageQuestion", "RemoteRequest"]
