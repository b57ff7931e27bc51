"""A screen over the browser that is put away again."""

from asyncio import InvalidStateError

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType


class Overlay(ModalScreen[ScreenResultType]):
    """Put away once: of two keys typed fast the second may still find it, and would put away the browser too."""

    _put_away = False

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        if self._put_away or not self.is_current:
            return AwaitComplete()
        self._put_away = True
        try:
            return super().dismiss(result)
        except InvalidStateError:  # the answer was given already, or nobody waits for it any longer
            return AwaitComplete()
