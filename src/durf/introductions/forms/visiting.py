"""The forms around a question that comes in through a page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from durf.members.forms.signup import one_line

LONGEST = 2000
TEXT_ERRORS = {"required": _("Write down what you would like to ask; one sentence is enough.")}


class VisitForm(forms.Form):
    """A visitor asks."""

    text = forms.CharField(
        label=_("Your question"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages=TEXT_ERRORS,
    )
    name = forms.CharField(label=_("Your name"), max_length=80, validators=[one_line])
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("For the answer. It is shown to nobody; you decide later whether to meet."),
        max_length=200,
    )
    website = forms.CharField(
        label=_("Leave this empty"), required=False, widget=forms.TextInput(attrs={"tabindex": -1})
    )

    @property
    def trapped(self) -> bool:
        """Whether a robot filled in what no person sees."""
        return bool(self.cleaned_data.get("website"))


class AnswerForm(forms.Form):
    """The owner's word."""

    word = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("A few words are enough.")},
    )
    meet = forms.BooleanField(
        label=_("I would like to meet: over coffee, or a call"),
        help_text=_("If they say yes too, you see how to reach each other; your e-mail address is what they see."),
        required=False,
    )


class AskHereForm(forms.Form):
    """The question as it will be asked here; whoever asks it may say it in their own words."""

    text = forms.CharField(
        label=_("As you will ask it"),
        help_text=_("All members can read it. Leave out what tells who asked, unless they would like that."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages=TEXT_ERRORS,
    )


class MeetForm(forms.Form):
    """The visitor's yes."""

    decision = forms.ChoiceField(
        label=_("Would you like to meet?"),
        choices=[("meet", _("Yes, I would"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Tick “Yes, I would” if you would like to meet.")},
    )
    reach = forms.CharField(
        label=_("How may they reach you?"), help_text=_("An e-mail address or a telephone number."), max_length=200
    )


def bound(form: type[forms.Form], data: Any, step: str, **more: Any) -> forms.Form:
    """The form with what was typed, if this is the one that was sent."""
    return form(data if data and data.get("step") == step else None, **more)
