"""The API: each room's own list, one way in, one shape of no. Wiring only."""

import functools
from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from durf.introductions.api import router as introductions
from durf.introductions.services import refusals as meeting
from durf.members.api import TokenAuth
from durf.members.api import router as members
from durf.network.api import router as network
from durf.network.services.ties import TieRefusedError
from durf.safety.api import BoundedParser
from durf.safety.routes import Policy
from durf.safety.services.quotas import QuotaSpentError
from durf.wishes.api import router as wishes
from durf.wishes.api_slate import router as slate
from durf.wishes.services import asking, nudges, offering, thanking

SAMPLES = {
    "handle": "member", "tie": "tie", "contact": "contact", "wish": "open_wish", "match": "match", "offer": "offer",
    "nudge": "nudge", "thanks": "thanks", "introduction": "introduction",
}  # fmt: skip
CLOSED = (meeting.IntroductionClosedError, meeting.PlanChangedError, asking.WishStateError, TieRefusedError)
DONE = (meeting.AlreadyProposedError, nudges.AlreadyAskedError)
UNAVAILABLE = (
    meeting.HelperUnavailableError, meeting.NoWayError, nudges.NotNowError, nudges.EnoughAskedError,
    offering.OfferRefusedError, thanking.ThanksPersonError,
)  # fmt: skip
WORDS = (offering.OfferTextError, thanking.ThanksTextError, asking.WishTextError, meeting.TimesError)


class Api(NinjaAPI):
    """At one address, so that nothing has to be looked up by name."""

    def get_root_path(self, path_params: dict[str, Any]) -> str:
        """Where the API begins."""
        return "/api/"


api = Api(
    title="Durf",
    version="1",
    description="Dare to ask. Every flow of a wish; see docs/api.md.",
    auth=TokenAuth(),
    docs_url=None,  # a page of documentation would load scripts from elsewhere
    parser=BoundedParser(),
    urls_namespace="durf-api",
)
for router in (members, network, wishes, slate, introductions):
    api.add_router("", router)


def _no(status: int, error: str, message: str) -> HttpResponse:
    return api.create_response(None, {"error": error, "message": message}, status=status)  # type: ignore[arg-type]


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    answer = _no(401, "token", "A token of a member is needed, and for changes one that may write.")
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return _no(404, "missing", "There is nothing here for you.")


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    where = {".".join(str(part) for part in one["loc"][1:]): str(one["msg"]) for one in error.errors}
    return _no(422, "invalid", "; ".join(f"{place}: {said}" for place, said in where.items()))


@api.exception_handler(HttpError)
def _refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    return _no(error.status_code, "unreadable", str(error))


@api.exception_handler(QuotaSpentError)
def _spent(request: HttpRequest, error: QuotaSpentError) -> HttpResponse:
    answer = _no(429, "quota", "That is enough for now. Try again later.")
    answer["Retry-After"] = error.again_at.strftime("%a, %d %b %Y %H:%M:%S GMT")
    return answer


@api.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return _no(413, "large", "This is too large.")


def _told(status: int, name: str, sentence: Callable[[], str]) -> Callable[..., HttpResponse]:
    def handler(request: HttpRequest, error: Exception) -> HttpResponse:
        return _no(status, name, sentence())

    return handler


for errors, status, name, sentence in (
    (CLOSED, 409, "closed", lambda: "This is no longer open."),
    (DONE, 409, "done", lambda: "You did this already."),
    (UNAVAILABLE, 409, "unavailable", lambda: "This cannot be done right now."),
    (WORDS, 422, "invalid", lambda: "This needs words or times that can be used."),
    ((nudges.NobodyThereError,), 404, "missing", lambda: "There is nothing here for you."),
):
    for kind in errors:
        api.add_exception_handler(kind, _told(status, name, sentence))


def _guarded(pattern: URLPattern) -> URLPattern:
    """Give a route of the API its policy and sample, as `safety.routes.route` does for a page."""

    @functools.wraps(pattern.callback)
    def view(*args: Any, **kwargs: Any) -> Any:
        return pattern.callback(*args, **kwargs)

    public = pattern.name == "openapi-json"
    view.policy = Policy.PUBLIC if public else Policy.TOKEN  # type: ignore[attr-defined]
    view.sample = {one: SAMPLES[one] for one in pattern.pattern.converters}  # type: ignore[attr-defined]
    view.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie opens this door
    return URLPattern(pattern.pattern, view, pattern.default_args, f"api_{pattern.name}")


urlpatterns = [
    _guarded(pattern) for pattern in api.urls[0] if isinstance(pattern, URLPattern) and pattern.name != "api-root"
]
