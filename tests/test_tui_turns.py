"""Turns: whatever is asked for is done after it was asked for, and never by two at once."""

import threading

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.turns import Turns


def test_who_asks_in_the_instant_after_the_last_turn_begins_anew() -> None:
    turns = Turns()
    assert turns.ask()
    assert turns.is_over()
    assert not turns.is_at_work
    assert turns.ask()


def test_what_is_asked_for_meanwhile_is_done_once_more_however_often_it_is_asked_for() -> None:
    turns = Turns()
    assert turns.ask()
    assert not turns.ask()
    assert not turns.ask()
    assert not turns.is_over()
    assert turns.is_over()


def test_what_is_forgotten_is_done_if_it_is_asked_for_again() -> None:
    turns = Turns()
    turns.ask()
    turns.ask()
    turns.forget()
    turns.ask()
    assert not turns.is_over()
    turns.ask()
    turns.forget()
    assert turns.is_over()


@given(st.integers(2, 8), st.integers(1, 40))
@settings(max_examples=15, deadline=None)
def test_after_every_wish_of_any_thread_a_whole_turn_follows(threads: int, wishes: int) -> None:
    turns, begun, done, at_once = Turns(), [0], [0], []
    unheard: list[int] = []

    def work() -> None:
        is_over = False
        while not is_over:
            begun[0] += 1
            at_once.append(begun[0] - done[0])
            done[0] += 1
            is_over = turns.is_over()

    def wish() -> None:
        for _ in range(wishes):
            before = begun[0]
            if turns.ask():
                work()
            unheard.append(before)

    several = [threading.Thread(target=wish) for _ in range(threads)]
    for thread in several:
        thread.start()
    for thread in several:
        thread.join()
    assert set(at_once) == {1}
    assert begun[0] > max(unheard)
    assert not turns.is_at_work
