"""Routes of the front door."""

from durf.safety.routes import Policy, route
from durf.web.views import home, host, language, live, welcome

urlpatterns = [
    route("", home.home, name="home", policy=Policy.PUBLIC),
    route("about/", home.about, name="about", policy=Policy.PUBLIC),
    route("privacy/", home.privacy, name="privacy", policy=Policy.PUBLIC),
    route("welcome/wish/", welcome.welcome_wish, name="welcome_wish", policy=Policy.MEMBER),
    route("robots.txt", home.robots, name="robots", policy=Policy.PUBLIC),
    route("language/", language.language, name="language", policy=Policy.PUBLIC),
    route("live/", live.live, name="live", policy=Policy.MEMBER),
    route("host/", host.host, name="host", policy=Policy.HOST),
    route("host/do/", host.host_act, name="host_act", policy=Policy.HOST),
]
