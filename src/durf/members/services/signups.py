"""How often one connection may sign up, and how often a member may ask for a fresh code."""

from datetime import timedelta

from django.utils.crypto import salted_hmac

from durf.safety.services.quotas import Quota, quota_left

SIGNUPS = Quota("signup", 20, timedelta(hours=1))
FRESH_CODES = Quota("fresh_code", 6, timedelta(hours=1))


def signup_subject(ip: str) -> str:
    """Name a connection without keeping its address."""
    return salted_hmac("durf.signup", ip, algorithm="sha256").hexdigest()


def signups_left(ip: str) -> int:
    """How many sign-ups this connection has left now."""
    return quota_left(quota=SIGNUPS, subject=signup_subject(ip))
