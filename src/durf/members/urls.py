"""Routes of this room, sign-in included: of allauth's views only those that Durf has a use for."""

from allauth.account import views as account
from allauth.mfa.webauthn import views as webauthn
from django.urls import URLPattern
from django.views.generic import RedirectView

from durf.members.views import card, data, entrance, joining, people, person, settings, tokens
from durf.safety.routes import Policy, View, route

HANDLE = {"handle": "member"}
PASSKEY = {"pk": "passkey"}


def _settings(pattern: str, view: View, name: str, policy: Policy = Policy.MEMBER) -> URLPattern:
    return route(f"settings/{pattern}", view, name=name, policy=policy)


def _account(pattern: str, view: View, name: str) -> URLPattern:
    return route(f"account/{pattern}", view, name=name, policy=Policy.PUBLIC)


to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    route("@<slug:handle>/", person.person, name="person", policy=Policy.COMMUNITY, sample=HANDLE),
    *(
        route(
            f"@<slug:handle>/qr.{kind}",
            card.person_qr,
            name=f"person_qr_{kind}",
            policy=Policy.COMMUNITY,
            sample=HANDLE,
            extra={"kind": kind},
        )
        for kind in ("svg", "png")
    ),
    route("@<slug:handle>/block/", person.block, name="block", policy=Policy.MEMBER, sample=HANDLE),
    route("@<slug:handle>/unblock/", person.unblock, name="unblock", policy=Policy.MEMBER, sample=HANDLE),
    route("people/", people.people, name="people", policy=Policy.MEMBER),
    route("report/", person.report, name="report", policy=Policy.MEMBER),
    route("waiting/", joining.waiting, name="waiting", policy=Policy.PUBLIC),
    route("welcome/", joining.welcome, name="welcome", policy=Policy.MEMBER),
    route("welcome/findable/", joining.welcome_findable, name="welcome_findable", policy=Policy.MEMBER),
    route(
        "first-host/<str:token>/",
        joining.first_host,
        name="first_host",
        policy=Policy.LINK,
        sample={"token": "host_token"},
    ),
    _settings("", settings.settings, "settings"),
    _settings("page/", card.settings_page, "settings_page"),
    _settings("profile/", settings.profile, "settings_profile"),
    _settings("strengths/", settings.strengths, "settings_strengths"),
    _settings("availability/", settings.availability, "settings_availability"),
    _settings("privacy/", settings.privacy, "settings_privacy"),
    _settings("notices/", settings.notices, "settings_notices"),
    _settings("language/", settings.language, "settings_language"),
    _settings("sessions/", entrance.sessions, "settings_sessions"),
    _settings("security/", entrance.security, "settings_security"),
    _settings("security/add/", entrance.PasskeyAddView.as_view(), "mfa_add_webauthn", Policy.FRESH),
    route(
        "settings/security/<int:pk>/remove/",
        entrance.PasskeyRemoveView.as_view(),
        name="mfa_remove_webauthn",
        policy=Policy.FRESH,
        sample=PASSKEY,
    ),
    _settings("email/", account.email, "account_email", Policy.FRESH),
    _settings("tokens/", tokens.tokens, "settings_tokens", Policy.FRESH),
    route(
        "settings/tokens/<str:public_id>/end/",
        tokens.token_end,
        name="token_end",
        policy=Policy.FRESH,
        sample={"public_id": "token"},
    ),
    _settings("export/", data.export, "settings_export", Policy.FRESH),
    _settings("erase/", data.erase, "settings_erase", Policy.FRESH),
    _account("login/", account.login, "account_login"),
    _account("login/code/", to_login, "account_request_login_code"),
    _account("login/code/confirm/", account.confirm_login_code, "account_confirm_login_code"),
    _account("login/passkey/", webauthn.login_webauthn, "mfa_login_webauthn"),
    _account("logout/", account.logout, "account_logout"),
    _account("signup/", account.signup, "account_signup"),
    _account("signup/code/", account.email_verification_sent, "account_email_verification_sent"),
    _account("inactive/", account.account_inactive, "account_inactive"),
    _account("again/", entrance.reauthenticate, "account_reauthenticate"),
    _account("again/passkey/", webauthn.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
]
