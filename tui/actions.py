"""Everything a person can do, in one table that feeds bindings, footer, palette and help."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct
from textual.binding import Binding

from parsers.messages import marked

Where = Literal[
    "browser", "folder", "panel", "document", "tree", "annotations", "filter", "trouble", "dialog",
    "note", "export", "help", "jumping", "app",
]  # fmt: skip

KEY_NAMES = {
    "enter": "⏎",
    "escape": "Esc",
    "question_mark": "?",
    "equals_sign": "=",
    "slash": "/",
    "semicolon": ";",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "minus": "-",
    "plus": "+",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "⇧Tab",
    "delete": "Del",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "shift+left": "⇧←",
    "shift+right": "⇧→",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}

PLACES: dict[Where, str] = {
    "browser": marked("In a report"),
    "folder": marked("In the list of reports"),
    "panel": marked("In every panel"),
    "document": marked("In the document"),
    "tree": marked("In the section tree"),
    "annotations": marked("In the annotations"),
    "filter": marked("While filtering"),
    "trouble": marked("Where a file cannot be read"),
    "dialog": marked("In a dialog"),
    "note": marked("While writing a note"),
    "export": marked("While exporting"),
    "help": marked("While reading the keys"),
    "jumping": marked("While letters stand over the places in sight"),
    "app": marked("Everywhere"),
}


class Action(Struct, frozen=True):
    """Something a person can do: its name in the code, its keys, and what it is called.

    `where` says who answers to it. `hint` is its turn in the footer, the most needed first; those
    without one are not shown there.
    """

    id: str
    where: Where
    keys: tuple[str, ...]
    label: str
    help: str
    hint: int | None = None

    @property
    def shown_key(self) -> str:
        """The first key as it is shown."""
        return key_name(self.keys[0])


def _action(
    where: Where, id: str, keys: str, label: str, help: str, hint: int | None = None
) -> Action:
    return Action(id, where, tuple(keys.split()), label, help, hint)


ACTIONS: tuple[Action, ...] = (
    _action("browser", "next_finding", "n", marked("next"),
            marked("Go to the next finding and to the figure that causes it"), 1),
    _action("browser", "previous_finding", "N", marked("prev"),
            marked("Go to the finding before"), 2),
    _action("browser", "annotate", "a", marked("annotate"),
            marked("Write a note on the words selected, or on what is under the cursor"), 4),
    _action("browser", "confirm_finding", "c", marked("confirm"),
            marked("Confirm the finding, or open it again if it is confirmed"), 5),
    _action("browser", "dismiss_finding", "x", marked("dismiss"),
            marked("Dismiss the finding, or open it again if it is dismissed"), 6),
    _action("browser", "export", "e", marked("export"),
            marked("Write a summary with findings and annotations to a file"), 7),
    _action("browser", "undo", "u", marked("undo"),
            marked("Take back the last note, verdict or removal"), 13),
    _action("browser", "redo", "U ctrl+y", marked("redo"),
            marked("Make again what was taken back last")),
    _action("browser", "explain", "r", marked("rule"),
            marked("Explain the rule of the finding, with its official source"), 14),
    _action("browser", "ledger", "equals_sign", marked("what was checked"),
            marked("Show what was checked, and what could not be and why"), 15),
    _action("browser", "only_problems", "f", marked("only problems"),
            marked("Show only sections with findings or annotations, or all again"), 11),
    _action("browser", "copy", "y", marked("copy"),
            marked("Copy what is under the cursor; again: its row or paragraph, then the table"),
            18),
    _action("browser", "jump_mode", "semicolon", marked("go by letter"),
            marked("Put letters over the places in sight, and go where the letter typed is"), 19),
    _action("browser", "go_sections", "1", marked("sections"),
            marked("Go to the section tree; from there back, and hide it")),
    _action("browser", "go_document", "2", marked("document"),
            marked("Go to the document")),
    _action("browser", "go_findings", "3", marked("findings"),
            marked("Go to the findings; from there back, and hide them")),
    _action("browser", "go_annotations", "4", marked("annotations"),
            marked("Go to the annotations, in the place of the findings; from there back"), 12),
    _action("browser", "next_panel", "tab", marked("next panel"),
            marked("Go to the next panel")),
    _action("browser", "previous_panel", "shift+tab", marked("previous panel"),
            marked("Go to the panel before")),
    _action("browser", "tree_narrower", "less_than_sign", marked("narrower"),
            marked("Make the section tree narrower")),
    _action("browser", "tree_wider", "greater_than_sign", marked("wider"),
            marked("Make the section tree wider")),
    _action("browser", "below_lower", "minus", marked("lower"),
            marked("Make the panel below the document lower")),
    _action("browser", "below_higher", "plus", marked("higher"),
            marked("Make the panel below the document higher")),
    _action("browser", "alone", "z", marked("alone"),
            marked("Show the panel alone that has the focus, or all panels again")),
    _action("browser", "back", "escape", marked("back"),
            marked("Clear the selection, or go back to the list of reports, if there is one"), 9),
    _action("folder", "open", "enter", marked("show"),
            marked("Open the report under the cursor"), 1),
    _action("folder", "export", "e", marked("export"),
            marked("Write the summaries of all reports, and an overview"), 2),
    _action("folder", "jump_mode", "semicolon", marked("go by letter"),
            marked("Put letters over the rows in sight, and go where the letter typed is")),
    _action("folder", "cursor_down", "j down", marked("down"), marked("Go down a row")),
    _action("folder", "cursor_up", "k up", marked("up"), marked("Go up a row")),
    _action("folder", "top", "g home", marked("top"), marked("Go to the first row")),
    _action("folder", "bottom", "G end", marked("bottom"), marked("Go to the last row")),
    _action("panel", "jump", "enter", marked("jump"),
            marked("Go to the place of the section, finding or figure under the cursor"), 3),
    _action("panel", "cursor_down", "j down", marked("down"), marked("Go down a line")),
    _action("panel", "cursor_up", "k up", marked("up"), marked("Go up a line")),
    _action("panel", "half_page_down", "ctrl+d", marked("half a page down"),
            marked("Go down half a page")),
    _action("panel", "half_page_up", "ctrl+u", marked("half a page up"),
            marked("Go up half a page")),
    _action("panel", "page_down", "pagedown", marked("page down"), marked("Go down a page")),
    _action("panel", "page_up", "pageup", marked("page up"), marked("Go up a page")),
    _action("panel", "top", "g home", marked("top"), marked("Go to the top")),
    _action("panel", "bottom", "G end", marked("bottom"), marked("Go to the end")),
    _action("document", "cell_left", "h left", marked("cell to the left"),
            marked("Go to the cell on the left, or select the sentence before")),
    _action("document", "cell_right", "l right", marked("cell to the right"),
            marked("Go to the cell on the right, or select the sentence after")),
    _action("document", "select", "v", marked("select"),
            marked("Select the sentence on the line, then the paragraph, then nothing")),
    _action("document", "select_more", "L shift+right", marked("select more"),
            marked("Select one more clause")),
    _action("document", "select_less", "H shift+left", marked("select less"),
            marked("Select one clause less")),
    _action("tree", "fold", "h left", marked("fold"),
            marked("Fold the section, or go to the one above it")),
    _action("tree", "unfold", "l right", marked("unfold"), marked("Unfold the section")),
    _action("tree", "fold_or_unfold", "space", marked("fold or unfold"),
            marked("Fold or unfold the section")),
    _action("annotations", "annotate", "a", marked("edit"),
            marked("Change the annotation under the cursor"), 4),
    _action("annotations", "remove", "d delete", marked("remove"),
            marked("Remove the annotation under the cursor, its verdict too"), 5),
    _action("annotations", "filter", "slash", marked("filter"),
            marked("Show only annotations with certain words, authors, tags, places or states"),
            6),
    _action("annotations", "leave", "escape", marked("document"),
            marked("Go back to the document"), 9),
    _action("filter", "keep", "enter", marked("keep"),
            marked("Go back to the list and leave it filtered"), 1),
    _action("filter", "clear", "escape", marked("show all"),
            marked("Go back to the list and show all again"), 2),
    _action("trouble", "back", "escape", marked("back"),
            marked("Go back to the list of reports, if there is one"), 1),
    _action("note", "save", "ctrl+s ctrl+enter", marked("save"),
            marked("Keep what was written"), 1),
    _action("note", "editor", "ctrl+o", marked("editor"),
            marked("Go on writing in the editor that VISUAL or EDITOR names"), 4),
    _action("note", "remove", "ctrl+r", marked("remove"),
            marked("Remove the note that is being edited"), 3),
    _action("export", "write", "ctrl+s ctrl+enter", marked("write"),
            marked("Write the file"), 1),
    _action("dialog", "close", "escape", marked("close"),
            marked("Close the dialog and change nothing"), 2),
    _action("help", "filter", "slash", marked("filter"),
            marked("Show only keys for what has certain words"), 1),
    _action("jumping", "close", "escape", marked("back"),
            marked("Go nowhere")),
    _action("app", "help", "question_mark", marked("help"),
            marked("Show all keys"), 8),
    _action("app", "command_palette", "ctrl+p", marked("commands"),
            marked("Search in everything that can be done"), 16),
    _action("app", "toggle_theme", "t", marked("light or dark"),
            marked("Change between the dark and the light theme"), 17),
    _action("app", "quit", "q", marked("quit"),
            marked("Leave gouji; everything is saved already"), 10),
)  # fmt: skip


def key_name(key: str) -> str:
    """Return `key` as it is shown to a person."""
    if key in KEY_NAMES:
        return KEY_NAMES[key]
    return f"^{key_name(key[5:])}" if key.startswith("ctrl+") else key


def actions_of(*wheres: Where) -> list[Action]:
    """Return the actions of the places named, in the table's order."""
    return [a for a in ACTIONS if a.where in wheres]


def bindings(where: Where) -> list[Binding]:
    """Return the bindings of those who answer to the actions of `where`."""
    return [
        Binding(",".join(a.keys), a.id, a.label, show=False, id=f"{where}.{a.id}")
        for a in actions_of(where)
    ]


def places_of(binding_ids: Iterable[str | None]) -> set[Where]:
    """Return the places whose actions have these bindings."""
    named = {(id or "").partition(".")[0] for id in binding_ids}
    return {where for where in PLACES if where in named}


def hints(*wheres: Where) -> list[Action]:
    """Return what the footer shows in these places, the most needed first."""
    return sorted((a for a in actions_of(*wheres) if a.hint), key=lambda a: a.hint or 0)
