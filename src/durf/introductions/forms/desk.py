"""The forms of the desk: why these two should meet, and what a connector keeps for themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from durf.introductions.models import DeskNote

BY_HAND = [choice for choice in DeskNote.Kind.choices if choice[0] != DeskNote.Kind.PROPOSED]


class ProposeForm(forms.Form):
    """A word for both; without it nothing is proposed."""

    word = forms.CharField(
        label=_("Why these two?"),
        help_text=_("Both read this. Their names you need not write: each is named by their own yes."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Say in a sentence why they should meet."),
            "max_length": _("Keep it under %(limit_value)d characters."),
        },
    )


class NoteForm(forms.Form):
    """Written down for oneself; the pair leaves the desk."""

    kind = forms.ChoiceField(
        label=_("For yourself"),
        choices=BY_HAND,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")},
    )
    note = forms.CharField(
        label=_("A note, if you like"),
        max_length=300,
        required=False,
        error_messages={"max_length": _("Keep it under %(limit_value)d characters.")},
    )


class PathsForm(forms.Form):
    """Whom one looks for, in one's own words."""

    q = forms.CharField(
        label=_("Someone who…"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("knows the ropes of a building permit")}),
        error_messages={"max_length": _("Keep it under %(limit_value)d characters.")},
    )
