"""Writing someone down in one's notebook."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from durf.members.forms.signup import one_line
from durf.members.models import Member
from durf.network.forms.ties import how_cards


class ContactForm(forms.Form):
    """A name is enough."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(label=_("Name"), max_length=80, validators=[one_line])
        self.fields["email"] = forms.EmailField(
            label=_("E-mail address"),
            help_text=_("Not needed. Nothing is sent to it unless you pass a wish on."),
            required=False,
            max_length=254,
            widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        )
        self.fields["how"] = forms.ChoiceField(
            label=_("How well do you know each other?"),
            choices=how_cards(),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one of the three.")},
        )
        self.fields["language"] = forms.ChoiceField(
            label=_("In which language do you write to them?"),
            choices=Member.Language.choices,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose a language.")},
        )
        self.fields["note"] = forms.CharField(
            label=_("What could they help with?"),
            help_text=_("In your own words, for your eyes alone."),
            max_length=1000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def clean_name(self) -> str:
        """Take the spaces around and between words to one."""
        return " ".join(self.cleaned_data["name"].split())
