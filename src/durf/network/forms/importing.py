"""Bringing a file of contacts along."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from durf.network.reading.files import FORMATS

MOST_COLUMNS = 50


def field_words() -> list[tuple[str, str]]:
    """Our fields, in the words of a page; "" leaves a column out."""
    return [
        ("", _("leave it out")), ("name", _("name")), ("first", _("first name")),
        ("middle", _("name in between")), ("last", _("last name")),
        ("email", _("e-mail address")), ("organisation", _("organisation")), ("role", _("what they do")),
        ("link", _("page or profile")), ("since", _("know each other since")), ("tags", _("tags")), ("note", _("note")),
    ]  # fmt: skip


class ImportForm(forms.Form):
    """A file, and where it comes from."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            "auto": _("Find out yourself"), "vcard": "vCard (.vcf)", "linkedin": "LinkedIn", "google": "Google",
            "outlook": "Outlook", "fediverse": "Fediverse", "csv": _("A table of your own (.csv)"),
        }  # fmt: skip
        self.fields["file"] = forms.FileField(
            label=_("The file"),
            help_text=_("At most 10 MB and 30,000 people."),
            error_messages={
                "required": _("Choose a file of at most 10 MB."),
                "empty": _("This file is empty."),
            },
        )
        self.fields["format"] = forms.ChoiceField(
            label=_("Where does it come from?"),
            choices=[(name, words[name]) for name in FORMATS],
            initial="auto",
            widget=forms.RadioSelect,
        )


class ColumnsForm(forms.Form):
    """Which column of a table is which."""

    def __init__(self, *args: Any, columns: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headers = [header for header, _guess in columns[:MOST_COLUMNS]]
        for number, (header, guess) in enumerate(columns[:MOST_COLUMNS]):
            self.fields[f"column{number}"] = forms.ChoiceField(
                label=header or _("(no name)"), choices=field_words(), initial=guess, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Something must hold who it is."""
        cleaned = super().clean() or {}
        if not {"name", "first", "last", "email"} & set(cleaned.values()):
            raise forms.ValidationError(_("Say which column holds the names, or the e-mail addresses."))
        return cleaned

    def mapping(self) -> dict[str, str]:
        """Header → field, for the columns that are used."""
        chosen = (self.cleaned_data[f"column{number}"] for number in range(len(self.headers)))
        return {header: field for header, field in zip(self.headers, chosen, strict=True) if field}
