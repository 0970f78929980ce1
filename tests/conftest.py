"""What every test starts from: no memory of the test before, no real channel, loopback only where marked."""

import pytest
from django.core.cache import cache
from django.utils import translation
from pytest_socket import enable_socket, socket_allow_hosts
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from durf.notices.channels import MemoryChannel
from durf.reach.budget import preview_budget
from durf.reach.live_index import live_index

ONE_TOWN = ("tests/browser/", "tests/demo/test_command.py", "tests/demo/test_pages.py", "tests/demo/test_town.py")


class TogetherScheduling(LoadScopeScheduling):  # type: ignore[misc]
    """Keeps tests that share a demo town on one worker, so that it is built once; all others go where there is room.

    The groups of pytest-xdist 3.8 would do this, but pytest 9.2 silently ignores them.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((place for place in ONE_TOWN if nodeid.startswith(place)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Spread the tests our way."""
    return TogetherScheduling(config, log)


@pytest.fixture(autouse=True)
def _clean_memory() -> None:
    """Forget what a process would keep: index, budget, language, throttles."""
    live_index.forget()
    preview_budget.forget()
    cache.clear()
    translation.activate("en")
    MemoryChannel.sent.clear()
    MemoryChannel.failures.clear()


@pytest.fixture(autouse=True)
def _loopback(request: pytest.FixtureRequest) -> None:
    """Open the loopback for browser and slow tests; everything else has no network at all."""
    if request.node.get_closest_marker("browser") or request.node.get_closest_marker("loopback"):
        enable_socket()
        socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)


@pytest.fixture
def memory_channel(settings: object) -> type[MemoryChannel]:
    """Let every notice of this test go to memory."""
    settings.NOTICE_CHANNELS = ["durf.notices.channels.MemoryChannel"]  # type: ignore[attr-defined]
    return MemoryChannel
