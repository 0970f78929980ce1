"""Django's name for this room."""

from django.apps import AppConfig


class IntroductionsConfig(AppConfig):
    name = "durf.introductions"
    label = "introductions"
