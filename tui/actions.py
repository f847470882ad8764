"""Everything a person can do, in one table that feeds bindings, footer, palette and help."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from parsers.messages import marked
from tui.settings import in_use
from tui.settings.keys import CHARACTERS, is_function_key

if TYPE_CHECKING:
    from textual.binding import Binding

Where = Literal[
    "matches", "browser", "folder", "panel", "document", "tree", "findings", "annotations",
    "filter", "find", "trouble", "dialog", "going", "note", "export", "themes", "help", "jumping",
    "app",
]  # fmt: skip

KEY_NAMES = {
    "escape": "Esc",
    "space": "Space",
    "tab": "Tab",
    "delete": "Del",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "backspace": "Bksp",
    "insert": "Ins",
}
MODIFIERS = {"ctrl+": "^", "shift+": "shift", "alt+": "Alt+", "super+": "Super+"}

PLACES: dict[Where, str] = {
    "browser": marked("In a report"),
    "matches": marked("In a report in which something was found"),
    "folder": marked("In the list of reports"),
    "panel": marked("In every panel"),
    "document": marked("In the document"),
    "tree": marked("In the section tree"),
    "findings": marked("In the findings"),
    "annotations": marked("In the annotations"),
    "filter": marked("While filtering"),
    "find": marked("While writing what to find"),
    "trouble": marked("Where a file cannot be read"),
    "dialog": marked("In a dialog"),
    "going": marked("While choosing where to go"),
    "note": marked("While writing a note"),
    "export": marked("While exporting"),
    "themes": marked("While choosing a theme"),
    "help": marked("While reading the keys"),
    "jumping": marked("While letters stand over the places in sight"),
    "app": marked("Everywhere"),
}


class Action(Struct, frozen=True):
    """Something a person can do: its name in the code, its keys, and what it is called.

    `keys` are those by default, `keys_now` those that it has. `where` says who answers to it.
    `hint` is its turn in the footer, the most needed first; those without one are not shown there.
    """

    id: str
    where: Where
    keys: tuple[str, ...]
    label: str
    help: str
    hint: int | None = None

    @property
    def name(self) -> str:
        """What it is called in settings, and as a binding."""
        return f"{self.where}.{self.id}"

    @property
    def keys_now(self) -> tuple[str, ...]:
        """The keys that a person gave to it, or else those by default."""
        return in_use().keys.get(self.name, self.keys)

    @property
    def shown_key(self) -> str:
        """The first key as it is shown."""
        return key_name(self.keys_now[0])


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
            marked("Show only sections with findings or annotations, or all again"), 12),
    _action("browser", "find", "slash", marked("find"),
            marked("Find words, figures or rules in the report"), 9),
    _action("browser", "go_to", "colon", marked("go to"),
            marked("Go to a section, table, row, cell, page or finding by its name"), 18),
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
            marked("Go to the annotations, in the place of the findings; from there back"), 11),
    _action("browser", "page", "p", marked("page"),
            marked("Show the page with the figures boxed, or what stands in the file; or hide it"),
            12),
    _action("browser", "whole_page", "P", marked("whole page"),
            marked("Show the whole page, or only the place of the figures again")),
    _action("browser", "open_outside", "o", marked("open the file"),
            marked("Open the report's file in the program that the desktop has for it")),
    _action("browser", "next_panel", "tab", marked("next panel"),
            marked("Go to the next panel")),
    _action("browser", "previous_panel", "shift+tab", marked("previous panel"),
            marked("Go to the panel before")),
    _action("browser", "next_report", "right_square_bracket", marked("next report"),
            marked("Go to the next report of the list with open findings"), 20),
    _action("browser", "previous_report", "left_square_bracket", marked("report before"),
            marked("Go to the report before in the list with open findings")),
    _action("browser", "tree_narrower", "less_than_sign", marked("narrower"),
            marked("Make the section tree narrower")),
    _action("browser", "tree_wider", "greater_than_sign", marked("wider"),
            marked("Make the section tree wider")),
    _action("browser", "below_lower", "minus", marked("lower"),
            marked("Make the panel below the document lower")),
    _action("browser", "below_higher", "plus", marked("higher"),
            marked("Make the panel below the document higher")),
    _action("browser", "alone", "z", marked("alone"),
            marked("Show the panel alone that has the focus (zoom), or all panels again")),
    _action("browser", "back", "escape", marked("back"),
            marked("Clear the selection, show all panels again, or go back to the list of reports"),
            9),
    _action("matches", "next_match", "n", marked("next match"),
            marked("Go to the next match"), 1),
    _action("matches", "previous_match", "N", marked("prev match"),
            marked("Go to the match before"), 2),
    _action("matches", "end_find", "escape", marked("end find"),
            marked("Clear the selection, or end finding: n goes to the next finding again"), 3),
    _action("folder", "open", "enter", marked("show"),
            marked("Open the report under the cursor"), 1),
    _action("folder", "sort", "s", marked("sort"),
            marked("Sort by problems, agency, year or file, or as the files were found"), 2),
    _action("folder", "sort_backward", "S", marked("backward"),
            marked("Sort in the opposite direction")),
    _action("folder", "filter", "slash", marked("filter"),
            marked("Show only reports with certain words in name, agency, year or state"), 3),
    _action("folder", "export", "e", marked("export"),
            marked("Write the summaries of the reports shown, and an overview"), 4),
    _action("folder", "jump_mode", "semicolon", marked("go by letter"),
            marked("Put letters over the rows in sight, and go where the letter typed is")),
    _action("folder", "refresh", "R f5", marked("read again"),
            marked("Look for new and changed files, and read what was not read"), 18),
    _action("folder", "stop", "escape", marked("stop"),
            marked("Show all reports again, or stop reading: what was read stays"), 5),
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
    _action("findings", "filter", "slash", marked("filter"),
            marked("Show only findings with certain words, rules, severities, states or sections"),
            7),
    _action("findings", "mark", "space", marked("mark"),
            marked("Mark the finding, or all of the group, to judge several at once"), 7),
    _action("findings", "mark_all", "asterisk", marked("mark all"),
            marked("Mark all findings that are listed, or none any more"), 11),
    _action("findings", "group", "b", marked("group"),
            marked("Group the findings by section, by rule, or not at all"), 8),
    _action("findings", "fold", "h left", marked("fold"),
            marked("Fold the group, or go to its heading")),
    _action("findings", "unfold", "l right", marked("unfold"), marked("Unfold the group")),
    _action("findings", "show_all", "escape", marked("show all"),
            marked("Take the marks off; without any, show all findings again"), 9),
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
    _action("find", "keep", "enter", marked("keep"),
            marked("Go back to the document; n and N go from match to match"), 1),
    _action("find", "forget", "escape", marked("forget"),
            marked("Go back to where the cursor was, and find nothing"), 2),
    _action("find", "next_match", "down", marked("next match"),
            marked("Go to the next match and go on writing"), 3),
    _action("find", "previous_match", "up", marked("prev match"),
            marked("Go to the match before and go on writing"), 4),
    _action("trouble", "back", "escape", marked("back"),
            marked("Go back to the list of reports, if there is one"), 1),
    _action("note", "save", "ctrl+s ctrl+enter", marked("save"),
            marked("Keep what was written"), 1),
    _action("note", "other", "ctrl+n", marked("another"),
            marked("Go to the next in the list above: another note, or another thing to write on"),
            5),
    _action("note", "editor", "ctrl+o", marked("editor"),
            marked("Go on writing in the editor that VISUAL or EDITOR names"), 4),
    _action("note", "remove", "ctrl+r", marked("remove"),
            marked("Remove the note that is being edited"), 3),
    _action("export", "write", "ctrl+s ctrl+enter", marked("write"),
            marked("Write the file"), 1),
    _action("themes", "choose", "enter", marked("choose"),
            marked("Keep the theme under the cursor"), 1),
    _action("going", "go", "enter", marked("go there"),
            marked("Go to the place that is chosen"), 1),
    _action("going", "next", "down", marked("down"), marked("Choose the place below"), 3),
    _action("going", "previous", "up", marked("up"), marked("Choose the place above"), 4),
    _action("dialog", "close", "escape ctrl+c", marked("close"),
            marked("Close the dialog and change nothing"), 2),
    _action("help", "filter", "slash", marked("filter"),
            marked("Show only keys for what has certain words"), 1),
    _action("jumping", "close", "escape", marked("back"),
            marked("Go nowhere")),
    _action("app", "help", "question_mark f1", marked("help"),
            marked("Show all keys"), 8),
    _action("app", "command_palette", "ctrl+p", marked("commands"),
            marked("Search in everything that can be done"), 16),
    _action("app", "toggle_theme", "t", marked("light or dark"),
            marked("Change between the dark and the light theme"), 17),
    _action("app", "choose_theme", "ctrl+t", marked("theme"),
            marked("Choose among all themes, each seen while the cursor is on it")),
    _action("app", "switch_language", "ctrl+l", marked("中文"),
            marked("Speak Chinese, or English again")),
    _action("app", "quit", "q", marked("quit"),
            marked("Leave gouji; everything is saved already"), 10),
    _action("app", "leave_at_once", "ctrl+c", marked("leave at once"),
            marked("Leave gouji, even while a report is being read")),
)  # fmt: skip


def key_name(key: str) -> str:
    """Return `key` as it is shown to a person."""
    from tui.glyphs import glyphs  # not for who only names keys

    signs = glyphs().keys
    for modifier, sign in MODIFIERS.items():
        if key.startswith(modifier):
            return f"{signs.get(sign, sign)}{key_name(key.removeprefix(modifier))}"
    if is_function_key(key):
        return key.upper()
    return signs.get(key) or KEY_NAMES.get(key) or CHARACTERS.get(key, key)


def shown_key(name: str) -> str:
    """Return the key of the action of this name, as it is shown in a sentence."""
    return next(action.shown_key for action in ACTIONS if action.name == name)


def actions_of(*wheres: Where) -> list[Action]:
    """Return the actions of the places named, in the table's order."""
    return [a for a in ACTIONS if a.where in wheres]


def bindings(where: Where) -> list[Binding]:
    """Return the bindings of those who answer to the actions of `where`."""
    # Not needed by the command, which knows the actions too.
    from textual.binding import Binding

    return [
        Binding(",".join(a.keys), a.id, a.label, show=False, id=a.name) for a in actions_of(where)
    ]


def places_of(binding_ids: Iterable[str | None]) -> set[Where]:
    """Return the places whose actions have these bindings."""
    named = {(id or "").partition(".")[0] for id in binding_ids}
    return {where for where in PLACES if where in named}


def hints(*wheres: Where) -> list[Action]:
    """Return what the footer shows in these places, the most needed first.

    A key that means something in several of them does what it does in the first.
    """
    shown: dict[str, Action] = {}
    for action in (action for where in wheres for action in actions_of(where)):
        if action.hint:
            shown.setdefault(action.keys_now[0], action)
    return sorted(shown.values(), key=lambda a: a.hint or 0)
