"""What every screen of the program can do: tell its keys, find a command, change its shade, be suspended, be left."""

from textual import events
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from tui import messages
from tui.commands import Command, Where, bindings, shown
from tui.messages import _, outside
from tui.panes import Layout, layout_of


class FullScreen(Screen[None]):
    """A screen that fills the window. `PLACES` are the panes whose commands work on it."""

    BINDINGS = bindings(Where.EVERYWHERE)
    PLACES: tuple[Where, ...] = ()

    window: Layout | None = None

    def on_mount(self) -> None:
        self.set_class(messages.reads_right_to_left(), "-mirrored")

    def can(self, command: Command) -> bool:
        """Whether a command does something here."""
        everywhere = command.where is Where.EVERYWHERE
        return hasattr(self, f"action_{command.action}") if everywhere else command.where in self.PLACES

    @property
    def here(self) -> Where:
        """The pane of which help tells among the first: the last of a screen is what it is for."""
        return self.PLACES[-1] if self.PLACES else Where.EVERYWHERE

    def place(self, where: Where) -> Widget:
        """The widget of a pane."""
        raise NotImplementedError

    def go(self, pane: Where) -> None:
        """Give a pane the focus."""
        self.set_focus(self.place(pane))  # at once: the next key, typed fast or pasted, is already meant for it

    def tell(self, text: str) -> None:
        """Say something for some seconds."""
        raise NotImplementedError

    def tell_how_to_quit(self) -> None:
        """Ctrl+C was pressed, and there is nothing selected that it could copy."""
        self.tell(_("Press {key} to quit.").format(key=shown("ctrl+q")))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.tell_fault(event.worker.error)

    def tell_fault(self, error: BaseException) -> None:
        """Something happened that nobody has thought of."""
        self.tell(_("Something went wrong: {error}").format(error=outside(f"{type(error).__name__}: {error}")))

    # ---- the size of the window

    def on_resize(self, event: events.Resize) -> None:
        self.fit(event.size)

    def fit(self, size: Size) -> bool:
        """Take the layout for a window of this size; whether it is another one."""
        window = layout_of(size.width, size.height)
        if window is self.window:
            return False
        self.remove_class(*Layout).add_class(window)
        self.window = window
        self.arrange_panes()
        return True

    def arrange_panes(self) -> None:
        """Show the panes that have room in the window as it is now."""

    # ---- actions, each bound and told in tui.commands

    def action_help(self) -> None:
        from tui.help import HelpScreen

        self.app.push_screen(HelpScreen(self.here))

    def action_palette(self) -> None:
        from tui.palette import PaletteScreen

        self.app.push_screen(PaletteScreen(self.can), self._obey)

    async def _obey(self, command: Command | None) -> None:
        """Do what was picked in the palette, in the pane it belongs to."""
        if command is None:
            return
        if command.where is not Where.EVERYWHERE:
            self.go(command.where)
            widget = self.place(command.where)
            if hasattr(widget, f"action_{command.action}"):
                await self.app.run_action(command.action, widget)
                return
        await self.run_action(command.action)

    def action_suspend(self) -> None:
        self.app.action_suspend_process()

    def action_shade(self) -> None:
        from tui.theme import DARK, LIGHT

        self.app.theme = LIGHT.name if self.app.theme == DARK.name else DARK.name

    def action_leave_program(self) -> None:
        self.app.exit(0)
