"""`durf vocabulary`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from durf.reach.esco import VocabularyFileError
from durf.reach.vocabulary import vocabulary_load, vocabulary_merge, vocabulary_words


class Command(BaseCommand):
    help = (
        "Words that mean the same, in two languages: load ESCO's CSV files beside our own list, or show what a word "
        "means. Example: durf vocabulary load occupations_nl.csv occupations_en.csv"
    )
    requires_system_checks: list[str] = []  # needs no community, only the data folder

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="load|show")
        load = actions.add_parser("load", help="load CSV files as ESCO gives them; one loaded before is replaced")
        load.add_argument("files", nargs="+", type=Path, metavar="FILE.csv")
        load.add_argument("--lang", choices=["nl", "en"], help="where files of two languages have the same name")
        show = actions.add_parser("show", help="the words that mean the same as this one")
        show.add_argument("word", metavar="WORD")
        for one in (load, show):
            one.add_argument("--data", metavar="DIR", help="data folder (default: DURF_DATA, or ./data)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "load":
            self._load(options["files"], options["lang"])
        else:
            self._show(options["word"])

    def _load(self, files: list[Path], lang: str | None) -> None:
        try:
            loaded = vocabulary_load(files, lang=lang)
        except VocabularyFileError as error:
            raise CommandError(str(error)) from error
        for place, concepts in loaded:
            words = sum(len(concept.words) for concept in concepts)
            self.stdout.write(f"{place}: {len(concepts):,} concepts, {words:,} words.")
        merged = vocabulary_merge()
        self.stdout.write(
            f"With our own list: {len(merged.table):,} words of {merged.concepts:,} concepts. Left out: "
            f"{merged.everyday:,} that everybody uses, {merged.long:,} of more than four words, "
            f"{merged.taken:,} that mean something else already."
        )
        self.stdout.write("A running server takes this up at its next start.")

    def _show(self, word: str) -> None:
        found = vocabulary_words(word)
        if found is None:
            raise CommandError(f"{word!r} has no other words here; it is found by itself and its own forms.")
        concept, words = found
        self.stdout.write(f"{concept}: {', '.join(words)}")
