"""Stands in for fastmcp where openenv is imported beside verifiers.

openenv's server side imports fastmcp, which wants mcp 1; verifiers wants mcp 2. Its client, which verifiers'
OpenEnvTaskset uses, needs the names to be there and calls none of them.
"""

import importlib.abc
import importlib.machinery
import sys
from types import ModuleType


def __getattr__(name: str) -> type:
    if name.startswith("__"):
        raise AttributeError(name)
    return type(name, (), {})


class _Names(ModuleType):
    __path__: list[str] = []

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, fullname, path, target=None):  # type: ignore[no-untyped-def]
        if fullname.startswith("fastmcp."):
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec):  # type: ignore[no-untyped-def]
        return _Names(spec.name)

    def exec_module(self, module):  # type: ignore[no-untyped-def]
        pass


sys.meta_path.append(_Finder())
