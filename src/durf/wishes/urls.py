"""Routes of this room. Offers and nudges are answered in `introductions`, which may lead to a meeting."""

from durf.safety.routes import Policy, route
from durf.wishes.views import asking, lasting, listing, steps, telling, thanking, wish

OWN = {"public_id": "own_wish"}
OPEN = {"public_id": "open_wish"}

urlpatterns = [
    route("ask/", asking.wish_ask, name="wish_ask", policy=Policy.COMMUNITY),
    route("ask/preview/", asking.wish_preview, name="wish_preview", policy=Policy.COMMUNITY),
    route("wishes/", listing.wishes, name="wishes", policy=Policy.COMMUNITY),
    route("stories/", telling.stories, name="stories", policy=Policy.COMMUNITY),
    route("wishes/<slug:public_id>/", wish.wish, name="wish", policy=Policy.COMMUNITY, sample=OPEN),
    route("wishes/<slug:public_id>/edit/", asking.wish_edit_page, name="wish_edit", policy=Policy.MEMBER, sample=OWN),
    route("wishes/<slug:public_id>/close/", steps.wish_close, name="wish_close", policy=Policy.MEMBER, sample=OWN),
    route("wishes/<slug:public_id>/reopen/", steps.wish_reopen, name="wish_reopen", policy=Policy.MEMBER, sample=OWN),
    route("wishes/<slug:public_id>/enough/", steps.wish_enough, name="wish_enough", policy=Policy.MEMBER, sample=OWN),
    route("wishes/<slug:public_id>/slate/", wish.wish_slate, name="wish_slate", policy=Policy.MEMBER, sample=OWN),
    route(
        "wishes/<slug:public_id>/slate/<slug:match_id>/",
        steps.wish_ask_one,
        name="wish_ask_one",
        policy=Policy.MEMBER,
        sample={"public_id": "own_wish", "match_id": "match"},
    ),
    route(
        "wishes/<slug:public_id>/thanks/", thanking.thanks_give, name="thanks_give", policy=Policy.MEMBER, sample=OWN
    ),
    route(
        "wishes/<slug:public_id>/still/",
        lasting.wish_still,
        name="wish_still",
        policy=Policy.MEMBER,
        sample={"public_id": "own_wish"},
    ),
    route(
        "still/<str:token>/",
        lasting.wish_still_by_link,
        name="wish_still_by_link",
        policy=Policy.LINK,
        sample={"token": "still_token"},
    ),
    route(
        "wishes/<slug:public_id>/since/",
        telling.look_back,
        name="look_back",
        policy=Policy.MEMBER,
        sample={"public_id": "fulfilled_wish"},
    ),
    route(
        "thanks/<slug:public_id>/",
        thanking.thanks_agree,
        name="thanks_agree",
        policy=Policy.MEMBER,
        sample={"public_id": "thanks"},
    ),
    route(
        "offers/<slug:public_id>/withdraw/",
        steps.offer_withdraw,
        name="offer_withdraw",
        policy=Policy.MEMBER,
        sample={"public_id": "offer"},
    ),
]
