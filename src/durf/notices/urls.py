"""Routes of this room."""

from durf.notices import views
from durf.safety.routes import Policy, route

urlpatterns = [
    route(
        "unsubscribe/<slug:group>/<str:token>/",
        views.unsubscribe,
        name="unsubscribe",
        policy=Policy.LINK,
        sample={"group": "mail_group", "token": "unsubscribe_token"},
    ),
]
