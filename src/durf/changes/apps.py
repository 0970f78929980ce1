"""Django's name for this room."""

from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "durf.changes"
    label = "changes"
