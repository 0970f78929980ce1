"""Thanks: given by the asker, agreed with by those who appear in them."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from durf.members.requests import MemberRequest
from durf.wishes.forms.thanking import AgreeForm, ThanksForm
from durf.wishes.models import Story, Thanks, Wish
from durf.wishes.pictures.helped import TICKET, Helped, helped_find, helped_list
from durf.wishes.services import thanking
from durf.wishes.services.asking import WishStateError


@require_http_methods(["GET", "HEAD", "POST"])
def thanks_give(request: MemberRequest, public_id: str) -> HttpResponse:
    """Thank whoever helped; the wish is fulfilled by it."""
    wish = get_object_or_404(Wish.objects.exclude(state="draft"), public_id=public_id, asker=request.user)
    if wish.state == "closed":
        messages.info(request, _("Open your wish again first; then you can say thank you."))
        return redirect(wish)
    ticket = request.POST.get(TICKET) or request.GET.get(TICKET, "")
    helped = helped_list(wish=wish, asker=request.user, ticket=ticket)
    form = ThanksForm(
        request.POST if request.method == "POST" else None,
        helpers=[(one.key, one.label) for one in helped],
        initial={"helped": helped[0].key if len(helped) == 1 or (ticket and helped) else ""},
    )
    if form.is_valid() and _thank(wish, form, helped_find(helped, form.cleaned_data["helped"])):
        messages.success(request, _("Your thanks are on their way."))
        return redirect(wish)
    return render(request, "wishes/thanks_give.html", {"wish": wish, "form": form, "ticket": ticket})


@require_http_methods(["GET", "HEAD", "POST"])
def thanks_agree(request: MemberRequest, public_id: str) -> HttpResponse:
    """Read thanks that name you, and say whether others may read them too."""
    mine = Q(helper=request.user) | Q(connector=request.user) | Q(wish__asker=request.user)
    rows = Thanks.objects.select_related("wish__asker", "helper", "connector").filter(mine, wish__hidden_at=None)
    thanks = get_object_or_404(rows, public_id=public_id)
    form = AgreeForm(request.POST)
    if request.method == "POST" and form.is_valid():
        agrees = form.cleaned_data["decision"] == "yes"
        thanking.thanks_agree(thanks=thanks, member=request.user, agrees=agrees)
        messages.success(request, _("Good, others may read it.") if agrees else _("Good, it stays between you."))
        return redirect("thanks_agree", thanks.public_id)
    context = {
        "thanks": thanks,
        "wish": thanks.wish,
        "word": _word(thanks, request),
        "unsaid": request.method == "POST",
    }
    return render(
        request, "wishes/thanks_agree.html", {**context, "story": Story.objects.filter(wish=thanks.wish).first()}
    )


def _thank(wish: Wish, form: ThanksForm, one: Helped) -> bool:
    """Give the thanks, or say at the form why they cannot be given."""
    words = {name: form.cleaned_data[name] for name in ("text", "public", "story_text")}
    try:
        thanking.thanks_give(
            wish=wish, helper=one.helper, connector=one.connector, outside=one.outside, offer=one.offer, **words
        )
    except thanking.ThanksPersonError:
        form.add_error("helped", _("This person cannot be thanked here any more. Choose someone else."))
    except WishStateError:
        form.add_error(None, _("This wish was closed meanwhile. Open it again first; your words are still here."))
    else:
        return True
    return False


def _word(thanks: Thanks, request: MemberRequest) -> bool | None:
    """What this person said before."""
    if request.user.pk == thanks.helper_id:
        return thanks.helper_agrees
    if request.user.pk == thanks.connector_id:
        return thanks.connector_agrees
    return thanks.public
