"""Signing up: a name beside the address."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from django import forms
from django.core.validators import RegexValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from durf.members.models import Member
from durf.members.services.signups import signups_left

one_line = RegexValidator(r"[\x00-\x1f\x7f]", _("Keep it to one line of ordinary letters."), inverse_match=True)


class SignupForm(forms.Form):
    """What allauth's own form is built upon."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("As people here know you."),
        max_length=80,
        validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email"]

    def clean_name(self) -> str:
        """Take the spaces around and between words to one."""
        return " ".join(self.cleaned_data["name"].split())

    def clean(self) -> dict[str, Any]:
        """Say in time that this connection signed up too often."""
        if not signups_left(get_adapter().get_client_ip(context.request)):
            raise forms.ValidationError(_("Many people signed up from this connection just now. Try again in an hour."))
        return self.cleaned_data

    def signup(self, request: HttpRequest, user: Member) -> None:
        """The account is complete already; allauth wants to be able to ask."""
