"""Chance that falls the same way every time: each question has its own seeded generator and its own public id."""

import base64
import hashlib
from random import Random

SEED = "wilgerwaard"


def chance(*names: object) -> Random:
    """A generator of its own for one thing, so that adding another thing changes nothing here."""
    return Random(_text(names))  # noqa: S311 - an invented town, not a secret


def share(*names: object) -> float:
    """One number from 0 up to 1 for one thing; much cheaper than a generator."""
    return int.from_bytes(_digest(names)[:7], "big") / 256**7


def public_id(*names: object) -> str:
    """The public id of an invented thing: 96 bits from its name, in the shape of a random one."""
    return base64.urlsafe_b64encode(_digest(names)).decode()


def _digest(names: tuple[object, ...]) -> bytes:
    return hashlib.blake2b(_text(names).encode(), digest_size=12).digest()


def _text(names: tuple[object, ...]) -> str:
    return " ".join([SEED, *map(str, names)])
