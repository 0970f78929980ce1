"""What every page knows about the community and about what waits."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from durf.web.waiting import waiting_count


def community(request: HttpRequest) -> dict[str, Any]:
    """The community's name, whether this is the demo, and the badge's number (asked for only where it is drawn)."""
    user: Any = getattr(request, "user", None)
    return {
        "community_name": settings.COMMUNITY_NAME,
        "demo": settings.DEMO,
        "waiting": SimpleLazyObject(partial(waiting_count, user)) if _is_here(user) else 0,
    }


def _is_here(user: Any) -> bool:
    return user is not None and user.is_authenticated and user.approved
