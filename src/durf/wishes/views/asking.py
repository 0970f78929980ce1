"""The page to ask, its live preview, and changing a wish that was asked."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from durf.members.models import Member
from durf.members.requests import viewer_of
from durf.safety.services.quotas import QuotaSpentError
from durf.wishes.forms.asking import FIELDS, AskForm, wish_initial
from durf.wishes.models import Wish
from durf.wishes.pictures.preview import Preview, preview_make
from durf.wishes.queries import statistics
from durf.wishes.services.asking import (
    WishStateError,
    WishTextError,
    wish_again,
    wish_draft,
    wish_edit,
    wish_publish,
)
from durf.wishes.services.nudges import AlreadyAskedError, EnoughAskedError, NobodyThereError, NotNowError, nudge_ask

KEPT = "asked"  # session: what a visitor wrote before signing in
TO = "to"  # the handle of whoever is asked first
AGAIN = "again"  # "1": an unanswered wish goes out once more
THROUGH = "through"  # "1": it is their network that is asked


@require_http_methods(["GET", "HEAD", "POST"])
def wish_ask(request: HttpRequest) -> HttpResponse:
    """Ask, or keep as a draft; a visitor's text waits until they have signed in."""
    member, draft = viewer_of(request), _draft(request)
    if request.method != "POST":
        return _page(request, AskForm(initial=_initial(request, draft)), draft=draft)
    form = AskForm(request.POST)
    if not form.is_valid():
        return _page(request, form, draft=draft)
    if member is None or not member.approved:
        return _keep_until_signed_in(request)
    try:
        answer = (
            _draft_save(member, form, draft, request)
            if _step(request) == "draft"
            else _ask(request, member, form, draft)
        )
    except QuotaSpentError as error:
        form.add_error(None, _too_many(error))
        return _page(request, form, draft=draft)
    except WishStateError:
        messages.info(request, _("This draft was asked already; here it is."))
        return redirect(draft or "wish_ask")
    request.session.pop(KEPT, None)
    return answer


@require_http_methods(["POST"])
def wish_preview(request: HttpRequest) -> HttpResponse:
    """Coach, reach and earlier wishes for a text: a fragment while typing, the whole page without JavaScript."""
    form, draft = AskForm(request.POST), _draft(request)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "wishes/_preview.html", {"preview": _preview(request, form, draft)})
    editing = draft is not None and draft.state != "draft"
    return _page(request, AskForm(initial=_typed(request)), draft=draft, editing=editing)


@require_http_methods(["GET", "HEAD", "POST"])
def wish_edit_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change an open wish; whoever was asked already is not asked again."""
    wish = get_object_or_404(Wish, public_id=public_id, asker=viewer_of(request))
    if wish.state == "draft":
        return redirect(f"{reverse('wish_ask')}?draft={wish.public_id}")
    if wish.state != "open":
        messages.info(request, _("Open your wish again first; then you can change it."))
        return redirect(wish)
    if request.method != "POST":
        return _page(request, AskForm(initial=wish_initial(wish)), draft=wish, editing=True)
    form = AskForm(request.POST)
    if not form.is_valid() or not _changed(request, wish, form):
        return _page(request, form, draft=wish, editing=True)
    return redirect(wish)


def _changed(request: HttpRequest, wish: Wish, form: AskForm) -> bool:
    """Change it, or send it out once more with other words; False with the sentence on the form."""
    if not _is_again(request, wish):
        wish_edit(wish=wish, **form.wish_fields)
        messages.success(request, _("Changed. Whoever was asked already is not asked again."))
        return True
    try:
        wish_again(wish=wish, **form.wish_fields)
    except WishTextError:
        form.add_error(
            "text", _("These are the words nobody answered yet. Say it another way, then it goes out again.")
        )
    except WishStateError:
        form.add_error(None, _("This wish went out a second time already, or somebody came forward meanwhile."))
    else:
        messages.success(request, _("It is on its way once more, in other words. Nobody is asked twice."))
        return True
    return False


def _is_again(request: HttpRequest, wish: Wish) -> bool:
    """Whether the asker came to send an unanswered wish out once more."""
    asked = request.POST.get(AGAIN) or request.GET.get(AGAIN)
    return asked == "1" and wish.again_at is None and wish.again_asked_at is not None


def _ask(request: HttpRequest, member: Member, form: AskForm, draft: Wish | None) -> HttpResponse:
    wish = wish_publish(asker=member, source="page", wish=draft, **form.wish_fields)
    person = _addressed(request)
    if person is not None:
        _ask_person(request, wish, person)
    return redirect(wish)


def _ask_person(request: HttpRequest, wish: Wish, person: Member) -> None:
    """The wish was asked from somebody's own page: they are among those invited, if they can be asked now."""
    try:
        nudge_ask(wish=wish, member=person, word=_through_words(wish) if _is_through(request) else "")
    except AlreadyAskedError:
        return
    except (NotNowError, NobodyThereError, EnoughAskedError):
        messages.info(
            request, _("%(name)s cannot be asked just now; others who may help are.") % {"name": person.first_name}
        )


