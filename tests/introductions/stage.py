"""The scene most tests of this room begin with: alice asks, bob knows alice and charlie, erik is bob's contact."""

from dataclasses import dataclass, field

from django.utils import timezone

from durf.introductions.models import Introduction
from durf.introductions.services.offering import offer_take
from durf.members.models import Member
from durf.network.models import Contact
from durf.network.services.contacts import contact_write
from durf.notices.models import Notice
from durf.wishes.models import Wish
from tests.cast import make_member
from tests.world import make_tie


def make_wish(asker: Member, *, audience: str = "members", text: str = "Who keeps bees on a roof?") -> Wish:
    """An open wish, without the search that publishing begins."""
    return Wish.objects.create(
        asker=asker, text=text, state="open", audience=audience, language="en", published_at=timezone.now()
    )


@dataclass
class Stage:
    """The cast and alice's wish."""

    audience: str = "members"
    alice: Member = field(init=False)
    bob: Member = field(init=False)
    charlie: Member = field(init=False)
    dora: Member = field(init=False)
    erik: Contact = field(init=False)
    wish: Wish = field(init=False)

    def __post_init__(self) -> None:
        self.alice, self.bob, self.charlie, self.dora = (
            make_member(handle, language="en") for handle in ("alice", "bob", "charlie", "dora")
        )
        make_tie(self.alice, self.bob)
        make_tie(self.bob, self.charlie)
        self.erik = contact_write(owner=self.bob, name="Erik Visser", email="erik@example.org", language="en")
        self.wish = make_wish(self.alice, audience=self.audience)

    def coffee_offered(self) -> Introduction:
        """Charlie offers coffee: his yes is in the offer."""
        return Introduction.objects.get(offer=offer_take(wish=self.wish, helper=self.charlie, form="coffee"))

    def charlie_introduced(self) -> Introduction:
        """Bob knows someone: charlie, a member."""
        offer = offer_take(
            wish=self.wish, helper=self.bob, form="introduction", other=self.charlie, word="He keeps bees."
        )
        return Introduction.objects.get(offer=offer, helper=self.charlie)

    def erik_introduced(self) -> Introduction:
        """Bob knows someone: erik, without account."""
        return self.erik_introduced_for(self.wish)

    def erik_introduced_for(self, wish: Wish) -> Introduction:
        """The same for another wish."""
        offer = offer_take(wish=wish, helper=self.bob, form="introduction", contact=self.erik, word="He keeps bees.")
        return Introduction.objects.get(offer=offer, contact=self.erik)


def told(member: Member | None) -> list[str]:
    """The kinds of what this person was told by this room, oldest first."""
    rows = Notice.objects.filter(member=member, kind__startswith="introductions.").order_by("pk")
    return [kind.removeprefix("introductions.") for kind in rows.values_list("kind", flat=True)]
