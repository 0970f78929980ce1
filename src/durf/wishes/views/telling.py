"""What became of wishes: stories, and looking back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from durf.members.requests import MemberRequest, viewer_of
from durf.wishes.forms.thanking import LookBackForm
from durf.wishes.models import Wish
from durf.wishes.queries import stories_published
from durf.wishes.services.stories import look_back_answer

A_PAGE = 10


@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """Stories that all who appear in them like."""
    page = Paginator(stories_published(viewer=viewer_of(request)), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "wishes/stories.html", {"page_obj": page})


@require_http_methods(["GET", "HEAD", "POST"])
def look_back(request: MemberRequest, public_id: str) -> HttpResponse:
    """Tell, weeks later, what became of it."""
    wish = get_object_or_404(Wish, public_id=public_id, asker=request.user, state="fulfilled")
    form = LookBackForm(request.POST if request.method == "POST" else None, initial={"text": wish.aftermath})
    if form.is_valid():
        look_back_answer(wish=wish, text=form.cleaned_data["text"])
        messages.success(request, _("Thank you for telling. Whoever reads your wish reads this too."))
        return redirect(wish)
    return render(request, "wishes/look_back.html", {"wish": wish, "form": form})
