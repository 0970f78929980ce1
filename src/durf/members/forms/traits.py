"""Strengths and limits: a few rows each, every row with who may read it; an emptied row is taken away."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from durf.members.models import Limit, Member, Strength
from durf.members.models.trait import Audience

ROWS_MOST = 20
ROWS_EMPTY = 2
WORD_LONGEST = 40


class TraitForm(forms.Form):
    """One sentence and its audience."""

    text = forms.CharField(
        label=_("In your own words"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    audience = forms.ChoiceField(
        label=_("Who may read it"), choices=Audience.choices, initial=Audience.EVERYONE, required=False
    )

    def clean_text(self) -> str:
        """One sentence stands on one line."""
        return " ".join(self.cleaned_data["text"].split())

    def clean_audience(self) -> str:
        """A row whose audience got lost is kept to the fewest eyes."""
        return self.cleaned_data["audience"] or Audience.MATCHING


class LimitForm(TraitForm):
    """Where one's strength ends is said to members first; everyone may follow."""

    audience = forms.ChoiceField(
        label=_("Who may read it"), choices=Audience.choices, initial=Audience.MEMBERS, required=False
    )


def trait_rows(formset: "forms.BaseFormSet[TraitForm]") -> list[tuple[str, str]]:
    """Return the sentences that are there, each with its audience."""
    filled = [form.cleaned_data for form in formset.forms if form.cleaned_data.get("text")]
    return [(row["text"], row["audience"]) for row in filled]


def traits_forms(
    member: Member, data: Any = None
) -> tuple["forms.BaseFormSet[TraitForm]", "forms.BaseFormSet[TraitForm]"]:
    """The rows of strengths and the rows of limits of this member."""
    return (
        _formset("strengths", member.strengths.all(), data),
        _formset("limits", member.limits.all(), data),
    )


def with_word(data: QueryDict, word: str) -> QueryDict:
    """What was typed so far, with a word in the first empty row of strengths, or in a row more."""
    filled, total = data.copy(), data.get("strengths-TOTAL_FORMS", "0")
    rows = min(int(total), ROWS_MOST) if total.isdigit() else 0
    empty = next((row for row in range(rows) if not filled.get(f"strengths-{row}-text", "").strip()), rows)
    if empty < ROWS_MOST:
        filled["strengths-TOTAL_FORMS"] = str(max(rows, empty + 1))
        filled[f"strengths-{empty}-text"] = word[:WORD_LONGEST]
        filled.setdefault(f"strengths-{empty}-audience", Audience.EVERYONE)
    return filled


def _formset(prefix: str, rows: Iterable[Strength | Limit], data: Any) -> "forms.BaseFormSet[TraitForm]":
    form = LimitForm if prefix == "limits" else TraitForm
    kind = forms.formset_factory(form, extra=ROWS_EMPTY, max_num=ROWS_MOST, validate_max=True)
    initial = [{"text": row.text, "audience": row.audience} for row in rows]
    return kind(data, prefix=prefix, initial=initial)
