"""Coming forward: "I can help", "I know someone", "not now", from a wish's page or from the link in a mail."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from durf.introductions.forms.offering import KnowForm, OfferForm
from durf.introductions.models import Introduction
from durf.introductions.services.contacts import pass_on_token
from durf.introductions.services.offering import offer_take
from durf.introductions.services.refusals import AlreadyProposedError, HelperUnavailableError
from durf.members.models import Member
from durf.members.requests import MemberRequest
from durf.network.models import Contact
from durf.network.queries import contacts_search
from durf.network.services.contacts import contact_with, contact_write
from durf.safety.models import Link
from durf.safety.services.links import LinkUnusableError, link_open, link_spend
from durf.safety.services.quotas import QuotaSpentError
from durf.wishes.models import Nudge, Offer, Wish
from durf.wishes.notices import FITS_NAMED, NUDGE_PURPOSE
from durf.wishes.services.notebooks import PLACE, Fit, contacts_fitting
from durf.wishes.services.nudges import nudge_decline
from durf.wishes.services.offering import OfferRefusedError, OfferTextError

FOUND_MOST = 12  # of a notebook, with one word


@dataclass(frozen=True)
class Door:
    """Where an offer comes in: the wish's page of a member, or the link of one nudge."""

    wish: Wish
    helper: Member
    help_url: str
    know_url: str
    nudge: Nudge | None = None
    token: str = ""

    def spend(self) -> None:
        """Use the link up, where there is one."""
        if self.token:
            link_spend(token=self.token, kind=Link.Kind.ACTION, purpose=NUDGE_PURPOSE)


@require_http_methods(["GET", "HEAD", "POST"])
def offer_make(request: MemberRequest, public_id: str) -> HttpResponse:
    """Help with an answer, a coffee, a call or a tip."""
    return _offer(request, _member_door(request, public_id))


@require_http_methods(["GET", "HEAD", "POST"])
def know_someone(request: MemberRequest, public_id: str) -> HttpResponse:
    """Introduce somebody."""
    return _know(request, _member_door(request, public_id))


@require_http_methods(["GET", "HEAD", "POST"])
def nudge(request: HttpRequest, token: str) -> HttpResponse:
    """Answer one nudge without signing in; nothing but this wish is shown, and only the choice spends the link."""
    try:
        door = _link_door(token)
        with translation.override(door.helper.language):
            if request.method == "POST" and request.POST.get("form") == "not_now":
                return _not_now(request, door)
            return _offer(request, door)
    except LinkUnusableError as error:
        return _unusable(request, error)


@require_http_methods(["GET", "HEAD", "POST"])
def nudge_know(request: HttpRequest, token: str) -> HttpResponse:
    """Introduce somebody, from the mail."""
    try:
        door = _link_door(token)
        with translation.override(door.helper.language):
            return _know(request, door)
    except LinkUnusableError as error:
        return _unusable(request, error)


@transaction.atomic
def _not_now(request: HttpRequest, door: Door) -> HttpResponse:
    """Use the link up and say nothing to anybody."""
    door.spend()
    if door.nudge is not None:
        nudge_decline(nudge=door.nudge)
    return render(request, "introductions/nudge_done.html", {"not_now": True, "wish": door.wish})


def _member_door(request: MemberRequest, public_id: str) -> Door:
    wish = Wish.objects.for_viewer(request.user).open().filter(public_id=public_id).select_related("asker").first()
    if wish is None or wish.asker_id == request.user.pk:
        raise Http404
    return Door(
        wish=wish,
        helper=request.user,
        help_url=reverse("offer_make", args=[public_id]),
        know_url=reverse("know_someone", args=[public_id]),
    )


def _link_door(token: str) -> Door:
    link = link_open(token=token, kind=Link.Kind.ACTION, purpose=NUDGE_PURPOSE)
    found = Nudge.objects.select_related("match__wish__asker", "match__member").filter(public_id=link.target).first()
    if found is None or not found.match.member.is_active:
        raise LinkUnusableError("unknown")
    wish, helper = found.match.wish, found.match.member
    if not Wish.objects.for_viewer(helper).open().filter(pk=wish.pk).exists():
        raise LinkUnusableError("ended")
    return Door(
        wish=wish,
        helper=helper,
        help_url=reverse("nudge", args=[token]),
        know_url=reverse("nudge_know", args=[token]),
        nudge=found,
        token=token,
    )


def _offer(request: HttpRequest, door: Door) -> HttpResponse:
    chosen = request.GET.get("choice", "")
    if chosen == "introduction" and request.method != "POST":
        return _know(request, door)
    form = OfferForm(request.POST if request.method == "POST" else None, initial={"form": chosen})
    if request.method == "POST" and form.is_valid():
        try:
            offer = _help(door, form)
        except (
            OfferTextError,
            OfferRefusedError,
            AlreadyProposedError,
            HelperUnavailableError,
            QuotaSpentError,
        ) as error:
            form.add_error(None, _sentence(error))
        else:
            return _done(request, door, offer)
    context = {"door": door, "wish": door.wish, "form": form, "not_now": chosen == "not_now"}
    return render(request, "introductions/offer_make.html", context)


