"""The form to ask: what is typed, and a sentence where it cannot be asked like this."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from durf.coach.language import guess
from durf.members.models import Member
from durf.wishes.models import Wish
from durf.wishes.models.wish import Kind, WishAudience

LONGEST = 2000
FIELDS = ("text", "kind", "language", "place", "by_when", "audience")

choice_label = lazy(format_html, SafeString)
AUDIENCES = (
    (WishAudience.EVERYONE, _("Everyone"), _("Visitors may read it too; the more eyes, the more ways.")),
    (WishAudience.MEMBERS, _("Members"), _("Whoever takes part here.")),
    (WishAudience.NETWORK, _("My network and theirs"), _("People at most two steps away from you.")),
    (
        WishAudience.ASKED,
        _("Only the people asked"),
        _("For a wish that takes courage: it stands in no list, only those invited to help read it."),
    ),
)


class AskForm(forms.Form):
    """A wish as it is being written; nothing of it is required but a text."""

    text = forms.CharField(
        label=_("Your question"),
        max_length=LONGEST,
        widget=forms.Textarea(
            attrs={
                "rows": 5,
                "autocomplete": "off",
                "placeholder": _("For instance: who keeps bees, and would walk over our roof with me before May?"),
            }
        ),
        error_messages={
            "required": _("Write down what you would like to ask; one sentence is enough."),
            "max_length": _("This is longer than %(limit_value)d characters; a shorter question gets more answers."),
        },
    )
    kind = forms.ChoiceField(
        label=_("What would help?"),
        choices=Kind.choices,
        initial=Kind.ADVICE,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of these.")},
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("As I write it")), *Member.Language.choices],
        required=False,
        error_messages={"invalid_choice": _("Choose one of these.")},
    )
    place = forms.CharField(
        label=_("Where?"),
        help_text=_("A neighbourhood or a town, if it has to be near."),
        max_length=80,
        required=False,
        error_messages={"max_length": _("A neighbourhood or a town is enough here.")},
    )
    by_when = forms.DateField(
        label=_("By when?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the date like this: 2027-05-31.")},
    )
    audience = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=[
            (value, choice_label("<strong>{}</strong> <small>{}</small>", label, sentence))
            for value, label, sentence in AUDIENCES
        ],
        initial=WishAudience.MEMBERS,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of these.")},
    )

    def clean_by_when(self) -> Any:
        """A day that is over helps nobody."""
        day = self.cleaned_data["by_when"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("That day is over; choose a later one, or leave it empty."))
        return day

    @property
    def typed(self) -> str:
        """The text as it stands, also when the rest of the form is not in order."""
        return str(self["text"].value() or "").replace("\r\n", "\n").strip()[:LONGEST]

    @property
    def chosen_kind(self) -> str:
        """The kind chosen, or the first."""
        value = str(self["kind"].value() or "")
        return value if value in Kind.values else Kind.ADVICE.value

    @property
    def chosen_audience(self) -> str:
        """The audience chosen, or the members."""
        value = str(self["audience"].value() or "")
        return value if value in WishAudience.values else WishAudience.MEMBERS.value

    @property
    def spoken(self) -> str:
        """The language of the wish: the one chosen, or the one it is written in."""
        value = str(self["language"].value() or "")
        return value if value in Member.Language.values else guess(self.typed)

    @property
    def more_open(self) -> bool:
        """Whether something under "More" is set or needs a look."""
        folded = ("language", "place", "by_when")
        touched = any(self[name].value() or self[name].errors for name in folded)
        return touched or self.chosen_audience != WishAudience.MEMBERS

    @property
    def wish_fields(self) -> dict[str, Any]:
        """What the services of asking take."""
        return {
            "text": self.typed,
            "kind": self.chosen_kind,
            "language": self.spoken,
            "place": self.cleaned_data["place"],
            "by_when": self.cleaned_data["by_when"],
            "audience": self.chosen_audience,
        }


def wish_initial(wish: Wish) -> dict[str, Any]:
    """What the form shows of a wish that exists."""
    return {name: getattr(wish, name) for name in FIELDS}
