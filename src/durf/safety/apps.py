"""Django's name for this room."""

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "durf.safety"
    label = "safety"
