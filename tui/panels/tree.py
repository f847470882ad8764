"""The section tree, with a sign where something is wrong and where something is noted."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from parsers.model import Section
from tui.actions import bindings
from tui.glyphs import glyphs
from tui.jumps import Jump
from tui.language import _
from tui.layout.text import cells, cut, plain
from tui.layout.words import heading
from tui.panels.looks import look
from tui.panels.view import Marks, View

INDENT = 2
SIGNS_ROOM = 3
"""Cells at the right of a title: a blank, the pen, the heaviest sign."""


class SectionTree(Tree[str]):
    """Shows the sections; the node of a section carries its id, the report's is empty."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("panel"), *bindings("tree")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"error", "warning", "info", "pen"}

    class Chosen(Message):
        """A person asked for a section."""

        def __init__(self, section: str) -> None:
            super().__init__()
            self.section = section

    class Walked(Message):
        """A person has come to a heading with the cursor, or back from there if it is empty."""

        def __init__(self, title: str) -> None:
            super().__init__()
            self.title = title

    def __init__(self, id: str) -> None:
        self._marks = Marks()
        self._led: TreeNode[str] | None = None
        self._is_away = False
        self._shape: object = None
        self._folded: frozenset[str] = frozenset()
        super().__init__("", "", id=id)

    def on_mount(self) -> None:
        """Set up how the tree is drawn."""
        self.show_root = False
        self.show_guides = False
        self.guide_depth = INDENT
        self.auto_expand = False
        self.say_again()

    def say_again(self) -> None:
        """Give it its title in the language in use."""
        self.border_title = Content(_("Sections"))

    def show(self, view: View) -> None:
        """Show the sections of `view`; those that were folded stay so."""
        before, self._marks = self._marks, view.marks
        if self._shape != (shape := (id(view.report), view.shown)):
            self._shape = shape
            here = self.section
            folded = self._folded = self.folded
            self.clear()
            self._add(self.root, view.report.sections, view.shown, folded)
            self.root.expand()
            self.follow(here)
        if (before.sections, before.annotated) != (view.marks.sections, view.marks.annotated):
            self._clear_line_cache()
            self._invalidate()
            self.refresh()

    @property
    def section(self) -> str:
        """The id of the section under the cursor; empty without one."""
        node = self.cursor_node
        return (node.data or "") if node is not None and self.cursor_line >= 0 else ""

    @property
    def folded(self) -> frozenset[str]:
        """The ids of the sections that are folded, those too that are not shown just now."""
        there = {n.data: n.is_expanded for n in self._section_nodes() if n.allow_expand}
        here = (id for id, is_expanded in there.items() if id and not is_expanded)
        return frozenset((*here, *(id for id in self._folded if id not in there)))

    def fold(self, sections: Collection[str]) -> None:
        """Fold the sections with these ids."""
        self._folded = frozenset(sections)
        for node in self._section_nodes():
            if node.allow_expand and node.data in sections:
                node.collapse()

    def follow(self, section: str) -> None:
        """Put the cursor on a section, or on the one above it that is not folded away.

        What stands before the first section is none.
        """
        self._tree_lines  # noqa: B018  nodes know their lines once the tree is built
        if not section:
            self._led = None
            if self.cursor_line >= 0:
                self.unselect()
            return
        node = next((n for n in self._section_nodes() if n.data == section), None)
        while node is not None and node.line < 0:
            node = node.parent
        self._led = node
        if node is not None and not node.is_root and node.line != self.cursor_line:
            self.move_cursor(node)

    def reveal(self, section: str) -> None:
        """Unfold what a section is folded away in, and put the cursor on it."""
        node = next((n for n in self._section_nodes() if n.data == section), None)
        while node is not None and (node := node.parent) is not None:
            node.expand()
        self.follow(section)

    def _add(
        self,
        parent: TreeNode[str],
        sections: tuple[Section, ...],
        shown: frozenset[str] | None,
        folded: Collection[str],
    ) -> None:
        for section in sections:
            if shown is not None and section.id not in shown:
                continue
            label = Text(heading(section))
            children = [c for c in section.children if shown is None or c.id in shown]
            if children:
                node = parent.add(label, section.id, expand=section.id not in folded)
                self._add(node, section.children, shown, folded)
            else:
                parent.add_leaf(label, section.id)

    def _section_nodes(self) -> Iterator[TreeNode[str]]:
        """Yield all nodes below the root."""
        waiting = list(self.root.children)
        while waiting:
            node = waiting.pop()
            yield node
            waiting += node.children

    def jumps(self) -> Iterator[Jump]:
        """Yield the sections in sight."""
        top = self.scroll_offset.y
        for y in range(top, min(top + self.size.height, self.last_line + 1)):
            yield Jump(0, y - top, partial(self._choose, y))

    def _choose(self, line: int) -> None:
        self.cursor_line = line
        self.action_select_cursor()

    # -- painting -----------------------------------------------------------------------------

    def render_label(self, node: TreeNode[str], base_style: Style, style: Style) -> Text:
        """Return a node in exactly the panel's width: title at the left, signs at the right."""
        level = 0
        above = node.parent
        while above is not None and not above.is_root:
            level, above = level + 1, above.parent
        width = self.scrollable_content_region.width - INDENT * level
        signs = glyphs()
        icon = signs.unfolded if node.is_expanded else signs.folded
        icon = f"{icon} " if node.allow_expand else "  "
        room = max(width - cells(icon) - SIGNS_ROOM, 1)
        title = cut(plain(str(node.label)), room)
        label = Text(no_wrap=True)
        label.append(icon, base_style + Style(meta={"toggle": node.allow_expand}))
        label.append(title + " " * (room - cells(title) + 1), style)
        pen = signs.pen if f"section:{node.data}" in self._marks.annotated else " "
        label.append(pen, base_style + look(self, "pen"))
        severity = self._marks.sections.get(node.data or "")
        if severity:
            label.append(signs.severities[severity], base_style + look(self, severity))
        else:
            label.append(" ", base_style)
        return label

    # -- actions ------------------------------------------------------------------------------

    def on_tree_node_selected(self, event: Tree.NodeSelected[str]) -> None:
        """Ask for the section that was chosen by key or mouse."""
        event.stop()
        self.post_message(self.Chosen(event.node.data or ""))

    def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[str]) -> None:
        """Tell the heading whole that a person has come to, which may be cut in the tree."""
        event.stop()
        self._walk(self.has_focus and event.node is not self._led, plain(str(event.node.label)))

    def on_blur(self) -> None:
        """Tell no heading any more."""
        self._walk(False)

    def _walk(self, is_away: bool, title: str = "") -> None:
        if is_away or self._is_away:
            self._is_away = is_away
            self.post_message(self.Walked(title if is_away else ""))

    def action_jump(self) -> None:
        """Go to the section under the cursor."""
        self.action_select_cursor()

    def action_fold(self) -> None:
        """Fold the section, or go to the one above it."""
        if (node := self.cursor_node) is None:
            return
        if node.is_expanded and node.children:
            node.collapse()
        else:
            self.action_cursor_parent()

    def action_unfold(self) -> None:
        """Unfold the section."""
        if self.cursor_node is not None:
            self.cursor_node.expand()

    def action_fold_or_unfold(self) -> None:
        """Fold the section, or unfold it."""
        self.action_toggle_node()

    def action_top(self) -> None:
        """Go to the first section."""
        self.action_scroll_home()

    def action_bottom(self) -> None:
        """Go to the last section."""
        self.action_scroll_end()

    def action_half_page_down(self) -> None:
        """Go down half a page."""
        self.cursor_line = min(self.cursor_line + self.size.height // 2, self.last_line)

    def action_half_page_up(self) -> None:
        """Go up half a page."""
        self.cursor_line = max(self.cursor_line - self.size.height // 2, 0)
