"""The tables of this room; Django finds models here, so the names are gathered in this one place."""

from durf.network.models.asking import ContactAsk, NotebookChoice
from durf.network.models.before import OpennessBefore
from durf.network.models.contact import Contact, Import
from durf.network.models.invitation import Invitation
from durf.network.models.tie import Tie

__all__ = ["Contact", "ContactAsk", "Import", "Invitation", "NotebookChoice", "OpennessBefore", "Tie"]
