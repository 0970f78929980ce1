"""What a member says about themselves."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from durf.members.forms.signup import one_line
from durf.members.models import Member
from durf.members.models.spoken import COMMON, spoken_code, spoken_name


def _text(label: Any, length: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, validators=[one_line], **more)


class ProfileForm(forms.Form):
    """Name, page and the few lines on it."""

    name = _text(_("Your name"), 80)
    handle = forms.SlugField(
        label=_("The address of your page"),
        help_text=_("Small letters, digits and dashes. Your page is at /@this."),
        min_length=2,
        max_length=30,
    )
    line = _text(_("A line about yourself"), 160, required=False, help_text=_("As you would say it at the table."))
    trade = _text(_("Your trade"), 80, required=False, help_text=_("Baker, tax adviser, retired teacher."))
    organisation = _text(_("Organisation"), 80, required=False)
    place = _text(_("Place or neighbourhood"), 80, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages you are happy to talk in"), widget=forms.CheckboxSelectMultiple
    )
    another = _text(_("Another language"), 40, required=False, help_text=_("By its own name, such as Português."))

    def __init__(self, data: Any = None, *, member: Member) -> None:
        stands = {field: getattr(member, field) for field in self.base_fields if field != "another"}
        super().__init__(data, initial=stands)
        codes = dict.fromkeys((*COMMON, *member.languages))
        languages = cast(forms.MultipleChoiceField, self.fields["languages"])
        languages.choices = [(code, spoken_name(code)) for code in codes]

    def clean_handle(self) -> str:
        """Handles are small letters, so that nobody has to remember capitals."""
        handle: str = self.cleaned_data["handle"].lower()
        if not handle.isascii() or not handle[0].isalnum():
            raise forms.ValidationError(_("Begin with a small letter or a digit."))
        return handle

    def clean_another(self) -> str:
        """A language we can name."""
        name: str = self.cleaned_data["another"]
        if name and spoken_code(name) is None:
            raise forms.ValidationError(_("We do not know this language by that name. Try its own name."))
        return name

    def profile(self) -> dict[str, Any]:
        """The fields as they go to the member."""
        fields = {name: value for name, value in self.cleaned_data.items() if name != "another"}
        added = spoken_code(self.cleaned_data["another"]) if self.cleaned_data["another"] else None
        if added and added not in fields["languages"]:
            fields["languages"] = [*fields["languages"], added]
        return fields


class LanguageForm(forms.Form):
    """The language of pages and mails."""

    language = forms.ChoiceField(label=_("Pages and mails in"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
