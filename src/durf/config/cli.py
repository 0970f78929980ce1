"""The `durf` command: finds the command asked for and hands over."""

import os
import subprocess
import sys
from pathlib import Path

USAGE = """\
durf – dare to ask

usage: durf COMMAND [options]      (durf COMMAND --help explains one)

  demo       set up and serve an invented community     durf demo --port 8000
  serve      serve your own community, web and worker   durf serve
  worker     run the worker alone                       durf worker
  ask        ask a wish for a member                    durf ask --member alice "Wie kent een imker?"
  reach      how far a text reaches, for a member       durf reach --member alice "Wie kent een imker?"
  import     bring contacts into a notebook             durf import Connections.csv --member alice --dry-run
  vocabulary load or show words of one meaning          durf vocabulary load occupations_nl.csv
  coach      the next best hint for a text              durf coach "Wie heeft er verstand van subsidies?"
  match      who could help, over plain files           durf match --people P --ties T --asker ID "…"
  evaluate   measure the matching on a data set         durf evaluate ../shared/data/routing/travel_en/dev
  bench      measure the speed beside other software    durf bench core --n 100k   (in a clone)
  manage     any other command of Django                durf manage migrate

DURF_DATA names the data folder (default: ./data); docs/settings.md has every setting.
Exit codes: 0 done, 1 could not be done, 2 the command's words are off.
"""


def main() -> None:
    """Run one command; `match`, `evaluate`, `coach` and `bench` start without Django."""
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        sys.stdout.write(USAGE)
        sys.exit(0 if arguments else 2)
    name, rest = arguments[0], arguments[1:]
    if name == "evaluate":
        from durf.matching.evaluate.command import main as evaluate_main

        sys.exit(evaluate_main(rest))
    if name == "match":
        from durf.matching.evaluate.match import match_main

        sys.exit(match_main(rest))
    if name == "coach":
        from durf.coach.command import main as coach_main

        sys.exit(coach_main(rest))
    if name == "bench":
        sys.exit(_bench(rest))
    if name in ("demo", "serve", "worker", "ask", "reach", "import", "vocabulary"):
        sys.exit(_run(name, rest))
    if name == "manage":
        sys.exit(_run(rest[0] if rest else "help", rest[1:]))
    sys.stderr.write(f"durf: there is no command {name!r}. `durf --help` lists them.\n")
    sys.exit(2)


def _run(name: str, rest: list[str]) -> int:
    """Run a Django command after the options that settings depend on are in the environment."""
    _read_early_options(name, rest)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "durf.config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError

    try:
        execute_from_command_line(["durf", name, *rest])
    except ImproperlyConfigured as error:
        sys.stderr.write(f"durf: {error}\n")
        return 2
    except DatabaseError:
        if not _empty():
            raise
        sys.stderr.write("durf: there is no community in this folder yet. `durf serve` or `durf demo` sets one up.\n")
        return 1
    return 0


def _bench(rest: list[str]) -> int:
    """Run `bench/` of the clone as a program of its own, with the environment `make bench` made when it is there.

    `http` starts a Durf, which is in our own environment and not among the peers.
    """
    root = Path(__file__).resolve().parents[3]
    if not (root / "bench" / "__main__.py").exists():
        sys.stderr.write("durf: the bench is not part of an installed Durf. Clone the repository and run it there.\n")
        return 1
    own = root / ".venv-bench" / "bin" / "python"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(root), str(root / "src")))}
    environment.setdefault("DURF_BENCH", str(root / "data" / "bench"))
    python = str(own) if own.exists() and rest[:1] != ["http"] else sys.executable
    return subprocess.run([python, "-m", "bench", *rest], env=environment, check=False).returncode


def _empty() -> bool:
    """Whether the database was never set up."""
    from django.db import connection

    return "django_migrations" not in connection.introspection.table_names()


def _read_early_options(name: str, rest: list[str]) -> None:
    """The data folder and the port decide what the settings are, so they are read before Django starts."""
    if name == "demo":
        os.environ["DURF_DEMO"] = "on"
    for option, variable in (("--data", "DURF_DATA"), ("--port", "DURF_PORT")):
        for position, word in enumerate(rest):
            if word == option and position + 1 < len(rest):
                os.environ[variable] = rest[position + 1]
            elif word.startswith(option + "="):
                os.environ[variable] = word.removeprefix(option + "=")
    if name == "demo" and "DURF_PORT" in os.environ:
        os.environ.setdefault("DURF_URL", f"http://localhost:{os.environ['DURF_PORT']}")


if __name__ == "__main__":
    main()
