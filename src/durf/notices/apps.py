"""Django's name for this room."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "durf.notices"
    label = "notices"
