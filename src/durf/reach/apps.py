"""Django's name for this room."""

from django.apps import AppConfig


class ReachConfig(AppConfig):
    name = "durf.reach"
    label = "reach"
