"""The kernel behind a served page: it says what went wrong in a sentence, and keeps stack traces to itself.

Run as ``python -m mtlearn.server.kernel -f CONNECTION_FILE``, or forked (:mod:`mtlearn.server.zygote`). Plain
IPython sends the page a stack trace, with source and paths in it, whenever a button's callback
fails; here it goes to the log of the server, where an author looks for it.
"""

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING, Any

for _name in (
    "debugpy",
    "jedi",
):  # nobody debugs a served page, or completes words in it: that memory is saved
    sys.modules.setdefault(_name, None)  # type: ignore[arg-type]

from ipykernel.iostream import OutStream  # noqa: E402 - after the line above
from ipykernel.ipkernel import IPythonKernel  # noqa: E402
from ipykernel.kernelapp import IPKernelApp  # noqa: E402
from ipykernel.zmqshell import ZMQInteractiveShell  # noqa: E402
from traitlets import Type  # noqa: E402
from traitlets.config import Config  # noqa: E402

from mtlearn.errors import MtlearnError  # noqa: E402
from mtlearn.language import language  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["QuietKernel", "QuietShell", "run"]


class QuietShell(ZMQInteractiveShell):
    """A shell whose errors carry a sentence at most: that of an error mtlearn itself reports."""

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        del stb
        print(*traceback.format_exception(evalue), sep="", file=sys.__stderr__, flush=True)
        name = "MtlearnError" if issubclass(etype, MtlearnError) else "Error"
        sentence = _said(evalue) if isinstance(evalue, MtlearnError) else ""
        told = type(name, (Exception,), {})(sentence)
        super()._showtraceback(type(told), told, [])  # type: ignore[no-untyped-call]


def _said(error: MtlearnError) -> str:
    """Say an error in the language of the page this kernel was started for."""
    try:
        from mtlearn.widgets.panel import said  # noqa: PLC0415 - only when something went wrong

        return said(error, language(os.environ.get("MTLEARN_SERVED", "")))
    except MtlearnError:  # the words themselves are damaged, or nobody told the language
        return str(error)


class QuietKernel(IPythonKernel):
    """A kernel with such a shell, which does not say that it is busy while it hears a widget's message.

    Every note played is one, and nobody looks at the sign; that it is idle again is what the page waits for.
    """

    shell_class = Type(QuietShell)

    def _publish_status(self, status: str, channel: str, parent: dict[str, Any] | None = None) -> None:
        header = (parent or self.get_parent(channel)).get("header", {})  # type: ignore[no-untyped-call]
        if status == "busy" and header.get("msg_type") == "comm_msg":
            return
        super()._publish_status(status, channel, parent)  # type: ignore[no-untyped-call]


class QuietStream(OutStream):
    """What a cell prints, on its way to the page.

    ipykernel flushes it after every message it has heard, and a flush waits for another thread; where nothing
    was printed there is nothing to wait for, and a note played is answered the sooner.
    """

    def flush(self) -> None:
        """Send what was printed, if anything was."""
        if self._flush_pending or self._subprocess_flush_pending or self._buffers:
            super().flush()  # type: ignore[no-untyped-call]


class QuietApp(IPKernelApp):
    """A kernel's process without the thread that shares messages out among subshells: no page opens any."""

    def init_control(self, context: object) -> None:
        """Open the control channel, and leave the shell channel to the main thread."""
        super().init_control(context)  # type: ignore[no-untyped-call]
        self.shell_channel_thread = None


def run(argv: Sequence[str]) -> None:
    """Be a kernel until told to stop."""
    app = QuietApp.instance(config=_config())
    app.initialize(list(argv))  # type: ignore[no-untyped-call]
    app.log.setLevel(app.log_level)  # its handler lets nothing below through, so nothing below is made up
    sys.stderr = (
        sys.__stderr__
    )  # what is logged, stack traces and all, is for the server's log and not the page
    # read ahead, ipywidgets found no kernel to tell; with it told, a page asks for all widgets at once
    if "ipywidgets" in sys.modules:
        sys.modules["ipywidgets"].register_comm_target()
    app.start()  # type: ignore[no-untyped-call]


def _config() -> Any:  # noqa: ANN401 - traitlets ships no types
    config = Config()
    config.IPKernelApp.kernel_class = QuietKernel
    config.IPKernelApp.outstream_class = f"{__name__}.QuietStream"
    if sys.platform != "win32":
        config.IPKernelApp.parent_handle = os.getppid()  # end when the server does
    config.HistoryManager.enabled = False  # a thread and a file nobody would read
    config.InteractiveShellApp.exec_PYTHONSTARTUP = False
    return config


if __name__ == "__main__":
    run(sys.argv[1:])
