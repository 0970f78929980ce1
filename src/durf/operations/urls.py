"""Routes of this room."""

from durf.operations import views
from durf.safety.routes import Policy, route

urlpatterns = [
    route("healthz", views.healthz, name="healthz", policy=Policy.PUBLIC),
    route("readyz", views.readyz, name="readyz", policy=Policy.PUBLIC),
]
