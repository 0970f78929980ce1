"""`durf coach "…"`: the hints for a text, on the command line; imports no Django."""

import argparse
import json
import sys
from dataclasses import asdict

from durf.coach.advice import advise
from durf.coach.hints import Hint
from durf.coach.language import guess

_WELL = {"nl": "Niets aan te merken: vraag het zo.", "en": "Nothing to add: ask it like this."}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="durf coach",
        description="Give the next best hints for a wish: at most two, the most useful first.",
        epilog="Exit codes: 0 the hints were given (also when there are none), 2 the command was not understood.",
    )
    parser.add_argument("text", help='the text of the wish; "-" reads it from standard input')
    parser.add_argument("--lang", choices=("nl", "en"), help="the language of the hints (default: as the text)")
    parser.add_argument(
        "--audience",
        choices=("everyone", "members", "network", "asked"),
        default="everyone",
        help="who will read the wish (default: everyone)",
    )
    parser.add_argument("--json", action="store_true", help="print a list of {id, text, example}")
    return parser


def _readable(hints: tuple[Hint, ...], lang: str) -> str:
    if not hints:
        return _WELL[lang]
    return "\n".join(f"{hint.text}\n    {hint.example}" for hint in hints)


def main(argv: list[str]) -> int:
    """Print the hints for a text, readable or as JSON; return the exit code."""
    try:
        asked = _parser().parse_args(argv)
    except SystemExit as stopped:  # argparse ends the process; the caller wants a number
        return int(stopped.code or 0)
    text = sys.stdin.read() if asked.text == "-" else str(asked.text)
    hints = advise(text, lang=asked.lang, audience=asked.audience)
    if asked.json:
        sys.stdout.write(json.dumps([asdict(hint) for hint in hints], ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(_readable(hints, asked.lang or guess(text)) + "\n")
    return 0
