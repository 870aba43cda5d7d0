"""A hook of mkdocs: the page of every command and option, made from the command line itself."""

from __future__ import annotations

from enum import EnumType

import typer.main
from mkdocs.structure.files import File

from grader.cli.app import app


def on_files(files, config):
    """Add the page `commands.md` to the site."""
    files.append(File.generated(config, "commands.md", content=page()))
    return files


def page() -> str:
    """The page, in Markdown: a section for each command, a row for each argument and option."""
    group = typer.main.get_command(app)
    parts = ["# Commands", sentence(group.help), f"!!! note\n    {sentence(group.epilog)}"]
    parts.append(table(group))
    for name, command in sorted(group.commands.items()):
        parts += [f"## grader {name}", command.help.replace("\b", "").strip()]
        parts += [table(command), sentence(command.epilog)]
    return "\n\n".join(part for part in parts if part) + "\n"


def table(command) -> str:
    """What a command takes."""
    rows = [row(parameter) for parameter in command.params if not getattr(parameter, "hidden", 0)]
    return "\n".join(["| takes | means |", "|---|---|", *rows]) if rows else ""


def row(parameter) -> str:
    """An argument, or an option with all its spellings, its default and its choices."""
    is_option = parameter.param_type_name == "option"
    argument = parameter.metavar or parameter.name.upper()
    names = [*parameter.opts, *parameter.secondary_opts] if is_option else [argument]
    spelled = ", ".join(f"`{name}`" for name in names)
    kind = getattr(getattr(parameter, "type_descriptor", None), "annotation", None)
    choices = kind if isinstance(kind, EnumType) else ()
    told = [parameter.help or ""]
    if choices:
        told.append("One of " + ", ".join(f"`{c.value}`" for c in choices) + ".")
    if shown := default(parameter):
        told.append(f"*Default: {shown}.*")
    return f"| {spelled} | {' '.join(told)} |".replace("|None", "")


def default(parameter) -> str:
    """What is taken where nothing is said; "" where that is nothing."""
    said = getattr(parameter, "show_default", None)
    if isinstance(said, str):
        return said
    value = parameter.default
    plain = value is None or value is False or callable(value) or "Unset" in type(value).__name__
    return "" if plain or parameter.required else f"`{getattr(value, 'value', value)}`"


def sentence(text: str | None) -> str:
    """A text on one line."""
    return " ".join((text or "").split())
