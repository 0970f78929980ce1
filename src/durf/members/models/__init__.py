"""The tables of this room; Django finds models here, so the names are gathered in this one place."""

from durf.members.models.block import Block
from durf.members.models.member import Member
from durf.members.models.token import Token
from durf.members.models.trait import Limit, Strength

__all__ = ["Block", "Limit", "Member", "Strength", "Token"]
