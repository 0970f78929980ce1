"""Making a token for a program."""

from django import forms
from django.utils.translation import gettext_lazy as _

from durf.members.forms.signup import one_line


class TokenForm(forms.Form):
    """What it is for, and what it may do."""

    name = forms.CharField(
        label=_("What is it for?"),
        help_text=_("So that you know it again."),
        max_length=60,
        validators=[one_line],
    )
    scope = forms.ChoiceField(
        label=_("What may it do?"),
        choices=[("read", _("Read what I may read")), ("write", _("Also ask, answer and decide for me"))],
        initial="read",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
