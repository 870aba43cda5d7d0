"""ipykernel's application, kernel and compiler, with what a graded notebook needs otherwise."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from subprocess import DEVNULL, PIPE, STDOUT, Popen
from types import SimpleNamespace
from typing import Any

import zmq
from ipykernel import ipkernel, kernelapp
from ipykernel.compiler import XCachingCompiler
from ipykernel.iostream import IOPubThread
from ipykernel.ipkernel import IPythonKernel
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.inputtransformer2 import TransformerManager, leading_empty_lines
from IPython.core.ultratb import AutoFormattedTB
from traitlets import Type
from traitlets.config import Config

from .kernel import CELLS_FOLDER, cell_name, place_of


class CellsCompiler(XCachingCompiler):
    """Names a cell's code after the cell, in files and in tracebacks."""

    def __init__(self, work: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.reset_compiler_flags()  # "'(' was never closed", not "incomplete input"
        self.work = work
        self.number = 0  # of the cell that runs

    def get_code_name(self, raw_code: str, code: str, number: int) -> str:
        """The file name for a cell's code."""
        return cell_name(self.work, number)

    def cache(self, transformed_code: str, number: int = 0, raw_code: str | None = None) -> str:
        """As IPython does, with the cell's number where IPython counts executions."""
        name: str = super().cache(transformed_code, self.number or number, raw_code)
        return name


class CellsShell(ZMQInteractiveShell):
    """IPython's shell, whose `!command` needs no terminal: a locked process cannot open one."""

    def system(self, cmd: str) -> None:
        """Run a command to its end; what it says, on either stream, is the cell's output.

        Raises OSError: it shall go on in the background.
        """
        if cmd.rstrip().endswith("&"):
            raise OSError("Background processes not supported.")
        line = self.var_expand(cmd, depth=1)  # type: ignore[no-untyped-call]
        streams: Any = {"stdin": DEVNULL, "stdout": PIPE, "stderr": STDOUT}
        with Popen(line, shell=True, text=True, errors="replace", **streams) as process:
            for said in process.stdout or ():
                sys.stdout.write(said)
        self.user_ns["_exit_code"] = process.returncode

    system_piped = system


class CellsKernel(IPythonKernel):
    """A kernel that is told a cell's number and answers where the cell failed."""

    shell_class = Type(CellsShell)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)  # type: ignore[no-untyped-call]
        shell: Any = self.shell
        shell.kernel = shell.parent = self  # it was made before its kernel

    async def do_execute(
        self,
        code: str,
        silent: bool,
        store_history: bool = True,
        user_expressions: dict[str, Any] | None = None,
        allow_stdin: bool = False,
        *,
        cell_meta: dict[str, Any] | None = None,
        cell_id: str | None = None,
    ) -> dict[str, Any]:
        """Run a cell; `cell_id` is its number, and a failure's reply has a `place`."""
        number = int(cell_id) if cell_id and cell_id.isdecimal() else 0
        shell: Any = self.shell
        compiler = shell.compile
        compiler.number = number
        before = getattr(sys, "last_value", None)
        rest = (silent, store_history, user_expressions, allow_stdin)
        reply: dict[str, Any] = await super().do_execute(code, *rest)  # type: ignore[no-untyped-call]
        failure = getattr(sys, "last_value", None)  # set where IPython shows a traceback
        if failure is not None and failure is not before:
            reply["place"] = place_of(failure, compiler.work, number)
        return reply

    def _publish_execute_input(self, code: str, parent: Any, execution_count: int) -> None:
        """Nobody else listens: the driver knows what it asked for."""

    async def poll_stopped_queue(self) -> None:
        """There is no debugger to wait for."""


class CellsIOPub(IOPubThread):
    """Publishes outputs of this process only: there is no pipe for those of its forks."""

    def _setup_pipe_in(self) -> None:
        self._pipe_flag = False

    def _really_send(self, *args: Any, **kwargs: Any) -> None:
        if os.getpid() == self._master_pid:  # a fork must not touch a socket that it inherited
            super()._really_send(*args, **kwargs)  # type: ignore[no-untyped-call]


