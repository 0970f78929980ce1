"""Writing someone down in one's notebook."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from durf.members.forms.signup import one_line
from durf.members.models import Member
from durf.network.forms.ties import how_cards
from durf.network.reading.row import TAG_LONGEST, TAGS_MOST


class ContactForm(forms.Form):
    """A name is enough."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"how": "known", **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(label=_("Name"), max_length=80, validators=[one_line])
        self.fields["note"] = forms.CharField(
            label=_("What could they help with?"),
            help_text=_("In your own words, for your eyes alone."),
            max_length=1000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.fields["how"] = forms.ChoiceField(
            label=_("How well do you know each other?"),
            choices=how_cards(),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one of the three.")},
        )
        self.fields["email"] = forms.EmailField(
            label=_("E-mail address"),
            help_text=_("Not needed. Nothing is sent to it unless you pass a wish on."),
            required=False,
            max_length=254,
            widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        )
        for name, label in (("organisation", _("Where they work")), ("role", _("What they do"))):
            self.fields[name] = forms.CharField(label=label, required=False, max_length=120, validators=[one_line])
        self.fields["tags"] = forms.CharField(
            label=_("Tags"),
            help_text=_("Your own words to find them by, with commas between."),
            required=False,
            max_length=400,
            validators=[one_line],
        )
        for name, label in (("since", _("You know each other since")), ("touched_on", _("You last spoke on"))):
            self.fields[name] = forms.DateField(
                label=label, required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            )
        self.fields["language"] = forms.ChoiceField(
            label=_("In which language do you write to them?"),
            choices=Member.Language.choices,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose a language.")},
        )

    def clean_name(self) -> str:
        """Take the spaces around and between words to one."""
        return " ".join(self.cleaned_data["name"].split())

    def words(self) -> dict[str, Any]:
        """What is written down, as `contact_write` takes it."""
        tags = [tag.strip()[:TAG_LONGEST] for tag in self.cleaned_data["tags"].split(",")]
        return {**self.cleaned_data, "tags": [tag for tag in dict.fromkeys(tags) if tag][:TAGS_MOST]}
