"""Django's name for this room."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "durf.operations"
    label = "operations"
