"""How well two people know each other, and how open their tie is: each end for itself."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from durf.members.models import Member
from durf.network.models.tie import HowWell, Openness, TieSource

WORD_MOST = 300


def _card(title: Any, sentence: str) -> SafeString:
    return format_html("<strong>{}</strong> <small>{}</small>", title, sentence)


def how_cards() -> list[tuple[str, SafeString]]:
    """Three degrees of knowing, each with what it means."""
    return [
        (HowWell.BARELY, _card(_("Barely"), _("We met once or twice."))),
        (HowWell.KNOWN, _card(_("We know each other"), _("We have talked, and would again."))),
        (HowWell.CLOSE, _card(pgettext("how well", "Close"), _("I could call in the evening."))),
    ]


def openness_cards(me: Member) -> list[tuple[str, SafeString]]:
    """Three ways to open a tie, each with what it does and what others see of it."""
    ask = _("A wish may travel through it. Others see “via someone you know”, until you say yes for that one wish.")
    named = _("A wish may travel through it. Others see “via %(name)s”: you are named as the way.")
    return [
        (
            Openness.CLOSED,
            _card(pgettext("openness", "Closed"), _("For you alone. No wish travels through it; others see nothing.")),
        ),
        (Openness.ASK, _card(_("Ask me first"), ask)),
        (Openness.OPEN, _card(pgettext("openness", "Open"), named % {"name": me.name})),
    ]


class OpennessForm(forms.Form):
    """One word on openness."""

    openness = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: Any, me: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["openness"] = forms.ChoiceField(
            label=_("How open is it to other people’s wishes?"),
            choices=openness_cards(me),
            widget=forms.RadioSelect,
            help_text=_("The other chooses too, and the stricter of the two holds. You can change this at any time."),
            error_messages={"required": _("Choose one of the three.")},
        )


class OpenAllForm(OpennessForm):
    """One word on openness for many ties at once."""

    def __init__(self, *args: Any, me: Member, **kwargs: Any) -> None:
        super().__init__(*args, me=me, **kwargs)
        self.fields["openness"].label = _("How open are these ties to other people’s wishes?")
        self.fields["source"] = forms.ChoiceField(
            label=_("For whom?"),
            choices=[("", _("Everyone I know here")), *TieSource.choices],
            widget=forms.RadioSelect,
            required=False,
        )


class TieForm(OpennessForm):
    """One end's own word on a tie."""

    how = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: Any, me: Member, **kwargs: Any) -> None:
        kwargs["initial"] = {"openness": Openness.ASK, **(kwargs.get("initial") or {})}
        super().__init__(*args, me=me, **kwargs)
        self.fields["how"] = forms.ChoiceField(
            label=_("How well do you know each other?"),
            choices=how_cards(),
            widget=forms.RadioSelect,
            help_text=_("Your own word; the other does not see it."),
            error_messages={"required": _("Choose one of the three.")},
        )
        self.order_fields(["how", "openness", "word"])


class ProposalForm(TieForm):
    """A question to someone: do we know each other?"""

    def __init__(self, *args: Any, me: Member, **kwargs: Any) -> None:
        super().__init__(*args, me=me, **kwargs)
        self.fields["word"] = forms.CharField(
            label=_("A word with it"),
            help_text=_("If you like: where you met, for instance."),
            max_length=WORD_MOST,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
