"""What every page knows about the community."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def community(_request: HttpRequest) -> dict[str, Any]:
    """The community's name and whether this is the demo."""
    return {"community_name": settings.COMMUNITY_NAME, "demo": settings.DEMO}
