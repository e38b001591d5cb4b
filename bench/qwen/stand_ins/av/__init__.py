"""Stands where the package `av` is not installed, and encodes nothing.

With this folder on the path the server starts and speaks in PCM, which needs no encoder; asked
for a codec, it fails. Every name that is asked of it or of its modules is a class without sense.
"""

import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Sequence


class _Nothing(Exception):
    """What every name stands for."""


class _Module(types.ModuleType):
    """A module that has every name."""

    def __getattr__(self, name: str) -> type[_Nothing]:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Nothing


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds every module below this one."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if not fullname.startswith(f"{__name__}."):
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """Nothing is done."""


sys.modules[__name__].__class__ = _Module
sys.meta_path.append(_Finder())
