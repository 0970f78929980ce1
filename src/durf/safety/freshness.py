"""Whether someone signed in a moment ago: asked before export, erasure and opening the network."""

import time

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest


def signed_in_recently(request: HttpRequest) -> bool:
    """Tell whether this session saw a code or a passkey within the last quarter of an hour."""
    records = get_authentication_records(request, request.user)
    if not records:
        return False
    age_s = time.time() - float(records[-1]["at"])
    return 0 <= age_s < float(settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
