"""Forms around thanking: whom and with which words, and what became of it."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 1000


class ThanksForm(forms.Form):
    """Who helped, a word for them, and whether others may read it."""

    helped = forms.ChoiceField(
        label=_("Who helped?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who helped."), "invalid_choice": _("Choose one of these.")},
    )
    text = forms.CharField(
        label=_("Your thanks"),
        help_text=_("A sentence or two is plenty. It reaches whoever helped, and whoever was the way to them."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write a word of thanks; one sentence is enough."),
            "max_length": _("Keep it under %(limit_value)d characters."),
        },
    )
    public = forms.BooleanField(
        label=_("Others may read it, if those I thank agree"),
        required=False,
    )
    story_text = forms.CharField(
        label=_("Tell it as a story"),
        help_text=_(
            "What did you ask, what happened, what did it bring? Leave it empty and your thanks are the story."
        ),
        max_length=2 * LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("Keep it under %(limit_value)d characters.")},
    )

    def __init__(self, *args: object, helpers: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["helped"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*helpers, ("none", _("Someone outside Durf"))]


class LookBackForm(forms.Form):
    """What became of it."""

    text = forms.CharField(
        label=_("What became of it?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Write down what became of it; one sentence is enough."),
            "max_length": _("Keep it under %(limit_value)d characters."),
        },
    )


class AskOneForm(forms.Form):
    """A word of the asker's own to one more person."""

    word = forms.CharField(
        label=_("A word of your own"),
        help_text=_("Why this person? One sentence makes a yes more likely."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Keep it under %(limit_value)d characters.")},
    )


class AgreeForm(forms.Form):
    """Yes, or rather between us."""

    decision = forms.ChoiceField(choices=[("yes", ""), ("no", "")])
