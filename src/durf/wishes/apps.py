"""Django's name for this room."""

from django.apps import AppConfig


class WishesConfig(AppConfig):
    name = "durf.wishes"
    label = "wishes"
