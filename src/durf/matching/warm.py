"""Compile every loop before anybody waits for it."""

from durf.matching.core import Index
from durf.matching.people import Person, Text, Tie
from durf.matching.questions import Query
from durf.matching.updates import PersonSet, TieSet


def warm() -> None:
    """Answer a few questions of an invented handful of people, so that no keystroke meets a compiler.

    What was compiled is kept on disk: the first time takes up to half a minute, later ones a fraction of a second.
    """
    helpers = [Person(f"p{number:03}", (Text("imker honing"), Text("tuin"))) for number in range(60)]
    others = [
        Person("asker"),
        Person("far", (Text("imkerij"),)),
        *(Person(f"o{n}", (Text("lasser"),)) for n in range(80)),
    ]
    ties = [Tie("asker", "p001"), Tie("p001", "p002"), Tie("p002", "far"), Tie("asker", "p003")]
    index = Index.build([*helpers, *others], ties)
    for step in range(2):
        for text in ("wie kent een imk", "imker of lasser ", "honing en imkerij"):
            index.search(Query(text, "asker"), frozenset({"p009"}))
            index.scan(Query(text, "asker"))
            index.rank(Query(text, None))
        index.path("asker", "far")
        if not step:
            index.apply([PersonSet(Person("new", (Text("imker"),))), TieSet(Tie("new", "asker"))])
    index.compact()
