"""Named tuples that take little time to define.

`typing.NamedTuple` compiles a constructor for each class. A command defines sixty of them, and most
are made by giving values in their order, which needs none: that was a twentieth of the time that a
few digests take to ingest. Here one is compiled when values are first given by name.
"""

from __future__ import annotations

from collections import namedtuple
from operator import itemgetter
from typing import TYPE_CHECKING

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    try:
        # What `collections.namedtuple` gives a field, twice as fast as a property.
        from _collections import _tuplegetter as _field
    except ImportError:  # another Python

        def _field(place, doc):
            return property(itemgetter(place), doc=doc)

    _tuple = tuple.__new__
    _values = []
    """Descriptors of the first, the second and so on of the values of any tuple."""

    class _Definition(type):
        """Makes a named tuple of a class that annotates its fields."""

        def __new__(cls, name, bases, namespace):
            namespace = {"__slots__": (), **namespace}
            if bases != (tuple,) and "_fields" not in vars(bases[0]):
                fields = tuple(namespace["__annotations__"])
                namespace["_fields"] = namespace["__match_args__"] = fields
                defaults = {field: namespace[field] for field in fields if field in namespace}
                namespace["_field_defaults"] = defaults
                namespace["_defaults"] = tuple(defaults.values())
                namespace["_length"] = len(fields)
                while len(_values) < len(fields):
                    _values.append(_field(len(_values), None))
                namespace.update(zip(fields, _values, strict=False))
            return super().__new__(cls, name, bases, namespace)

    class NamedTuple(tuple, metaclass=_Definition):
        """What `typing.NamedTuple` is to a class."""

        def __new__(cls, *values, **named):
            """An instance of these values, in their order or by name."""
            if not named:
                missing = cls._length - len(values)
                if not missing:
                    return _tuple(cls, values)
                if 0 < missing <= len(cls._defaults):
                    return _tuple(cls, values + cls._defaults[-missing:])
            compiled = namedtuple(cls.__name__, cls._fields, defaults=cls._defaults)
            cls.__new__ = vars(compiled)["__new__"]
            return cls(*values, **named)

        @classmethod
        def _make(cls, values):
            made = _tuple(cls, values)
            if len(made) != cls._length:
                raise TypeError(f"expected {cls._length} values, got {len(made)}")
            return made

        def _replace(self, /, **named):
            replaced = self._make(map(named.pop, self._fields, self))
            if named:
                raise TypeError(f"got unexpected field names: {list(named)}")
            return replaced

        __replace__ = _replace

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __getnewargs__(self):
            return tuple(self)

        def __repr__(self):
            values = ", ".join(map("{}={!r}".format, self._fields, self))
            return f"{type(self).__name__}({values})"
