"""Django's name for this room."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "durf.members"
    label = "members"
