"""The drawn signs of Durf, the place in the menu, and a text in short; nothing here asks the database."""

from __future__ import annotations

import hashlib
import math
from typing import Any, Final, Protocol

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from durf.notices import waiting

register = template.Library()

MENU: Final = ("home", "wishes", "wish_ask", "network", "introductions", "stories", "settings", "account_login")
TONES: Final = ("ring-1", "ring-2", "ring-3", "done", "ink")
AVATAR_RADII: Final = (22.0, 18.4)
RING_WORDS: Final[dict[int | None, Promise]] = {
    1: _("in your network"),
    2: _("in your network’s network"),
    3: _("further away"),
    None: _("no way known yet"),
}
RING_RADII: Final = {1: 5.0, 2: 8.5, 3: 12.0}


class Named(Protocol):
    """Anyone whose name was released to the viewer."""

    handle: str
    name: str


@register.filter
def in_short(text: object, most: int) -> str:
    """The beginning of a text, cut between words."""
    return waiting.in_short(str(text), most)


@register.simple_tag
def sign(size: int = 32) -> SafeString:
    """Draw three rings and a point."""
    return format_html(
        '<svg class="sign" width="{0}" height="{0}" viewBox="0 0 32 32" aria-hidden="true" focusable="false">'
        '<circle class="ring-3" cx="16" cy="16" r="15"/><circle class="ring-2" cx="16" cy="16" r="10.5"/>'
        '<circle class="ring-1" cx="16" cy="16" r="6.5"/><circle class="me" cx="16" cy="16" r="3.6"/></svg>',
        size,
    )


@register.simple_tag
def avatar(member: Named | None, size: int = 40) -> SafeString:
    """Draw a person from their handle; for someone unnamed draw the same picture for all, so that it tells nothing."""
    if not member:
        return _avatar_svg(size, _unnamed_rings())
    seed = hashlib.sha256(member.handle.encode()).digest()
    letters = format_html('<text x="24" y="29.3">{}</text>', initials(member.name or member.handle))
    return _avatar_svg(size, _seeded_arcs(seed) + letters)


@register.simple_tag
def ring_mark(ring: int | str | None, words: bool = False) -> SafeString:
    """Mark how near a person is, drawn and in words; unknown values read as no known way."""
    number = {"1": 1, "2": 2, "3": 3}.get(str(ring))
    rings = format_html_join(
        "",
        '<circle class="{}" cx="14" cy="14" r="{}"/>',
        ((_mark_class(number, own), radius) for own, radius in RING_RADII.items()),
    )
    drawing = format_html(
        '<svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true" focusable="false">{}'
        '<circle class="me" cx="14" cy="14" r="1.7"/>{}</svg>',
        rings,
        _other_on_ring(number),
    )
    return format_html(
        '<span class="ring-mark">{}<span{}>{}</span></span>',
        drawing,
        "" if words else SafeString(' class="visually-hidden"'),
        RING_WORDS[number],
    )


@register.simple_tag(takes_context=True)
def menu_place(context: template.Context) -> str:
    """Name the menu entry this page stands under: the one with the longest address that begins the page's."""
    request: Any = context.get("request")
    if request is None:
        return ""
    addresses = {name: reverse(name) for name in MENU}
    under = [name for name, address in addresses.items() if _stands_under(request.path, address, addresses["home"])]
    return max(under, key=lambda name: len(addresses[name]), default="")


def initials(name: str) -> str:
    """Take the first letters of the first and the last word."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def _stands_under(path: str, address: str, home: str) -> bool:
    return path == address or (address != home and path.startswith(address))


def _mark_class(ring: int | None, own: int) -> str:
    if ring is None:
        return "unknown"
    return "here" if ring == own else ""


def _other_on_ring(ring: int | None) -> SafeString:
    """Put the other person's point on their ring, up to the right."""
    if ring is None:
        return SafeString("")
    aside = RING_RADII[ring] * math.sqrt(0.5)
    return format_html('<circle class="you" cx="{}" cy="{}" r="2.8"/>', f"{14 + aside:.1f}", f"{14 - aside:.1f}")


def _avatar_svg(size: int, inside: SafeString) -> SafeString:
    return format_html(
        '<svg class="avatar" width="{0}" height="{0}" viewBox="0 0 48 48" aria-hidden="true" focusable="false">'
        '<circle class="ground" cx="24" cy="24" r="23.5"/>{1}</svg>',
        size,
        inside,
    )


def _unnamed_rings() -> SafeString:
    return SafeString(
        '<circle class="ring-2" cx="24" cy="24" r="18" stroke-dasharray="2 4"/>'
        '<circle class="ring-2" cx="24" cy="24" r="10" stroke-dasharray="2 4"/>'
        '<circle class="me" cx="24" cy="24" r="3.5"/>'
    )


def _seeded_arcs(seed: bytes) -> SafeString:
    """Lay two arcs on each of two rings; start, length and tone come from the bytes of the seed."""
    arcs = []
    for at, radius in enumerate(AVATAR_RADII):
        turn, length, tone, other = seed[4 * at : 4 * at + 4]
        first = 70 + length * 130 // 255
        start = turn * 360 // 256
        arcs.append((TONES[tone % 5], radius, first, 360 - first, -start))
        second = 250 - first
        arcs.append((TONES[(tone + 1 + other % 4) % 5], radius, second, 360 - second, -(start + first + 40)))
    return format_html_join(
        "",
        '<circle class="{}" cx="24" cy="24" r="{}" pathLength="360" stroke-width="2.6" stroke-linecap="round"'
        ' stroke-dasharray="{} {}" stroke-dashoffset="{}"/>',
        arcs,
    )
