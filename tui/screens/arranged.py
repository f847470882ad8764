"""How the panels of a report stand: how wide and high they are, which are hidden, one alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace
from textual import events
from textual.containers import Vertical
from textual.screen import Screen
from textual.widget import Widget

from parsers.messages import marked
from tui.actions import Action, actions_of
from tui.layout import MIN_WIDTH
from tui.panels.document import DocumentPanel
from tui.panels.findings import FindingsPanel
from tui.panels.painting import GUTTER
from tui.panels.tree import SectionTree

if TYPE_CHECKING:
    from textual.geometry import Size

NARROW = 76
"""In fewer columns there is room for the tree only in the document's place."""
TREE_LEAST, TREE_STEP = 10, 4
BELOW_LEAST, BELOW_STEP = 3, 2
DOCUMENT_WIDTH = MIN_WIDTH + GUTTER + 1
"""What the document keeps: the narrowest table, what stands before it, and the scroll bar."""
TABLES_WANT = 100
"""In so many cells the official tables have labels whole and heads broken between words."""
OTHER_HEIGHT = 9
"""What the panel below cannot have: three bars, and the document's border and five lines."""
TREE_USUAL, BELOW_USUAL = (26, 24, 48), (24, 6, 14)
"""Per cent of the window, and how much that may be at least and at most.

In the broadest tree the longest heading of the official forms is whole.
"""

ALL_PANELS = marked("all panels")

Part = Literal["tree", "document", "below"]


class Proportions(Struct, frozen=True):
    """What a person wants of the panels, whatever room there is; None is the usual size."""

    tree: int | None = None
    below: int | None = None
    has_tree: bool = True
    has_below: bool = True


