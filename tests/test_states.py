"""The tiny state machine."""

import pytest

from durf.states import TransitionError, machine


def test_a_machine_with_an_unknown_target_is_refused_at_import() -> None:
    with pytest.raises(ValueError, match="unknown states \\['gone'\\]"):
        machine("thing", "new", new="gone")


def test_a_state_nobody_can_reach_is_refused_at_import() -> None:
    with pytest.raises(ValueError, match="nobody can reach \\['island'\\]"):
        machine("thing", "new", new="", island="new")


def test_only_declared_steps_are_allowed_and_sources_are_their_inverse() -> None:
    thing = machine("thing", "new", new="old done", old="done", done="")
    assert thing.sources("done") == {"new", "old"}
    assert thing.final == {"done"}
    thing.check("new", "old")
    with pytest.raises(TransitionError, match="no step from 'done' to 'new'"):
        thing.check("done", "new")
