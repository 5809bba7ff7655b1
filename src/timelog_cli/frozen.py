"""Frozen value types that cost nothing at start.

``dataclasses`` adds 15 ms and ``typing`` 7 ms to a program that starts in 11, and ``namedtuple``
compiles source for each class; so values are tuples whose fields are read from the annotations.
They behave as named tuples do, and type checkers see ``typing.NamedTuple``.
Every module that subclasses ``Frozen`` needs ``from __future__ import annotations``.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple as Frozen
else:
    try:
        from _collections import _tuplegetter as _getter
    except ImportError:

        def _getter(at, doc):
            return property(lambda values: values[at], doc=doc)

    def _filled(kind, values, named):
        """All values of a new one: those in order, those by name, and what is left to defaults."""
        left = kind._fields[len(values) :]
        known = {**kind._field_defaults, **named}
        try:
            filled = (*values, *map(known.__getitem__, left))
        except KeyError:
            filled = ()
        if len(filled) != len(kind._fields) or not named.keys() <= {*left}:
            raise TypeError(f"{kind.__name__} takes {kind._fields}, not {values} and {named}")
        return filled

    class _Values(tuple):
        """What named tuples can do."""

        __slots__ = ()
        _fields = __match_args__ = _last = ()
        _field_defaults = {}  # noqa: RUF012 - never written to

        def __new__(cls, *values, **named):
            left = len(cls._fields) - len(values)
            if not named and 0 < left <= len(cls._last):
                values += cls._last[-left:]  # fields with defaults are the last
            elif named or left:
                values = _filled(cls, values, named)
            return tuple.__new__(cls, values)

        @classmethod
        def _make(cls, values):
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"{cls.__name__} has {len(cls._fields)} fields, not {len(made)}")
            return made

        def _replace(self, **named):
            values = tuple(map(named.pop, self._fields, self))
            if named:
                raise TypeError(f"{self.__class__.__name__} has no {', '.join(named)}")
            return tuple.__new__(self.__class__, values)

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            values = (f"{name}={value!r}" for name, value in self._asdict().items())
            return f"{self.__class__.__name__}({', '.join(values)})"

        def __getnewargs__(self):
            return tuple(self)

    class _FrozenMeta(type):
        def __new__(mcs, name, bases, body):
            if not bases:
                return super().__new__(mcs, name, bases, body)
            fields = tuple(body.pop("__annotations__", ()))
            defaults = {field: body.pop(field) for field in fields if field in body}
            getters = {field: _getter(at, field) for at, field in enumerate(fields)}
            own = {"__slots__": (), "_fields": fields, "__match_args__": fields}
            own |= {"_field_defaults": defaults, "_last": tuple(defaults.values())}
            return type(name, (_Values,), {**own, **getters, **body})

    class Frozen(metaclass=_FrozenMeta):
        """Base of the frozen value types."""


__all__ = ["Frozen"]