class ArrangedScreen(Screen[None]):
    """A screen with a tree beside a document, and a panel below. Its state: how they stand."""

    proportions = Proportions()
    _alone: Part | None = None
    _instead = False
    _pulled: Part | None = None
    _below: Widget | None = None

    @property
    def sections(self) -> SectionTree:
        """The section tree."""
        return self.query_one(SectionTree)

    @property
    def document(self) -> DocumentPanel:
        """The document."""
        return self.query_one(DocumentPanel)

    @property
    def findings(self) -> FindingsPanel:
        """The list of findings."""
        return self.query_one(FindingsPanel)

    @property
    def below(self) -> Widget:
        """The panel below the document: the findings, or what has taken their place."""
        return next((p for p in self.panels_below() if p is self._below), self.findings)

    def panels_below(self) -> tuple[Widget, ...]:
        """Return the panels of which one is below the document."""
        return (self.findings,)

    @property
    def shared_width(self) -> int:
        """The width that tree and document have between them."""
        return self.size.width

    @property
    def tree_gives_way(self) -> bool:
        """Whether something else stands in the tree's place just now."""
        return False

    @property
    def below_gives_way(self) -> bool:
        """Whether something else stands in the place of the panel below just now."""
        return False

    @property
    def is_alone(self) -> bool:
        """Whether one panel is shown alone."""
        return self._alone is not None

    @property
    def way_back(self) -> list[Action]:
        """What shows all panels again, where one is shown alone."""
        alone = (a for a in actions_of("browser") if a.id == "alone" and self.is_alone)
        return [replace(action, label=ALL_PANELS) for action in alone]

    # -- putting it so ------------------------------------------------------------------------

    def arrange_panels(self) -> None:
        """Show the panels that there is room for, as wide and high as they may be."""
        if not self.is_mounted:
            return
        size, wanted, alone = self.size, self.proportions, self._alone
        is_narrow = size.width < NARROW
        instead = is_narrow and self._instead
        wants_tree = instead if is_narrow else wanted.has_tree and not self.tree_gives_way
        has_tree = alone == "tree" or (not alone and wants_tree)
        has_document = alone == "document" or (not alone and not instead)
        has_below = alone == "below" or (
            not alone and wanted.has_below and not self.below_gives_way
        )
        self.sections.display = has_tree
        self.query_one("#reading", Vertical).display = has_document
        self.query_one("#upper").display = has_tree or has_document
        tree = self.sections.styles
        tree.width = self._tree_width(size) if has_document else "100%"
        for panel in self.panels_below():
            panel.display = has_below and panel is self.below
            styles = panel.styles
            styles.height = self._below_height(size) if alone != "below" else "1fr"
        self._show_hints()

    def _show_hints(self) -> None:
        """Show what can be done where the focus is."""
        raise NotImplementedError

    def _tree_width(self, size: Size) -> int:
        wanted, most = self.proportions.tree, size.width - DOCUMENT_WIDTH
        return _between(wanted or self._usual_tree_width(), TREE_LEAST, most)

    def _usual_tree_width(self) -> int:
        """Return the tree's share, or more where there is more than the document's tables want."""
        share, least, most = TREE_USUAL
        width = self.shared_width
        return _between(max(width * share // 100, width - TABLES_WANT), least, most)

    def _below_height(self, size: Size) -> int:
        wanted, most = self.proportions.below, size.height - OTHER_HEIGHT
        return _between(wanted or _usual(size.height, *BELOW_USUAL), BELOW_LEAST, most)

    def on_resize(self) -> None:
        """Find the room for each panel again."""
        self.arrange_panels()

    def _put_below(self, panel: Widget) -> None:
        """Show `panel` below the document, in the place of the other."""
        self._below = panel
        self._want(has_below=True)

    def _want(self, **changes: int | bool) -> None:
        """Have the panels stand otherwise, none of them alone any more."""
        self._alone = None
        self.proportions = replace(self.proportions, **changes)
        self.arrange_panels()

    # -- actions ------------------------------------------------------------------------------

    def action_go_sections(self) -> None:
        """Go to the section tree; from there to the document, the tree hidden."""
        goes_there = not self.sections.has_focus
        if self.size.width < NARROW:
            self._instead = goes_there
            self._want()
        else:
            self._want(has_tree=goes_there)
        if goes_there:
            self.sections.focus()
        else:
            self.document.focus()

    def action_go_document(self) -> None:
        """Go to the document."""
        if not self.document.has_focus:
            self._instead = False
            self._want()
            self.document.focus()

    def action_go_findings(self) -> None:
        """Go to the findings; from there to the document, the findings hidden."""
        if self.findings.has_focus:
            self._want(has_below=False)
            self.document.focus()
        else:
            self._put_below(self.findings)
            self.findings.focus()

    def action_next_panel(self) -> None:
        """Go to the next panel."""
        self.focus_next()

    def action_previous_panel(self) -> None:
        """Go to the panel before."""
        self.focus_previous()

    def action_tree_narrower(self) -> None:
        """Make the section tree narrower."""
        self._want(tree=max(self._tree_width(self.size) - TREE_STEP, TREE_LEAST))

    def action_tree_wider(self) -> None:
        """Make the section tree wider."""
        self._want(tree=self._tree_width(self.size) + TREE_STEP, has_tree=True)

    def action_below_lower(self) -> None:
        """Make the panel below lower."""
        self._want(below=max(self._below_height(self.size) - BELOW_STEP, BELOW_LEAST))

    def action_below_higher(self) -> None:
        """Make the panel below higher."""
        self._want(below=self._below_height(self.size) + BELOW_STEP, has_below=True)

    def action_alone(self) -> None:
        """Show the panel alone that has the focus, or all again."""
        self._alone = self._focused_part() if self._alone is None else None
        self.arrange_panels()

    def _focused_part(self) -> Part:
        if self.sections.has_focus:
            return "tree"
        return "below" if self.below.has_focus or self.below.has_focus_within else "document"

    # -- by mouse -----------------------------------------------------------------------------

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the border between two panels."""
        panel: Widget | None = None
        if event.button != 1 or self._alone:
            return
        tree, below = self.sections, self.below
        stands_beside = tree.display and self.size.width >= NARROW
        if stands_beside and event.screen_x == tree.region.right - 1 and _is_in(tree, event):
            panel, self._pulled = tree, "tree"
        elif below.display and event.screen_y == below.region.y:
            panel, self._pulled = below, "below"
        if panel is not None:
            panel.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw the border along."""
        if self._pulled == "tree":
            self._want(tree=max(round(event.screen_x) + 1, TREE_LEAST))
        elif self._pulled == "below":
            height = self.below.region.bottom - round(event.screen_y)
            self._want(below=max(height, BELOW_LEAST))

    def on_mouse_up(self) -> None:
        """Let go of the border."""
        if self._pulled:
            self._pulled = None
            self.app.capture_mouse(None)


def _usual(whole: int, share: int, least: int, most: int) -> int:
    return _between(whole * share // 100, least, most)


def _between(wanted: int, least: int, most: int) -> int:
    return max(min(wanted, most), least)


def _is_in(widget: Widget, event: events.MouseDown) -> bool:
    return widget.region.contains(int(event.screen_x), int(event.screen_y))
