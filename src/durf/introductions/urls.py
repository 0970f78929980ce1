"""Routes of this room."""

from durf.introductions.views import deciding, listing, meeting, offering, passing
from durf.safety.routes import Policy, View, route

OPEN = {"public_id": "open_wish"}
ONE = {"public_id": "introduction"}


def _step(action: str, view: View, name: str) -> object:
    return route(f"introductions/<str:public_id>/{action}", view, name=name, policy=Policy.MEMBER, sample=ONE)


urlpatterns = [
    route("wishes/<str:public_id>/help/", offering.offer_make, name="offer_make", policy=Policy.MEMBER, sample=OPEN),
    route(
        "wishes/<str:public_id>/know/", offering.know_someone, name="know_someone", policy=Policy.MEMBER, sample=OPEN
    ),
    route("nudge/<str:token>/", offering.nudge, name="nudge", policy=Policy.LINK, sample={"token": "nudge_token"}),
    route(
        "nudge/<str:token>/know/",
        offering.nudge_know,
        name="nudge_know",
        policy=Policy.LINK,
        sample={"token": "nudge_token"},
    ),
    route(
        "pass/<str:token>/",
        passing.pass_on_by_link,
        name="pass_on_by_link",
        policy=Policy.LINK,
        sample={"token": "pass_token"},
    ),
    route(
        "decide/<str:token>/", deciding.decide, name="decide", policy=Policy.LINK, sample={"token": "decision_token"}
    ),
    route(
        "decide/<str:token>/meet/",
        meeting.decide_meeting,
        name="decide_meeting",
        policy=Policy.LINK,
        sample={"token": "decision_token"},
    ),
    route(
        "step/<str:token>/",
        meeting.introduction_step,
        name="introduction_step",
        policy=Policy.LINK,
        sample={"token": "step_token"},
    ),
    route(
        "wishes/<str:public_id>/introduce/<str:match_id>/",
        listing.introduction_ask,
        name="introduction_ask",
        policy=Policy.MEMBER,
        sample={"public_id": "own_wish", "match_id": "match"},
    ),
    route("introductions/", listing.introductions, name="introductions", policy=Policy.MEMBER),
    _step("", listing.introduction, "introduction"),
    _step("answer/", listing.introduction_answer, "introduction_answer"),
    _step("withdraw/", listing.introduction_withdraw, "introduction_withdraw"),
    route(
        "introductions/<str:public_id>/pass/",
        passing.pass_on,
        name="pass_on",
        policy=Policy.MEMBER,
        sample={"public_id": "for_erik"},
    ),
    _step("coffee/", meeting.coffee_propose, "coffee_propose"),
    _step("coffee/pick/", meeting.coffee_pick, "coffee_pick"),
    _step("coffee/move/", meeting.coffee_move, "coffee_move"),
    _step("coffee/cancel/", meeting.coffee_cancel, "coffee_cancel"),
    _step("coffee/answer/", meeting.coffee_answer, "coffee_answer"),
    _step("coffee/invite.ics", meeting.coffee_calendar, "coffee_calendar"),
]
