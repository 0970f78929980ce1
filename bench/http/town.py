"""A data folder as a community's server finds it: members who are signed in, earlier wishes, and the index file.

The first members of the made community have accounts; the others are in the index alone. To be imported once Django
is set up.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone, translation

from bench.community.folder import Folder
from bench.community.laid import index_of
from bench.http.letters import Letter
from bench.sessions import sessions
from durf.changes.models import Change
from durf.coach.language import guess
from durf.matching.answers import Reach
from durf.matching.index.members import FINDABLE
from durf.matching.questions import Query
from durf.matching.warm import warm
from durf.members.models import Member
from durf.reach.live_index import edition, live_index
from durf.reach.services import measure_reach
from durf.reach.vocabulary import vocabulary
from durf.wishes.models import Wish

FIRST_LETTER, FIRST = "1", 100_000_000  # ids of people are row numbers of members, and sort as slots do
KIND, LANGUAGE = "advice", "en"
WISHES = 1000
Rings = tuple[str, str, str]


def town_made(folder: Folder, members: int) -> list[str]:
    """Fill the data folder of the settings; return the session key of each member, by slot."""
    call_command("migrate", verbosity=0, interactive=False)
    people = _members(folder, members)
    Wish.objects.bulk_create(_wishes(folder, people))
    Change.objects.create(kind=Change.Kind.PERSON, key=str(FIRST))
    note = {"horizon": str(Change.objects.horizon()), **edition(), **Change.objects.newest()}
    index_of(folder, FIRST_LETTER, vocabulary()).save(settings.INDEX_FILE, note)
    return list(_signed_in(people))


def taken_up() -> bool:
    """Tell whether a server takes the index from the file, and let this process ask it too."""
    warm()
    return "horizon" in live_index.current().note


def core_asked(letter: Letter) -> Reach:
    """Ask the index what a preview asks of it."""
    query = Query(text=letter.text, asker=_id(letter), kind=KIND, lang=guess(letter.text), top=0)
    return live_index.current().search(query).reach


def ids(members: int) -> range:
    """Return the row numbers of the members."""
    return range(FIRST, FIRST + members)


def id_at(slot: int) -> str:
    """Return the id under which the index knows a member."""
    return str(FIRST + slot)


def asked(asker: str, text: str, top: int) -> Reach:
    """Bring the index up to date and scan it."""
    return live_index.current().scan(Query(text, asker, top=top))[1]


def sees(word: str) -> bool:
    """Tell whether a search finds somebody by this word."""
    reach = live_index.current().search(Query(f"{word} ", None, top=0)).reach
    return reach.beyond > 0


def shown(letter: Letter) -> Rings:
    """Return the three numbers this member is to be shown for this text."""
    member = Member.objects.get(pk=_id(letter))
    picture = measure_reach(viewer=member, text=letter.text, kind=KIND, language=guess(letter.text))
    with translation.override(LANGUAGE):
        return picture.ring1.text, picture.ring2.text, picture.beyond.text


def _id(letter: Letter) -> str:
    return id_at(letter.slot)


def _members(folder: Folder, many: int) -> list[Member]:
    now = timezone.now()
    flags = folder.read("flags")[:many].tolist()
    return Member.objects.bulk_create(
        Member(
            pk=FIRST + slot,
            email=f"m{slot}@example.org",
            handle=f"m{slot}",
            name=f"Member {slot}",
            languages=["nl", "en"],
            language=LANGUAGE,
            findable=Member.Findable.NAME if flag & FINDABLE else Member.Findable.HIDDEN,
            is_host=slot == 0,
            approved_at=now,
            welcomed_at=now,
        )
        for slot, flag in enumerate(flags)
    )


def _wishes(folder: Folder, people: Sequence[Member]) -> Iterator[Wish]:
    """Earlier wishes, which each preview is compared with."""
    asked_at = timezone.now() - timedelta(days=30)
    for number, session in enumerate(sessions(folder, WISHES, stream=14)):
        text, at = " ".join(session.words), asked_at + timedelta(minutes=number)
        yield Wish(asker=people[number % len(people)], text=text, state="open", created_at=at, published_at=at)


def _signed_in(people: Sequence[Member]) -> Iterator[str]:
    store = SessionStore()
    rows = [Session(session_key=f"bench{member.pk:027d}", session_data=store.encode(_signature(member)),
                    expire_date=timezone.now() + timedelta(days=1)) for member in people]  # fmt: skip
    return (row.session_key for row in Session.objects.bulk_create(rows))


def _signature(member: Member) -> dict[str, str]:
    backend = settings.AUTHENTICATION_BACKENDS[0]
    return {SESSION_KEY: str(member.pk), BACKEND_SESSION_KEY: backend, HASH_SESSION_KEY: member.get_session_auth_hash()}
