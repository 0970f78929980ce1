"""Web and worker together: what `durf serve` and `durf demo` start."""

import logging
import warnings
from threading import Event, Thread

import uvicorn
from django.core.management import call_command

from durf.operations.worker import work
from durf.reach.services import refresh

log = logging.getLogger(__name__)


def prepare() -> None:
    """Bring the tables and the static files up to date."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def serve(*, host: str, port: int, worker: bool, pause_s: float) -> None:
    """Serve until interrupted; the index is warm before the first request."""
    refresh()
    # WhiteNoise hands a file over in pieces the old way; the pieces are small and Django collects them itself.
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
    stop = Event()
    thread = Thread(target=work, kwargs={"stop": stop, "pause_s": pause_s}, name="worker", daemon=True)
    if worker:
        thread.start()
    try:
        uvicorn.run(
            "durf.config.asgi:application",
            host=host,
            port=port,
            log_level="warning",
            access_log=False,
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=3,
        )
    finally:
        stop.set()
        if worker:
            thread.join(timeout=5)
