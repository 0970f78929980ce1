"""How sign-in by allauth behaves here: no passwords, our letters, our way of joining."""

import re
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from durf.members.models import Member
from durf.members.services.accounts import handle_for, member_let_in
from durf.members.services.signups import SIGNUPS, signup_subject
from durf.safety.services.quotas import QuotaSpentError, quota_use

INVITATION = "invitation"  # the session key under which `network` keeps the code of a pending invitation
JOINING = "joining"  # and under which `introductions` keeps what a contact takes along when they join


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """The places where allauth asks us."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("That is not the code from the mail. Have another look, or ask for a new one."),
        "too_many_login_attempts": _("That was too often. Wait a few minutes and try again."),
        "rate_limited": _("That was too often. Wait a few minutes and try again."),
        "email_taken": _("This address cannot be used. Try another one."),
        "same_as_current": _("This is already your address."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Where members are invited, only a pending invitation opens the door, or a wish somebody passed on."""
        return settings.COMMUNITY_JOINING != "invited" or _invited(request)

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: Member, form: Any, commit: bool = True) -> Member:
        """Make the account; it counts for nothing until the address is proved."""
        try:
            quota_use(quota=SIGNUPS, subject=signup_subject(self.get_client_ip(request)))
        except QuotaSpentError as spent:
            raise ImmediateHttpResponse(redirect("account_signup")) from spent
        language = translation.get_language() or settings.LANGUAGE_CODE
        user.email = form.cleaned_data["email"]
        user.name = form.cleaned_data["name"]
        user.handle = handle_for(user.name)
        user.language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        user.languages = [user.language]
        user.set_unusable_password()
        user.save()
        return user

    def post_login(self, request: HttpRequest, user: Member, **kwargs: Any) -> HttpResponse:
        """The address is proved by now: let the member in as this community does."""
        if not user.approved:
            member_let_in(member=user, invited=_invited(request))
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """A member who has not been welcomed yet is; the others go home."""
        member = request.user
        if isinstance(member, Member) and member.approved and member.welcomed_at is None:
            return reverse("welcome")
        return reverse("home")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """The first steps, or the invitation that brought the new member here."""
        code = request.session.get(INVITATION)
        return reverse("invitation", args=[code]) if code else reverse("welcome")

    def get_login_stages(self) -> list[str]:
        """A passkey is another door, not a second lock: whoever lost it still comes in by mail."""
        return [stage for stage in super().get_login_stages() if not stage.startswith("allauth.mfa.")]

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Never by allauth's own rule: our routes ask for a fresh sign-in where one is needed."""
        return False

    def send_account_already_exists_mail(self, email: str) -> None:
        """Someone signed up with a known address: its owner is told how to come in."""
        self.send_mail("account/email/account_already_exists", email, {})

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter at once, in the language of the member it goes to."""
        member = context.get("user") or self._member_at(email)
        language = member.language if isinstance(member, Member) else translation.get_language()
        words = {
            **context,
            "email": email,
            "member": member,
            "community_name": settings.COMMUNITY_NAME,
            "site_name": settings.COMMUNITY_NAME,
            "site": settings.PUBLIC_URL,
            "site_url": settings.PUBLIC_URL,
            "now": timezone.now(),
        }
        with translation.override(language):
            subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", words).split())
            text = re.sub(r"\n{3,}", "\n\n", render_to_string(f"{template_prefix}_message.txt", words)).strip()
            html = render_to_string(f"{template_prefix}_message.html", {**words, "subject": subject})
        letter = EmailMultiAlternatives(subject, text, self.get_from_email(), [email])
        letter.attach_alternative(html, "text/html")
        letter.extra_headers["Auto-Submitted"] = "auto-generated"
        letter.send()

    def _member_at(self, email: str) -> Member | None:
        address = EmailAddress.objects.filter(email=email.lower()).select_related("user").first()
        return address.user if address else None


def _invited(request: HttpRequest) -> bool:
    """Whether a member brought this person: by an invitation, or by passing a wish on to them."""
    return bool(request.session.get(INVITATION) or request.session.get(JOINING))
