"""Frozen values behave as the named tuples do that type checkers take them for."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import pytest

from timelog_cli import frozen
from timelog_cli.frozen import Frozen


class Place(Frozen):
    """Where."""

    name: str
    floor: int = 0
    door: str | None = None

    @property
    def label(self) -> str:
        return f"{self.name}, {self.floor}"


def test_values_come_by_place_by_name_and_by_default() -> None:
    assert Place("Home") == Place(name="Home") == ("Home", 0, None)
    assert Place("Home", 2, door="left") == ("Home", 2, "left")
    assert Place("Home", 1).label == "Home, 1"


def test_a_copy_may_differ_in_some_fields() -> None:
    assert Place("Home", 1)._replace(floor=3) == Place("Home", 3)
    with pytest.raises(TypeError):
        Place("Home")._replace(colour="red")  # type: ignore[call-arg]


def test_nothing_can_be_set() -> None:
    with pytest.raises(AttributeError):
        Place("Home").floor = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        Place("Home").colour = "red"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), (("a", 1, None, 4), {}), (("a",), {"name": "b"}), (("a",), {"colour": "red"})],
)
def test_too_little_and_too_much_are_refused(
    values: tuple[object, ...], named: dict[str, object]
) -> None:
    with pytest.raises(TypeError, match="Place"):
        Place(*values, **named)  # type: ignore[arg-type]


def test_a_row_makes_one_only_if_it_has_all_fields() -> None:
    assert Place._make(["Home", 1, "left"]) == Place("Home", 1, "left")
    with pytest.raises(TypeError, match="3 fields"):
        Place._make(["Home"])


def test_they_are_shown_copied_pickled_and_matched_as_named_tuples() -> None:
    place = Place("Home", 1)
    assert repr(place) == "Place(name='Home', floor=1, door=None)"
    assert place._asdict() == {"name": "Home", "floor": 1, "door": None}
    assert Place._fields == ("name", "floor", "door")
    assert Place._field_defaults == {"floor": 0, "door": None}
    for again in (copy.copy(place), copy.deepcopy(place), pickle.loads(pickle.dumps(place))):
        assert (again, type(again)) == (place, Place)
    match place:
        case Place(name, floor):
            assert (name, floor) == ("Home", 1)
    assert hash(place) == hash(("Home", 1, None))


def test_what_they_save_is_what_the_documentation_measured() -> None:
    speed = Path(__file__).parents[1] / "docs" / "explanation" / "speed.md"
    _, _, row = speed.read_text().partition("| `dataclasses` | ")
    best = float(row.split()[0])
    assert f"``dataclasses`` adds {best:.0f} ms" in str(frozen.__doc__)
