"""Forms with which somebody comes forward: what they offer, or whom they know."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from durf.members.models import Member
from durf.network.services.ties import known_members
from durf.wishes.services.notebooks import Fit

LONGEST = 4000
IN_WORDS = ("answer", "tip")


class OfferForm(forms.Form):
    """How somebody wants to help; an answer or a tip needs words."""

    form = forms.ChoiceField(
        label=_("How would you like to help?"),
        choices=[
            ("answer", _("An answer")),
            ("coffee", _("A coffee")),
            ("call", _("A call")),
            ("tip", _("A tip")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you would like to help.")},
    )
    text = forms.CharField(
        label=_("In your own words"),
        help_text=_("An answer or a tip is here in full. For a coffee or a call one line is plenty."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": _("Keep it under %(limit_value)d characters.")},
    )
    private = forms.BooleanField(label=_("Only between the two of us"), required=False)

    def clean(self) -> dict[str, Any]:
        """An answer without words is no answer."""
        cleaned = super().clean() or {}
        if cleaned.get("form") in IN_WORDS and not (cleaned.get("text") or "").strip() and "text" not in self.errors:
            self.add_error("text", _("Write your answer here; one sentence is enough."))
        return cleaned


class KnowForm(forms.Form):
    """Whom somebody knows: a member they have a tie with, or a person they write down."""

    other = forms.ModelChoiceField(
        label=_("Somebody from your network"),
        queryset=Member.objects.none(),
        required=False,
        to_field_name="public_id",
        empty_label=_("Somebody who is not a member"),
        error_messages={"invalid_choice": _("Choose one of these.")},
    )
    name = forms.CharField(label=_("Their name"), max_length=80, required=False)
    email = forms.EmailField(
        label=_("Their e-mail address"),
        help_text=_("You may leave it empty, and pass the question on yourself with a link."),
        required=False,
        error_messages={"invalid": _("This address is not complete.")},
    )
    language = forms.ChoiceField(label=_("They read"), choices=Member.Language.choices, required=False)
    word = forms.CharField(
        label=_("Why these two?"),
        help_text=_("Both read this. No name needed: the asker hears it only after a yes."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a sentence why they should meet.")},
    )

    def __init__(
        self,
        *args: Any,
        connector: Member,
        asker: Member | None,
        listed: bool,
        fits: Sequence[Fit] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.contacts = {fit.contact.public_id: fit.contact for fit in fits}
        if fits:
            self.fields["contact"] = forms.ChoiceField(
                label=_("From your notebook"),
                choices=[(fit.contact.public_id, fit_card(fit)) for fit in fits],
                widget=forms.RadioSelect,
                required=False,
                error_messages={"invalid_choice": _("Choose one of these.")},
            )
        if not listed:
            del self.fields["other"]
            return
        known = known_members(connector).not_blocked_with(connector)  # type: ignore[attr-defined]
        if asker is not None:
            known = known.exclude(pk=asker.pk)
        self.fields["other"].queryset = known.order_by("name")  # type: ignore[attr-defined]
        self.fields["other"].label_from_instance = lambda member: member.name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One person: chosen or written down."""
        cleaned = super().clean() or {}
        name = " ".join((cleaned.get("name") or "").split())
        contact = None if name or cleaned.get("other") else self.contacts.get(cleaned.get("contact", ""))
        nobody = contact is None and cleaned.get("other") is None and not name
        if nobody and not self.errors.keys() & {"other", "name", "contact"}:
            self.add_error("name", _("Choose somebody from your network, or write down a name."))
        return {**cleaned, "name": name, "other": cleaned.get("other"), "contact": contact}


def fit_card(fit: Fit) -> SafeString:
    """Somebody of one's notebook in two lines: the name, and what makes the wish fit."""
    words = ", ".join(fit.words)
    said = gettext("because of %(words)s") % {"words": words} if words else ""
    sleeping = gettext("not spoken to for long") if fit.contact.is_dormant else ""
    line = " · ".join(part for part in (said, sleeping) if part)
    return format_html("<strong>{}</strong> <small>{}</small>", fit.contact.name, line)


class DecideForm(forms.Form):
    """A contact's yes: a choice, and how they want to be reached."""

    decision = forms.ChoiceField(
        label=_("Would you like to be introduced?"),
        choices=[("yes", _("Yes, I would"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Tick “Yes, I would” if you would like to be introduced.")},
    )
    reach = forms.CharField(
        label=_("How may they reach you?"),
        help_text=_(
            "An e-mail address or a telephone number. They see it only when they say yes too; "
            "with an address you hear of it as well."
        ),
        max_length=200,
        error_messages={"required": _("Leave an e-mail address or a telephone number.")},
    )


class AskThroughForm(forms.Form):
    """A word for whoever passes it on, and for the person at the end."""

    word = forms.CharField(
        label=_("Why this person?"),
        help_text=_("Whoever knows you both reads this, and so does the person you would like to meet."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a sentence why you would like to meet.")},
    )
