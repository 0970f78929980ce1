"""Routes with a policy: who may come in is said where the address is written down, and enforced here."""

import functools
from collections.abc import Callable, Coroutine, Mapping
from enum import StrEnum
from inspect import iscoroutinefunction
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from durf.safety.freshness import signed_in_recently

Response = HttpResponseBase
View = Callable[..., Response] | Callable[..., Coroutine[Any, Any, Response]]


class Policy(StrEnum):
    """Who may come in."""

    PUBLIC = "public"  # everyone, always
    COMMUNITY = "community"  # everyone, or members only where the host keeps pages for members
    MEMBER = "member"
    FRESH = "fresh"  # a member who signed in a moment ago: export, erasure, opening the network
    HOST = "host"
    TOKEN = "token"  # noqa: S105  a member's token, checked by the API itself; no cookie opens it
    LINK = "link"  # whoever holds the secret link
    DEMO = "demo"  # only in the demo community


def route(
    pattern: str,
    view: View,
    *,
    name: str,
    policy: Policy,
    sample: Mapping[str, str] | None = None,
    extra: Mapping[str, Any] | None = None,
) -> URLPattern:
    """Like `path`, with a policy and, for a pattern with arguments, the named things a sample address is made of.

    `sample` maps each argument of the pattern to the name of a thing that tests and checks can look up,
    such as `{"public_id": "open_wish"}`.
    """
    guarded = _guard(view, policy)
    if policy is Policy.LINK:
        # These pages send no referrer, so a browser posts from them with `Origin: null`, which the check of the
        # cookie refuses. The secret in the address is the proof instead, and nothing else is acted on.
        guarded.csrf_exempt = True  # type: ignore[attr-defined]
    guarded.policy = policy  # type: ignore[attr-defined]
    guarded.sample = dict(sample or {})  # type: ignore[attr-defined]
    return path(pattern, guarded, kwargs=dict(extra or {}), name=name)


def _guard(view: View, policy: Policy) -> Callable[..., Any]:
    if iscoroutinefunction(view):

        @functools.wraps(view)
        async def async_guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
            request.user = await request.auser()
            refusal = _refuse(request, policy)
            return refusal or _seal(await view(request, *args, **kwargs), policy)

        return async_guarded

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        refusal = _refuse(request, policy)
        return refusal or _seal(view(request, *args, **kwargs), policy)  # type: ignore[arg-type]

    return guarded


def _refuse(request: HttpRequest, policy: Policy) -> Response | None:
    """Return where to send someone who may not come in, or None."""
    if policy in (Policy.PUBLIC, Policy.LINK, Policy.TOKEN):
        return None
    if policy is Policy.DEMO:
        if settings.DEMO:
            return None
        raise Http404
    if policy is Policy.COMMUNITY and settings.COMMUNITY_PAGES == "public":
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(_page_of(request), reverse("account_login"))
    if policy is Policy.FRESH:
        if not signed_in_recently(request):
            return redirect_to_login(_page_of(request), reverse("account_reauthenticate"))
        return None
    if not request.user.approved:
        return redirect_to_login("", reverse("waiting"))
    if policy is Policy.HOST and not request.user.is_host:
        raise PermissionDenied
    return None


def _page_of(request: HttpRequest) -> str:
    """Return where to come back to: the page itself or, for a form that was sent, the page it stood on."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = request.headers.get("referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()})
    return urlsplit(came_from)._replace(scheme="", netloc="").geturl() if ours else request.get_full_path()


def _seal(response: Response, policy: Policy) -> Response:
    """Keep pages behind a secret link out of caches, search engines and referrers."""
    if policy is Policy.LINK:
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
    return response
