"""What waits for a member's word, as one line on the home page."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Waiting:
    """A sentence, where to go, and the verb on the button."""

    text: str
    url: str
    action: str
    since: datetime
