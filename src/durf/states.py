"""Tiny state machine: states and transitions as data, checked when the module that declares them is imported."""

from collections.abc import Mapping
from dataclasses import dataclass


class TransitionError(Exception):
    """Raised when a step is asked for that the machine does not know."""

    def __init__(self, machine: str, now: str, then: str) -> None:
        super().__init__(f"{machine}: no step from {now!r} to {then!r}")
        self.now = now
        self.then = then


@dataclass(frozen=True)
class StateMachine:
    """The states a row may be in and the steps between them."""

    name: str
    initial: str
    steps: Mapping[str, frozenset[str]]

    def __post_init__(self) -> None:
        targets = frozenset().union(*self.steps.values())
        unknown = (targets | {self.initial}) - set(self.steps)
        if unknown:
            raise ValueError(f"{self.name}: unknown states {sorted(unknown)}")
        stranded = set(self.steps) - targets - {self.initial}
        if stranded:
            raise ValueError(f"{self.name}: states nobody can reach {sorted(stranded)}")

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order of declaration."""
        return tuple(self.steps)

    @property
    def final(self) -> frozenset[str]:
        """States without a way out."""
        return frozenset(state for state, ways in self.steps.items() if not ways)

    def allows(self, now: str, then: str) -> bool:
        """Tell whether the step exists."""
        return then in self.steps[now]

    def sources(self, then: str) -> frozenset[str]:
        """The states from which `then` can be reached in one step, for a conditional update."""
        return frozenset(state for state, ways in self.steps.items() if then in ways)

    def check(self, now: str, then: str) -> None:
        """Raise `TransitionError` unless the step exists."""
        if not self.allows(now, then):
            raise TransitionError(self.name, now, then)


def machine(name: str, initial: str, **steps: str) -> StateMachine:
    """Declare a machine: `machine("tie", "proposed", proposed="confirmed declined", confirmed="ended", …)`."""
    return StateMachine(name, initial, {state: frozenset(ways.split()) for state, ways in steps.items()})
