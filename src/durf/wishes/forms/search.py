"""The filters of the wishes list, read from the address so that it can be shared."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from durf.members.models import Member
from durf.wishes.models.wish import Kind

STATES = [("open", _("Open")), ("fulfilled", _("Fulfilled")), ("all", _("All"))]


class SearchForm(forms.Form):
    """What somebody looks for; anything unreadable is as if it were not there."""

    q = forms.CharField(
        label=_("Search"), max_length=200, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Every kind")), *Kind.choices], required=False)
    place = forms.CharField(label=_("Place"), max_length=80, required=False)
    tag = forms.CharField(label=pgettext_lazy("search", "Tag"), max_length=41, required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("Every language")), *Member.Language.choices], required=False
    )
    state = forms.ChoiceField(
        label=_("State"), choices=STATES, initial="open", required=False, widget=forms.HiddenInput
    )

    def found(self, name: str) -> str:
        """One filter; empty where nothing readable was given."""
        value = self.cleaned_data.get(name, "") if self.is_valid() or self.cleaned_data else ""
        return str(value).strip().removeprefix("#") if name == "tag" else str(value).strip()

    @property
    def narrowed(self) -> bool:
        """Whether a filter besides the search box is set."""
        return any(self.found(name) for name in ("kind", "place", "tag", "language"))

    @property
    def filtered(self) -> bool:
        """Whether anything but open or fulfilled was chosen."""
        return bool(self.found("q")) or self.narrowed
