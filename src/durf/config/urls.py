"""Every route of the house: each room's own list, and sign-in."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("durf.web.urls")),
    path("", include("durf.wishes.urls")),
    path("", include("durf.introductions.urls")),
    path("", include("durf.network.urls")),
    path("", include("durf.notices.urls")),
    path("", include("durf.members.urls")),
    path("", include("durf.operations.urls")),
    path("api/", include("durf.config.api")),
    *([path("demo/", include("durf.demo.urls"))] if settings.DEMO else []),
]
