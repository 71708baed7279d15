"""Notes stand beside their paragraph, or below it where they would leave a hole."""

from __future__ import annotations

from explainer.site.shell.beside import HOLE, Piece, _note, _seen, cost, crowded


def test_notes_that_fit_stay_in_the_margin() -> None:
    assert crowded([Piece(200, 150)]) == frozenset()
    # A long note may run on beside the paragraphs after it.
    assert crowded([Piece(100, 400), Piece(200), Piece(200)]) == frozenset()
    assert crowded([]) == frozenset()


def test_notes_that_would_leave_a_hole_go_below() -> None:
    assert crowded([Piece(200, 600)]) == {0}
    # The hole is the last paragraph's: the first may keep its notes.
    assert crowded([Piece(200, 150), Piece(100, 500)]) == {1}
    # Here moving the last one would leave the hole that the first one makes.
    assert crowded([Piece(100, 900), Piece(80, 40)]) == {0}


def test_a_choice_is_never_worse_than_leaving_all_beside() -> None:
    for first in range(0, 900, 150):
        for second in range(0, 900, 150):
            pieces = [Piece(120, first), Piece(180, second), Piece(90)]
            chosen = crowded(pieces)
            assert cost(pieces, chosen) <= cost(pieces)
            assert all(pieces[place].notes for place in chosen)


def test_a_hole_counts_twice_from_a_size_on() -> None:
    small, large = [Piece(100, 100)], [Piece(100, 100 + 2 * HOLE)]
    assert cost(small) < 200
    assert cost(large) - cost(small) > 2 * HOLE


def test_what_a_margin_does_not_show_takes_no_room() -> None:
    note = '<aside><p>One <span class="in-full">not <span class="x">seen</span> here</span>two</p></aside>'
    assert _seen(note) == "<aside><p>One two</p></aside>"
    assert _note(note) == _note("<aside><p>One two</p></aside>")
    longer = "<aside><p>" + "a word and " * 30 + "</p><p>more</p></aside>"
    assert _note(longer) > _note(note) + 100
