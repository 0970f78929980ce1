"""Django's name for this room."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "durf.network"
    label = "network"
