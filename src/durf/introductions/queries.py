"""Reading what this room knows, for pages made of several rooms."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from durf.introductions.models import Coffee, Introduction, PageQuestion
from durf.introductions.seat import Seat, seat_of
from durf.members.models import Member
from durf.notices.waiting import Waiting
from durf.wishes.models import Wish

MOST = 200
MOST_WAITING = 20
MOST_COFFEES = 5  # of each sort


def seats_of(member: Member) -> list[Seat]:
    """Every introduction in which this member has a seat, newest first."""
    mine = Q(asker=member) | Q(helper=member, told_at__isnull=False) | Q(connector=member)
    rows = Introduction.objects.filter(mine).order_by("-pk")
    rows = rows.select_related("wish", "asker", "helper", "contact", "connector", "offer")
    return [seat for row in rows[:MOST] if (seat := seat_of(row, member)) is not None]


def introduced(*, wish: Wish, asker: Member) -> dict[int, int | None]:
    """Whom this asker may meet over a wish, and through whom, by row number: two live consents that still stand."""
    rows = Introduction.objects.filter(wish=wish, asker=asker, helper__is_active=True, state__in=["both_yes", "met"])
    rows = rows.select_related("wish", "offer").order_by("pk")
    return {row.helper_id: row.connector_id for row in rows if row.helper_id and row.both_agreed and not row.over}


def waiting(member: Member) -> list[Waiting]:
    """What waits for this member's word: a yes or no, passing on, picking a time, saying how it was."""
    return [*_to_decide(member), *_to_pick(member), *_to_answer(member)]


def _to_decide(member: Member) -> list[Waiting]:
    pks = list(
        Introduction.objects.waiting_for(member)
        .filter(finished_at=None)
        .order_by("-pk")
        .values_list("pk", flat=True)[:MOST_WAITING]
    )
    if not pks:  # as on nearly every page, so the wide query waits until there is something to say
        return []
    rows = Introduction.objects.filter(pk__in=pks).order_by("-pk")
    rows = rows.select_related("wish", "asker", "helper", "contact", "connector", "offer")
    seats = [seat for row in rows if (seat := seat_of(row, member)) is not None]
    return [
        Waiting(text=_sentence(seat), url=seat.url, action=_("Decide"), since=seat.introduction.created_at)
        for seat in seats
        if seat.state == "yours"
    ]


def _to_answer(member: Member) -> list[Waiting]:
    mine = PageQuestion.objects.filter(owner=member, state="waiting")
    if not mine.exists():  # on nearly every page there is none
        return []
    return [
        Waiting(
            text=_("%(name)s, who is not a member, asks you something.") % {"name": row.name},
            url=reverse("question", args=[row.public_id]),
            action=_("Read it"),
            since=row.confirmed_at or row.created_at,
        )
        for row in PageQuestion.objects.for_owner(member).filter(state="waiting")[:MOST_WAITING]
    ]


def _to_pick(member: Member) -> list[Waiting]:
    as_asker, as_helper = Q(introduction__asker=member), Q(introduction__helper=member)
    proposed = (as_asker & Q(proposer="helper")) | (as_helper & Q(proposer="asker"))
    asked = (as_asker & ~Q(answers__side="asker")) | (as_helper & ~Q(answers__side="helper"))
    agreed = Coffee.objects.filter(introduction__state__in=["both_yes", "met"])
    found = []
    for rows, text, action in (
        (
            agreed.filter(proposed, state="proposed"),
            _("%(name)s proposes to meet. Which time suits you?"),
            _("Pick a time"),
        ),
        (agreed.filter(asked, state="done"), _("Did you meet %(name)s?"), _("Answer")),
    ):
        pks = list(rows.order_by("-pk").values_list("pk", flat=True)[:MOST_COFFEES])
        for coffee in Coffee.objects.filter(pk__in=pks).select_related(*_PEOPLE).order_by("-pk") if pks else ():
            seat = seat_of(coffee.introduction, member)
            if seat is not None and seat.connected:
                found.append(
                    Waiting(text=text % {"name": seat.other_name}, url=seat.url, action=action, since=coffee.created_at)
                )
    return found


_PEOPLE = [f"introduction__{name}" for name in ("wish", "asker", "helper", "contact", "connector", "offer")]


def _sentence(seat: Seat) -> str:
    if seat.role == "connector":
        return _("%(name)s asks whether you will pass something on.") % {"name": seat.introduction.asker.first_name}
    if seat.via:
        words = {"connector": seat.via, "name": seat.other_name}
        if seat.introduction.origin == "desk":
            return _("%(connector)s thinks that you and someone should meet. Would you like to?") % words
        if seat.role == "asker":
            return _("%(connector)s knows someone for your wish. Would you like to meet?") % words
        return _("%(connector)s would like you to meet %(name)s.") % words
    return _("%(name)s would like to meet you.") % {"name": seat.other_name}
