"""Ten accounts that ask everything a member may ask, and write down what they saw as numbers.

To be imported once Django is set up. Every question goes through the services and pages members use, with filters,
buckets, quotas and budgets on; when a budget is spent the attacker waits the ten minutes (the count is emptied).
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.test import Client
from django.urls import reverse

from bench.privacy.town import Target
from durf.introductions.desk.paths import Path, SearchedEnoughError, paths_find
from durf.members.models import Member
from durf.network.services.asking import ASKS, contact_asks_pass, contacts_ask
from durf.reach.budget import preview_budget
from durf.reach.picture import Count, Picture
from durf.wishes.pictures.preview import preview_make

QUESTIONS = {"tie": 3, "member": 4, "strength": 3}  # asked for one target


class Attacker:
    """The accounts, how much they asked, and how often they waited."""

    def __init__(self, sybils: list[Member]) -> None:
        settings.ALLOWED_HOSTS.append("testserver")
        self.sybils = {sybil.pk: sybil for sybil in sybils}
        self.clients = {sybil.pk: Client() for sybil in sybils}
        for pk, client in self.clients.items():
            client.force_login(self.sybils[pk], backend=settings.AUTHENTICATION_BACKENDS[0])
        self.asked, self.waited = 0, 0
        self._ticked: set[tuple[int, str]] = set()

    def tick(self, targets: list[Target]) -> None:
        """Bring a file along and tick who is in it, as many as a day lets; the worker looks later."""
        for pk, sybil in self.sybils.items():
            mine = [target.who for target in targets if target.secret == "member" and target.sybil == pk][: ASKS.most]
            contacts_ask(owner=sybil, addresses=[f"{who}@example.org" for who in mine])
            self._ticked |= {(pk, who) for who in mine}
            self.asked += len(mine)
        contact_asks_pass()

    def seen(self, target: Target) -> tuple[float, ...]:
        """Ask about one target."""
        asking: dict[str, Callable[[Target], tuple[float, ...]]] = {
            "tie": self._tie,
            "member": self._member,
            "strength": self._strength,
        }
        self.asked += QUESTIONS[target.secret]
        return asking[target.secret](target)

    def _tie(self, target: Target) -> tuple[float, ...]:
        """How near is that person to me, and through whom: on typing, on looking for ways, on their page."""
        picture, paths = self._preview(target), self._paths(target)
        found = next((path for path in paths if path.member and path.member.handle == target.who), None)
        ways = {way.handle for way in found.ways} if found else set()
        page = self._page(target, reverse("person", args=[target.who]))
        return (
            _size(picture.ring2),
            _size(picture.beyond),
            float(found.ring if found else 4),
            float(target.friend in ways),
            float(len(ways)),
            float(bool(found and found.unnamed_way)),
            float(page.count(target.friend)),
            float(len(page)),
        )

    def _member(self, target: Target) -> tuple[float, ...]:
        """Is there a page, a row in a search, somebody more who is counted, an answer to a tick?"""
        page = self._page(target, reverse("person", args=[target.who]))
        listed = self._page(target, reverse("people") + f"?q={target.name}")
        picture, paths = self._preview(target), self._paths(target)
        network = self._page(target, reverse("network")) if (target.sybil, target.who) in self._ticked else ""
        return (
            float(len(page)),
            float(listed.count(target.who)),
            _size(picture.ring1),
            _size(picture.ring2),
            _size(picture.beyond),
            float(len(paths)),
            float(network.count(target.name)),
        )

    def _strength(self, target: Target) -> tuple[float, ...]:
        """Does the word bring up my friend, in my own ring where numbers are exact, or in a list?"""
        picture, paths = self._preview(target), self._paths(target)
        found = next((path for path in paths if path.member and path.member.handle == target.who), None)
        listed = self._page(target, reverse("people") + f"?q={target.words}")
        return (
            _size(picture.ring1),
            float(found is not None),
            float(bool(found and target.words in found.words)),
            float(listed.count(target.who)),
        )

    def _preview(self, target: Target) -> Picture:
        while True:
            made = preview_make(
                viewer=self.sybils[target.sybil],
                visitor="",
                text=f"{target.words} ",
                kind="advice",
                language="nl",
                audience="members",
            )
            if not made.spent:
                return made.shown
            self._wait()

    def _paths(self, target: Target) -> list[Path]:
        while True:
            try:
                return paths_find(seeker=self.sybils[target.sybil], text=target.words)
            except SearchedEnoughError:
                self._wait()

    def _page(self, target: Target, url: str) -> str:
        answer = self.clients[target.sybil].get(url)
        text = re.sub(r"[A-Za-z0-9_-]{40,}", "", answer.content.decode())  # nonces and tokens, anew each time
        return f"{answer.status_code} {text.split('<main', 1)[-1]}"

    def _wait(self) -> None:
        preview_budget.forget()
        self.waited += 1


def _size(count: Count) -> float:
    return float(count.exact if count.exact is not None else count.bucket)
