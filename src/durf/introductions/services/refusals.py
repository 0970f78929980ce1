"""Why something could not be done: small named exceptions the pages turn into a sentence."""


class IntroductionClosedError(Exception):
    """It is no longer open for this step: answered, ended or out of time. Never says which."""


class PlanChangedError(Exception):
    """The plan for the coffee is no longer the one the page showed."""


class AlreadyProposedError(Exception):
    """This connector already proposed this person for this wish, or this offer was made before."""


class HelperUnavailableError(Exception):
    """This person cannot be introduced here now: resting, not to be found, kept apart. Never says which."""


class NoWayError(Exception):
    """Nobody the asker knows can pass this on."""


class LetterRefusedError(Exception):
    """Durf may not send this letter: the host does not allow it, there is no address, or it went before."""


class TimesError(Exception):
    """The proposed times cannot be: `reason` is `count`, `past`, `far` or `twice`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
