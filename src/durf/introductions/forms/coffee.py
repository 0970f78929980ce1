"""Forms of a coffee: up to three times, a place or a call; one picked; and how it was."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from durf.introductions.models import Coffee, CoffeeTime

UNREADABLE = _("Write a day and a time, such as 2027-03-14 10:30.")


class TimeInput(forms.DateTimeInput):
    """A field for day and time that a phone knows how to fill in."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class CoffeeForm(forms.Form):
    """Propose a coffee."""

    first = forms.DateTimeField(
        label=_("When could you?"),
        widget=TimeInput(),
        error_messages={"required": _("Propose at least one time."), "invalid": UNREADABLE},
    )
    second = forms.DateTimeField(
        label=_("Or"), widget=TimeInput(), required=False, error_messages={"invalid": UNREADABLE}
    )
    third = forms.DateTimeField(
        label=_("Or else"), widget=TimeInput(), required=False, error_messages={"invalid": UNREADABLE}
    )
    manner = forms.ChoiceField(
        label=_("Where?"), choices=Coffee.Manner.choices, widget=forms.RadioSelect, initial=Coffee.Manner.PLACE
    )
    where = forms.CharField(
        label=_("Which place, or which number"),
        help_text=_("A café, your kitchen table, a telephone number."),
        max_length=200,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Every time lies ahead, and none stands there twice."""
        cleaned = super().clean() or {}
        seen: set[datetime] = set()
        for name in ("first", "second", "third"):
            time = cleaned.get(name)
            if time is None:
                continue
            if time <= timezone.now():
                self.add_error(name, _("This moment has passed; choose a later one."))
            elif time in seen:
                self.add_error(name, _("You proposed this time already."))
            seen.add(time)
        return cleaned

    @property
    def times(self) -> list[datetime]:
        """The proposed times, in the order they were written."""
        found = (self.cleaned_data.get(name) for name in ("first", "second", "third"))
        return [time for time in found if time is not None]


class PickForm(forms.Form):
    """Pick one of the proposed times."""

    time = forms.ChoiceField(
        label=_("Which time suits you?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pick one of the times."), "invalid_choice": _("Pick one of the times.")},
    )

    def __init__(self, data: Any, *, times: Sequence[CoffeeTime]) -> None:
        super().__init__(data)
        self.fields["time"].choices = [  # type: ignore[attr-defined]
            (str(time.pk), date_format(timezone.localtime(time.starts_at), "l j F, H:i")) for time in times
        ]


class AfterForm(forms.Form):
    """Did you meet, did it help?"""

    met = forms.ChoiceField(
        label=_("Did you meet?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    helped = forms.ChoiceField(
        label=_("Did it help?"),
        choices=[("yes", _("Yes")), ("no", _("Not really"))],
        widget=forms.RadioSelect,
        required=False,
    )