def _know(request: HttpRequest, door: Door) -> HttpResponse:
    form = KnowForm(
        fits=_fits(request, door),
        data=request.POST if request.method == "POST" else None,
        connector=door.helper,
        asker=door.wish.asker,
        listed=request.user == door.helper,  # a link alone shows nothing of its holder's network
        initial={"language": door.wish.language, "contact": request.GET.get("contact", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            offer = _introduce(door, form)
        except (OfferRefusedError, AlreadyProposedError, HelperUnavailableError, QuotaSpentError) as error:
            form.add_error(None, _sentence(error))
        else:
            return _done(request, door, offer)
    context = {"door": door, "wish": door.wish, "form": form, "find": _sought(request)}
    context["searches"] = request.user == door.helper and Contact.objects.of(door.helper).exists()
    return render(request, "introductions/know_someone.html", context)


def _fits(request: HttpRequest, door: Door) -> list[Fit]:
    """Whom of the notebook the wish may fit: for its owner signed in, or over the link of a nudge that is about it.

    To its owner also whoever a word finds, or was picked: anybody may know the answer.
    """
    about_notebook = door.nudge is not None and door.nudge.match.place == PLACE
    if request.user != door.helper and not about_notebook:
        return []
    fits = contacts_fitting(owner=door.helper, wish=door.wish)
    if request.user != door.helper:
        return fits[:FITS_NAMED]
    picked = [request.GET.get("contact", ""), request.POST.get("contact", "")]
    more = contacts_search(door.helper, _sought(request))[:FOUND_MOST] if _sought(request) else []
    more += Contact.objects.of(door.helper).filter(public_id__in=picked)
    shown = {fit.contact.pk: fit for fit in fits}
    return list((shown | {one.pk: Fit(one, (), 0) for one in more if one.pk not in shown}).values())


def _sought(request: HttpRequest) -> str:
    return request.GET.get("find", "").strip()[:80]


@transaction.atomic
def _help(door: Door, form: OfferForm) -> Offer:
    """Use the link up and take the offer, both or neither."""
    door.spend()
    return offer_take(
        wish=door.wish,
        helper=door.helper,
        form=form.cleaned_data["form"],
        text=form.cleaned_data["text"],
        private=form.cleaned_data["private"],
    )


@transaction.atomic
def _introduce(door: Door, form: KnowForm) -> Offer:
    """Use the link up, write the person down and propose the introduction: all or nothing."""
    door.spend()
    other, contact = form.cleaned_data["other"], form.cleaned_data["contact"]
    if other is None and contact is None and not door.token:  # a link alone shows nothing of a notebook
        contact = contact_with(owner=door.helper, email=form.cleaned_data["email"])
    if other is None and contact is None:
        contact = contact_write(
            owner=door.helper,
            name=form.cleaned_data["name"],
            email=form.cleaned_data["email"],
            language=form.cleaned_data["language"] or door.wish.language,
        )
    return offer_take(
        wish=door.wish,
        helper=door.helper,
        form="introduction",
        contact=contact,
        other=other,
        word=form.cleaned_data["word"],
    )


def _done(request: HttpRequest, door: Door, offer: Offer) -> HttpResponse:
    """Where one goes next: pass it on to a contact, back to the wish, or a word of thanks for who came by mail."""
    introduction = Introduction.objects.filter(offer=offer).order_by("-pk").first()  # one offer may open several ways
    if introduction is not None and introduction.contact_id is not None:
        if request.user == door.helper:
            return redirect("pass_on", introduction.public_id)
        return redirect("pass_on_by_link", pass_on_token(introduction=introduction, connector=door.helper))
    if door.token:
        return render(request, "introductions/nudge_done.html", {"wish": door.wish})
    messages.success(request, _("Thank you. %(name)s hears of it now.") % {"name": _asker_name(door.wish)})
    return redirect(door.wish.get_absolute_url())


def _asker_name(wish: Wish) -> str:
    return wish.asker.first_name if wish.asker is not None else _("Who asked")


def _sentence(error: Exception) -> str:
    """What happened and what to do, in words."""
    if isinstance(error, AlreadyProposedError):
        return _("You did this already; it is on its way.")
    if isinstance(error, QuotaSpentError):
        return _("That is a lot for one day. Try again tomorrow.")
    if isinstance(error, HelperUnavailableError):
        return _("This person cannot be introduced right now. Perhaps somebody else?")
    return _("This wish no longer takes offers. Thank you all the same.")


def _unusable(request: HttpRequest, error: LinkUnusableError) -> HttpResponse:
    return render(request, "introductions/link_unusable.html", {"reason": error.reason}, status=410)
