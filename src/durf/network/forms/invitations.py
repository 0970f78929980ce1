"""Inviting someone: by a link to hand over, or by one letter."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from durf.members.models import Member
from durf.network.forms.ties import ProposalForm

LINK, MAIL = "link", "mail"


class InvitationForm(ProposalForm):
    """The button that was pressed, `door`, says which of the two it is."""

    door = forms.ChoiceField(choices=[(LINK, ""), (MAIL, "")], widget=forms.HiddenInput)

    def __init__(self, *args: Any, me: Member, **kwargs: Any) -> None:
        super().__init__(*args, me=me, **kwargs)
        self.fields["email"] = forms.EmailField(
            label=_("An e-mail address, if Durf is to send the letter"),
            help_text=_("Each address gets one letter from you and never a reminder. For a link, leave it empty."),
            required=False,
            max_length=254,
            widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        )
        self.fields["word"].help_text = _("If you like: why you thought of them. They read it.")

    def clean(self) -> dict[str, Any]:
        """A letter needs an address."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("door") == MAIL and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write down where the letter should go."))
        return cleaned
