"""`durf coach "…"`: the hints for a text, on the command line; imports no Django."""


def main(argv: list[str]) -> int:
    """Print the hints for a text, readable or as JSON; return the exit code."""
    return 0
