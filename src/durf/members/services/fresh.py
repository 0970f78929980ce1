"""A fresh sign-in for someone who is signed in already: a code by mail, typed in the same browser."""

import hmac
import time

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.utils.crypto import salted_hmac

from durf.members.requests import MemberRequest
from durf.members.services.signups import FRESH_CODES
from durf.safety.services.quotas import quota_use

SESSION_KEY = "fresh_code"
LIFETIME_S = 600
TRIES = 3


class FreshCodeError(Exception):
    """The code is wrong; `over` says that this one is used up and a new one is needed."""

    def __init__(self, *, over: bool) -> None:
        super().__init__()
        self.over = over


def fresh_code_send(*, request: MemberRequest) -> None:
    """Mail a new code to the member's own address; only its keyed hash is kept, in their session."""
    quota_use(quota=FRESH_CODES, subject=request.user.public_id)
    adapter = get_adapter(request)
    code = adapter.generate_login_code()
    adapter.send_mail("account/email/login_code", request.user.email, {"code": code, "user": request.user})
    request.session[SESSION_KEY] = {"hash": _hash(code), "at": time.time(), "tries": 0}


def fresh_code_waits(request: MemberRequest) -> bool:
    """Whether a code was sent that may still be typed."""
    state = request.session.get(SESSION_KEY)
    return state is not None and time.time() - state["at"] < LIFETIME_S and state["tries"] < TRIES


def fresh_code_check(*, request: MemberRequest, code: str) -> None:
    """Count this session as freshly signed in, or raise `FreshCodeError`."""
    if not fresh_code_waits(request):
        raise FreshCodeError(over=True)
    state = request.session[SESSION_KEY]
    if not hmac.compare_digest(state["hash"], _hash(code)):
        request.session[SESSION_KEY] = {**state, "tries": state["tries"] + 1}
        raise FreshCodeError(over=state["tries"] + 1 >= TRIES)
    del request.session[SESSION_KEY]
    record_authentication(request, request.user, method="code", reauthenticated=True)


def _hash(code: str) -> str:
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return salted_hmac("durf.fresh", plain, algorithm="sha256").hexdigest()
