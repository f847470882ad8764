"""The yardstick for the screen: a Textual app that shows one line, and counts the keys in it."""

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static


class Empty(App[None]):
    """Shows one line."""

    keys = 0

    def compose(self) -> ComposeResult:
        yield Static("painted")

    def on_key(self, event: Key) -> None:
        """Paint anew."""
        self.keys += 1
        self.query_one(Static).update(f"painted {self.keys}")


if __name__ == "__main__":
    Empty().run()
