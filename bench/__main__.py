"""`durf bench COMMAND`: speed, measured beside what one could use instead, and what each part of the quality adds."""

import importlib
import sys

COMMANDS = {
    "gen": "make an invented community and compare it with real ones",
    "core": "the index alone: keystrokes, cold questions, memory, agreement with an oracle",
    "peers": "the index beside SQLite, PostgreSQL, tantivy, bm25s and others, query by query",
    "paths": "introduction paths beside networkx, igraph and rustworkx",
    "updates": "changes arriving while others search",
    "http": "the goals through HTTP: previews of members typing, at a real server",
    "bandwidth": "how far from what the memory of this machine allows",
    "ablations": "what each part of the matching adds, on real questions",
    "privacy": "what ten accounts and ten thousand questions find of what is hidden",
    "report": "write bench/results into docs/performance.md",
}
FOLDERS = ("peers", "http", "privacy")  # commands that have one of their own


def main(arguments: list[str]) -> int:
    """Run one command."""
    if not arguments or arguments[0] not in COMMANDS:
        lines = "\n".join(f"  {name:<10} {what}" for name, what in COMMANDS.items())
        sys.stderr.write(
            f"usage: durf bench COMMAND [options]\n\n{lines}\n\nLarge communities are kept in $DURF_BENCH.\n"
        )
        return 2
    name = arguments[0]
    command = importlib.import_module(f"bench.{name}.run" if name in FOLDERS else f"bench.{name}")
    return int(getattr(command, f"{name}_main")(arguments[1:]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
