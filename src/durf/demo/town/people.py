"""The people of the town become members, with their strengths and limits."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from allauth.account.models import EmailAddress

from durf.demo.town.chance import chance, public_id, share
from durf.demo.town.content import Person, Town
from durf.members.models import Limit, Member, Strength

HOST = "hanna"
CAST = ("alice", "bob", "charlie", "dora")
NO_PASSWORD = "!nobody-types-a-password-here"  # noqa: S105 - the first sign marks it as unusable
NEWCOMERS = (9, 38)  # days ago they joined: some weeks at most
OTHERS = (60, 730)
SETTLED = 6  # days between joining and the first thing one does here


def members_build(town: Town, now: datetime) -> dict[str, Member]:
    """Make every member and return them by handle."""
    earliest = _first_deeds(town)
    rows = [_member(person, _joined(person, earliest, now)) for person in town.people]
    Member.objects.bulk_create(rows)
    members = {member.handle: member for member in Member.objects.filter(handle__in=[row.handle for row in rows])}
    EmailAddress.objects.bulk_create(
        EmailAddress(user=members[person.handle], email=_email(person), primary=True, verified=True)
        for person in town.people
    )
    _traits_build(town, members)
    return members


def _traits_build(town: Town, members: Mapping[str, Member]) -> None:
    Strength.objects.bulk_create(
        Strength(
            member=members[person.handle], text=said.text, audience=said.audience, created_at=_since(members, person)
        )
        for person in town.people
        for said in person.strengths
    )
    Limit.objects.bulk_create(
        Limit(member=members[person.handle], text=said.text, audience=said.audience, created_at=_since(members, person))
        for person in town.people
        for said in person.limits
    )


def _since(members: Mapping[str, Member], person: Person) -> datetime:
    return members[person.handle].joined_at


def _email(person: Person) -> str:
    return f"{person.handle}@example.org"


def _member(person: Person, joined_at: datetime) -> Member:
    return Member(
        public_id=public_id("member", person.handle),
        email=_email(person),
        handle=person.handle,
        name=person.name,
        line=person.line,
        trade=person.trade,
        organisation=person.organisation,
        place=person.place,
        languages=person.languages,
        language=person.lang,
        findable=person.findable,
        page_public=person.findable == "name" and _open_page(person),
        nudges_a_week=person.nudges,
        quiet_from=time(0),  # the same twice: a demo that is silent at night explains nothing
        quiet_until=time(0),
        is_host=person.handle == HOST,
        joined_at=joined_at,
        approved_at=joined_at,
        welcomed_at=joined_at,
        password=NO_PASSWORD,
    )


def _open_page(person: Person) -> bool:
    """One in three lets visitors read their page, the standing cast among them."""
    return person.handle in CAST or share("page", person.handle) < 1 / 3


def _joined(person: Person, earliest: Mapping[str, float], now: datetime) -> datetime:
    """Newcomers in the last weeks, the others over two years, and nobody after their first deed here."""
    low, high = NEWCOMERS if person.newcomer else OTHERS
    days = chance("joined", person.handle).uniform(low, high)
    days = max(days, earliest.get(person.handle, 0) + SETTLED)
    return now - timedelta(days=OTHERS[1] + 1 if person.handle == HOST else days)


def _first_deeds(town: Town) -> dict[str, float]:
    """How many days ago each person first did something."""
    first: dict[str, float] = {}
    for wish in town.wishes:
        people = {wish.asker, *(part.by for part in wish.help), *(part.to for part in wish.help if part.to)}
        people |= {thank.helper for thank in wish.thanks} | {thank.connector for thank in wish.thanks}
        for handle in people:
            first[handle] = max(first.get(handle, 0), wish.days)
    return first
