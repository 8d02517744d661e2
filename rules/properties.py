"""Properties that are worked out when they are first asked for, and found on the object from then on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from rules.page import Element

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 - used as `property` is
    """A property that is worked out once. `functools.cached_property` takes a lock for it before Python 3.12."""

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self._compute = compute
        self._name = compute.__name__
        self.__doc__ = compute.__doc__

    def __get__(self, owner: Any, kind: type) -> T:
        found = owner.__dict__[self._name] = self._compute(owner)  # found there from now on, before this descriptor
        return found


class inherited(Generic[T]):  # noqa: N801 - as above
    """The same for what an element may ask of its ancestors: they answer first, so that no nesting is too deep."""

    def __init__(self, compute: Callable[[Element], T]) -> None:
        self._compute = compute
        self._name = compute.__name__
        self.__doc__ = compute.__doc__

    def __get__(self, element: Element, owner: type[Element]) -> T:
        name = self._name
        parent = element.parent
        if parent is None or name in parent.__dict__:
            found = element.__dict__[name] = self._compute(element)
            return found
        unsettled = [element]
        while parent is not None and name not in parent.__dict__:
            unsettled.append(parent)
            parent = parent.parent
        for each in reversed(unsettled):
            each.__dict__[name] = found = self._compute(each)
        return found