class CellsApp(kernelapp.IPKernelApp):
    """The application without files, heartbeat and history."""

    kernel_class = CellsKernel
    work = ""

    @staticmethod
    def settings(folder: str) -> Config:
        """The configuration of all kernels; in `folder` is what IPython insists on."""
        config = Config()
        config.CellsApp.capture_fd_output = False
        config.CellsApp.exec_PYTHONSTARTUP = False
        config.CellsApp.log_level = 50
        config.ProfileDir.location = os.path.join(folder, "profile_default")
        config.BaseIPythonApplication.ipython_dir = folder
        config.HistoryManager.enabled = False
        config.HistoryManager.hist_file = ":memory:"
        config.InteractiveShell.xmode = "Plain"
        config.InteractiveShell.colors = "nocolor"
        return config

    def place(self, connection: dict[str, Any], work: str) -> None:
        """Say where this kernel listens and works, before `initialize`."""
        self.work = work
        self.connection_file = os.path.join(work, "kernel.json")
        for name in ("transport", "ip", *(name for name in connection if name.endswith("_port"))):
            setattr(self, name, connection[name])
        self.config.Session.key = str(connection["key"]).encode()
        self.config.Session.signature_scheme = connection["signature_scheme"]
        self.ipython_dir = os.path.join(work, ".ipython")
        profile: Any = self.profile_dir
        profile._location_isset = False  # it lay elsewhere, and is gone there
        profile.location = os.path.join(self.ipython_dir, "profile_default")

    def _configure_logging(self) -> None:
        """Nobody reads its log: making it would renew the handlers of all of torch's loggers."""

    def init_code(self) -> None:
        """Nothing is run before the first cell; what is there is not the notebook's own."""
        shell: Any = self.shell
        shell.user_ns_hidden.update(shell.user_ns)

    def parse_command_line(self, argv: list[str] | None = None) -> None:
        """There is none."""

    def init_config_files(self) -> None:
        """Nothing is configured by files, and none is written."""

    def load_config_file(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is configured by files."""

    def init_profile_dir(self) -> None:
        """It has one: nothing is kept in it."""

    def update_config(self, config: Config) -> None:
        """There is but one configuration, and it is in force."""

    def init_heartbeat(self) -> None:
        """The driver watches the process itself."""

    def init_control(self, context: zmq.Context[Any]) -> None:
        """As ipykernel does, but for the debugger's connection of the kernel to itself."""
        super().init_control(context)  # type: ignore[no-untyped-call]
        self.debug_shell_socket.close(linger=0)

    def init_iopub(self, context: zmq.Context[Any]) -> None:
        """As ipykernel does, with a publisher of our own."""
        vars(kernelapp)["IOPubThread"] = CellsIOPub  # in this process, which is one kernel
        super().init_iopub(context)  # type: ignore[no-untyped-call]

    def init_kernel(self) -> None:
        """As ipykernel does; then the shell keeps the lines of its cells."""
        with no_modules():
            super().init_kernel()  # type: ignore[no-untyped-call]
        shell = self.kernel.shell
        os.makedirs(os.path.join(self.work, CELLS_FOLDER), exist_ok=True)
        shell.compile = CellsCompiler(self.work)
        transforms = shell.input_transformer_manager.cleanup_transforms
        with suppress(ValueError):
            transforms[transforms.index(leading_empty_lines)] = keep_lines


@contextmanager
def no_modules() -> Iterator[None]:
    """Keep the kernel from listing all modules for its debugger, which it does not have.

    Looking at each would copy the memory that some 2,000 of them share with the warm host, in this
    kernel and again in each of its forks.
    """
    known: Any = vars(ipkernel)
    known["sys"] = SimpleNamespace(**{**vars(sys), "modules": {}})
    try:
        yield
    finally:
        known["sys"] = sys


def keep_lines(lines: list[str]) -> list[str]:
    """IPython drops a cell's leading empty lines; ours stay, but before a cell magic."""
    stripped: list[str] = leading_empty_lines(lines)  # type: ignore[no-untyped-call]
    return stripped if stripped and stripped[0].startswith("%%") else lines


def exercise() -> None:
    """Use once, in the host, what is slow at first: IPython's translation and tracebacks."""
    transformer: Any = TransformerManager()  # type: ignore[no-untyped-call]
    transformer.transform_cell("%time 1\nx = !ls\nx?\n")
    tracebacks: Any = AutoFormattedTB
    formatter = tracebacks(mode="Plain")
    try:
        raise KeyError
    except KeyError:
        formatter.text(*sys.exc_info())
