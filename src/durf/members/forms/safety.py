"""Decisions that need a word of their own: report, block, erase, first host."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from durf.members.forms.signup import one_line
from durf.members.models import Member
from durf.safety.models import Report


class DecisionForm(forms.Form):
    """One button: without its word nothing happens."""

    decision = forms.ChoiceField(choices=[("yes", "")], widget=forms.HiddenInput)


class ReportForm(forms.Form):
    """Tell the host that something is not right."""

    kind = forms.ChoiceField(choices=Report.Target.choices, widget=forms.HiddenInput)
    target = forms.RegexField(r"^[A-Za-z0-9_-]{16}\Z", widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("What is not right?"),
        help_text=_("The host reads this. The other person is not told who wrote it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class EraseForm(forms.Form):
    """Typing one's own handle shows that it is meant."""

    handle = forms.CharField(max_length=31, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        self.fields["handle"].label = _("Type %(handle)s to say that you mean it") % {"handle": member.handle}

    def clean_handle(self) -> str:
        """The handle, with or without the sign before it."""
        handle: str = self.cleaned_data["handle"].strip().removeprefix("@").lower()
        if handle != self.member.handle:
            raise forms.ValidationError(
                _("That is not your handle. It is %(handle)s; nothing was erased.") % {"handle": self.member.handle}
            )
        return handle


class FirstHostForm(DecisionForm):
    """Who runs this community: someone new."""

    name = forms.CharField(label=_("Your name"), max_length=80, validators=[one_line])
    email = forms.EmailField(label=_("Your e-mail address"))


class FreshCodeForm(forms.Form):
    """The code from the mail."""

    code = forms.CharField(
        label=_("The code from the mail"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
    )
