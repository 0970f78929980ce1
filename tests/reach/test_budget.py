"""How many previews a person may ask for."""

from durf.reach.budget import WINDOW_S, PreviewBudget, one_edit_apart


def test_typing_letter_by_letter_counts_once() -> None:
    budget = PreviewBudget()
    text = "wie kent een imker"
    assert all(budget.spend("alice", text[:end], most=1, now_s=end / 10) for end in range(1, len(text)))


def test_different_texts_are_counted_and_the_budget_comes_back_after_ten_minutes() -> None:
    budget = PreviewBudget()
    assert budget.spend("alice", "imker", most=2, now_s=0)
    assert budget.spend("alice", "notaris", most=2, now_s=1)
    assert not budget.spend("alice", "loodgieter", most=2, now_s=2)
    assert budget.spend("bob", "loodgieter", most=2, now_s=2)
    assert budget.spend("alice", "loodgieter", most=2, now_s=WINDOW_S + 2)


def test_one_edit_after_ten_seconds_counts_as_a_new_text() -> None:
    budget = PreviewBudget()
    assert budget.spend("alice", "imker", most=1, now_s=0)
    assert not budget.spend("alice", "imkers", most=1, now_s=11)


def test_what_one_edit_is() -> None:
    assert one_edit_apart("imker", "imkers")
    assert one_edit_apart("imker", "inker")
    assert one_edit_apart("imker", "imker")
    assert not one_edit_apart("imker", "imke s")
    assert not one_edit_apart("imker", "ikmer")
