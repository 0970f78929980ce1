"""When and how often a member may be asked, and who finds them."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from durf.members.models import Member

NUDGES_MOST = 20

MAIL_GROUPS = [
    ("nudges", _("Nudges: a wish that fits you")),
    ("wishes", _("Your wishes: offers, thanks, what came of it")),
    ("introductions", _("Introductions and coffee")),
    ("network", _("Your network: someone asks whether you know each other")),
    ("digest", _("A digest: what waits for you and what fits you")),
]


def _clock(label: Any, **more: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **more)


class AvailabilityForm(forms.Form):
    """Nudges a week, quiet hours, a pause."""

    nudges_a_week = forms.IntegerField(
        label=_("How many nudges a week, at most?"),
        help_text=_("A nudge is one question that fits you. With 0 you get none."),
        min_value=0,
        max_value=NUDGES_MOST,
    )
    quiet_from = _clock(_("Quiet from"))
    quiet_until = _clock(
        _("Quiet until"), help_text=_("In these hours no mail leaves for you. Twice the same time: no quiet hours.")
    )
    paused_until = forms.DateField(
        label=_("Rest until and including"),
        help_text=_("Leave it empty when you are here. While you rest nobody is sent to you."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    @classmethod
    def of(cls, member: Member) -> "AvailabilityForm":
        """The form as it stands for this member."""
        return cls(initial={field: getattr(member, field) for field in cls.base_fields})

    def clean_paused_until(self) -> date | None:
        """A pause lies ahead."""
        until: date | None = self.cleaned_data["paused_until"]
        if until is not None and until < timezone.localdate():
            raise forms.ValidationError(_("This day has passed. Choose a day from today on, or leave it empty."))
        return until


class FindableForm(forms.Form):
    """How a member is found."""

    findable = forms.ChoiceField(
        label=_("How may people find you?"), choices=Member.Findable.choices, widget=forms.RadioSelect
    )
    page_public = forms.BooleanField(
        label=_("Visitors may read my page too"),
        help_text=_("People without an account, by the address of your page. Only when you are found by name."),
        required=False,
    )
    page_asks = forms.BooleanField(
        label=_("Visitors may ask me through it"),
        help_text=_("They prove their address first; then their question waits for you, and you need not answer."),
        required=False,
    )

    def __init__(self, data: Any = None, *, member: Member) -> None:
        fields = ("findable", "page_public", "page_asks")
        super().__init__(data, initial={name: getattr(member, name) for name in fields})
        if settings.COMMUNITY_PAGES != "public":
            del self.fields["page_public"], self.fields["page_asks"]

    def clean(self) -> dict[str, Any]:
        """A page without a name is nobody's to read."""
        cleaned = super().clean() or {}
        if cleaned.get("page_public") and cleaned.get("findable") != Member.Findable.NAME:
            cleaned["page_public"] = False
        return cleaned


class MailGroupsForm(forms.Form):
    """Which mails a member wants; the button itself says that the form was sent."""

    groups = forms.MultipleChoiceField(
        label=_("Mail me about"), choices=MAIL_GROUPS, required=False, widget=forms.CheckboxSelectMultiple
    )
    digest = forms.ChoiceField(
        label=_("How often a digest?"),
        help_text=_("When there is nothing to tell, none comes."),
        choices=Member.Digest.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    decision = forms.ChoiceField(choices=[("save", "")], widget=forms.HiddenInput)
