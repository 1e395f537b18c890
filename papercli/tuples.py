"""Named tuples that are quick to define: a short run defines seventy of them.

`typing.NamedTuple` compiles each type that is written as a string, which no code here asks for, and
takes three times as long.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

__all__ = ["NamedTuple"]

if TYPE_CHECKING or sys.version_info >= (3, 14):  # which leaves annotations alone
    from typing import NamedTuple
else:
    from _collections import _tuplegetter

    class _Tuple(tuple):
        """What all named tuples have, as `collections.namedtuple` makes it for each."""

        __slots__ = ()
        _fields = __match_args__ = ()

        @classmethod
        def _make(cls, values):
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **changed):
            made = self._make(map(changed.pop, self._fields, self))
            if changed:
                raise ValueError(f"Got unexpected field names: {list(changed)!r}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            values = ", ".join(map("%s=%r".__mod__, zip(self._fields, self, strict=True)))
            return f"{type(self).__name__}({values})"

        def __getnewargs__(self):
            return tuple(self)

    class _Definition(type):
        def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, namespace)
            fields = tuple(namespace["__annotations__"])
            defaults = {field: namespace[field] for field in fields if field in namespace}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                raise TypeError(f"a field without a default follows one with a default in {name}")
            names = ", ".join(fields)
            new = eval(  # as `collections.namedtuple` does; the names are identifiers
                f"lambda _cls, {names}: _new(_cls, ({names},))", {"_new": tuple.__new__}
            )
            new.__defaults__ = tuple(defaults.values())
            own = {
                **namespace,
                **{field: _tuplegetter(place, None) for place, field in enumerate(fields)},
                "__slots__": (),
                "__match_args__": fields,
                "_fields": fields,
                "_field_defaults": defaults,
                "__new__": new,
            }
            return type(name, (_Tuple,), own)

    class NamedTuple(metaclass=_Definition):
        """Base of a class whose annotated fields are those of a tuple, as `typing` has it."""
