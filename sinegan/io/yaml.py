"""A safe YAML loader with the core schema of YAML 1.2 (its section 10.3.2), which DVC reads and writes.

PyYAML's own rules are those of YAML 1.1: they read 1e-05, which is what ``dvc exp run -S`` writes, as a string,
010 as 8, and yes as true.
"""

import re
from collections.abc import Hashable
from typing import Any

import yaml

_RULES = {
    "null": (r"null|Null|NULL|~|", ["~", "n", "N", ""]),
    "bool": (r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    "int": (r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    "float": (
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        list("-+.0123456789"),
    ),
}


class DuplicateKeyError(yaml.MarkedYAMLError):
    """A mapping has a key twice; DVC and PyYAML would silently take the last one."""


class AliasError(yaml.MarkedYAMLError):
    """A value is given by an alias."""


class Loader(yaml.SafeLoader):
    """See the module."""

    # Otherwise the rules below would be added to those of YAML 1.1.
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """As in PyYAML, but without aliases: a few lines of them can expand to more values than fit in memory."""
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()
            raise AliasError(problem=f"alias '*{event.anchor}': write the value out", problem_mark=event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """As in PyYAML, but a repeated key is an error."""
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise DuplicateKeyError(problem=f"key '{key}' appears twice", problem_mark=key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


def load(text: str | bytes) -> Any:
    """The value of a document, read with `Loader`."""
    return yaml.load(text, Loader)  # noqa: S506 - a safe loader


def _int(loader: Loader, node: yaml.ScalarNode) -> int:
    text = loader.construct_scalar(node)
    return int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))


def _float(loader: Loader, node: yaml.ScalarNode) -> float:
    return float(loader.construct_scalar(node).lower().replace(".inf", "inf").replace(".nan", "nan"))


for _name, (_pattern, _first_characters) in _RULES.items():
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_name}", re.compile(f"^(?:{_pattern})$"), _first_characters)
Loader.add_constructor("tag:yaml.org,2002:int", _int)
Loader.add_constructor("tag:yaml.org,2002:float", _float)