def _is_through(request: HttpRequest) -> bool:
    """Whether somebody's network is asked rather than they themselves."""
    return (request.POST.get(THROUGH) or request.GET.get(THROUGH)) == "1"


def _through_words(wish: Wish) -> str:
    """The asker's word to whose network it is, in the language of the wish."""
    with translation.override(wish.language):
        return _("Perhaps there is somebody in your network?")


def _draft_save(member: Member, form: AskForm, draft: Wish | None, request: HttpRequest) -> HttpResponse:
    wish = wish_draft(asker=member, source="page", wish=draft, **form.wish_fields)
    messages.success(request, _("Kept. Only you can see it, and it waits here until you dare."))
    return redirect(f"{reverse('wish_ask')}?draft={wish.public_id}")


def _page(request: HttpRequest, form: AskForm, *, draft: Wish | None, editing: bool = False) -> HttpResponse:
    member = viewer_of(request)
    drafts = Wish.objects.filter(asker=member, state="draft").order_by("-pk") if member else Wish.objects.none()
    context = {
        "form": form,
        "draft": draft,
        "editing": editing,
        "again": editing and draft is not None and _is_again(request, draft),
        "addressed": None if editing else _addressed(request),
        "through": _is_through(request),
        "drafts": [] if editing else [other for other in drafts[:10] if other != draft],
        "preview": _preview(request, form, draft),
        "statistics": statistics(),
        "keeper": f"{member.public_id if member else 'visitor'}-{draft.public_id if draft else 'new'}",
    }
    return render(request, "wishes/wish_ask.html", context)


def _preview(request: HttpRequest, form: AskForm, draft: Wish | None) -> Preview:
    return preview_make(
        viewer=viewer_of(request),
        visitor=request.META.get("REMOTE_ADDR", ""),
        text=form.typed,
        kind=form.chosen_kind,
        language=form.spoken,
        audience=form.chosen_audience,
        besides=draft,
    )


def _draft(request: HttpRequest) -> Wish | None:
    """The member's own wish that is being written on, if the form or the address names one."""
    public_id = request.POST.get("draft") or request.GET.get("draft")
    member = viewer_of(request)
    if not public_id or member is None:
        return None
    return Wish.objects.filter(public_id=public_id, asker=member).first()


def _addressed(request: HttpRequest) -> Member | None:
    """Whose page the question was begun on, if the viewer may see that page."""
    handle, viewer = request.POST.get(TO) or request.GET.get(TO), viewer_of(request)
    if not handle or viewer is None:
        return None
    return Member.objects.for_viewer(viewer).exclude(pk=viewer.pk).filter(handle=handle).first()


def _initial(request: HttpRequest, draft: Wish | None) -> dict[str, Any]:
    """What the form starts with: a draft, what was typed before signing in, or a text in the address."""
    if draft is not None:
        return wish_initial(draft)
    if viewer_of(request) is not None and KEPT in request.session:
        return dict(request.session[KEPT])
    return {"text": request.GET.get("text", "")}


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST[name] for name in FIELDS if name in request.POST}


def _step(request: HttpRequest) -> str:
    return request.POST.get("step", "publish")


def _keep_until_signed_in(request: HttpRequest) -> HttpResponse:
    request.session[KEPT] = _typed(request)
    if request.user.is_authenticated:
        messages.info(request, _("Your question is kept here until a host has let you in."))
        return redirect("waiting")
    messages.info(request, _("Your question is kept. Sign in or join, and it will be here for you."))
    return redirect_to_login(reverse("wish_ask"), reverse("account_login"))


def _too_many(error: QuotaSpentError) -> str:
    again = date_format(localtime(error.again_at), "H:i")
    return _(
        "That is enough asked for today. From %(time)s you can ask again; keep this one as a draft until then."
    ) % {"time": again}
