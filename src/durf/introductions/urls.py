"""Routes of this room."""

from durf.introductions.views import deciding, desk, joining, listing, meeting, offering, passing, remote
from durf.introductions.views.visitors import answering, asking
from durf.safety.routes import Policy, route

OPEN = {"public_id": "open_wish"}
ONE = {"public_id": "introduction"}
PAIR = {"one_id": "known_member", "other_id": "known_member_too"}
REMOTE = {"token": "remote_token"}
FIT = {"wish_id": "wish_of_known", "contact_id": "contact"}


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
        "decide/<str:token>/join/",
        joining.decide_join,
        name="decide_join",
        policy=Policy.LINK,
        sample={"token": "decision_token"},
    ),
    route(
        "introductions/<str:public_id>/join/",
        joining.introduction_join,
        name="introduction_join",
        policy=Policy.MEMBER,
        sample={"public_id": "for_erik"},
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
    route("privacy/me/", remote.remote, name="remote", policy=Policy.PUBLIC),
    route("privacy/me/<str:token>/", remote.remote_one, name="remote_one", policy=Policy.LINK, sample=REMOTE),
    route("privacy/me/<str:token>/data/", remote.remote_data, name="remote_data", policy=Policy.LINK, sample=REMOTE),
    route(
        "@<slug:handle>/ask/", asking.page_ask, name="page_ask", policy=Policy.COMMUNITY, sample={"handle": "member"}
    ),
    route(
        "question/<str:token>/",
        asking.page_question,
        name="page_question",
        policy=Policy.LINK,
        sample={"token": "question_token"},
    ),
    route("questions/", answering.questions, name="questions", policy=Policy.MEMBER),
    route(
        "questions/<str:public_id>/",
        answering.question,
        name="question",
        policy=Policy.MEMBER,
        sample={"public_id": "page_question"},
    ),
    route("desk/", desk.desk, name="desk", policy=Policy.MEMBER),
    route("desk/notebook/", desk.desk_notebook, name="desk_notebook", policy=Policy.MEMBER),
    route(
        "desk/notebook/<str:wish_id>/<str:contact_id>/",
        desk.desk_contact,
        name="desk_contact",
        policy=Policy.MEMBER,
        sample=FIT,
    ),
    route("desk/paths/", desk.paths, name="paths", policy=Policy.MEMBER),
    route(
        "desk/notes/<str:public_id>/drop/",
        desk.desk_note_drop,
        name="desk_note_drop",
        policy=Policy.MEMBER,
        sample={"public_id": "desk_note"},
    ),
    route("desk/<str:one_id>/<str:other_id>/", desk.desk_pair, name="desk_pair", policy=Policy.MEMBER, sample=PAIR),
    route("introductions/", listing.introductions, name="introductions", policy=Policy.MEMBER),
    route(
        "introductions/<str:public_id>/", meeting.introduction, name="introduction", policy=Policy.MEMBER, sample=ONE
    ),
    route(
        "introductions/<str:public_id>/pass/",
        passing.pass_on,
        name="pass_on",
        policy=Policy.MEMBER,
        sample={"public_id": "for_erik"},
    ),
    route(
        "introductions/<str:public_id>/invite.ics",
        meeting.coffee_calendar,
        name="coffee_calendar",
        policy=Policy.MEMBER,
        sample=ONE,
    ),
]
