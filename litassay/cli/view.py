"""`litassay view`: the pages of local runs in a browser."""

from pathlib import Path
from typing import Annotated

import typer

Root = Annotated[Path, typer.Argument(metavar="[RUNS]", help="The folder that holds run folders.")]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes a free one.")]
Browser = Annotated[
    bool, typer.Option("--browser/--no-browser", help="Open the page in the default browser.")
]


def view(root: Root = Path("runs"), port: Port = 0, browser: Browser = True) -> None:
    """Show local runs in a browser, live while they work; Ctrl-C ends it.

    Only this machine is served, and only addresses that hold the token that is printed. Nothing
    is changed: to resume a run, its page names the command.
    """
    import socket
    import webbrowser

    import uvicorn

    from litassay.errors import StorageError
    from litassay.wiring.viewer import new_token, viewer

    token = new_token()
    with socket.socket() as bound:
        try:
            bound.bind(("127.0.0.1", port))
        except OSError as error:
            raise StorageError(
                f"port {port} cannot be used: {error.strerror}", "leave --port out"
            ) from error
        address = f"http://127.0.0.1:{bound.getsockname()[1]}/{token}/"
        typer.echo(address)
        if browser:
            webbrowser.open(address)
        settings = uvicorn.Config(viewer(root, token), log_level="warning", access_log=False)
        uvicorn.Server(settings).run(sockets=[bound])
