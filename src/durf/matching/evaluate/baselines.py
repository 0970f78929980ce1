"""The simple methods to be beaten: most active first, BM25 per person, BM25 summed over items.

Plain text search as a user could have had anyway: lower-case words, a short stop list, the stemmer of the set's
language, every word of a question once (the defaults of the library bm25s). Where one thing was said by
several people it is one document that belongs to each.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import Stemmer
from numpy.typing import NDArray

from durf.matching.evaluate.judged import JudgedSet, Question
from durf.matching.text.analysis import dutch_votes

Floats = NDArray[np.float64]

K1, B = 1.5, 0.75
BEST_DOCUMENTS = 200
_WORD = re.compile(r"\w\w+")
# Lucene's list, and as short a one for Dutch; with these baselines.dev.json is met within .01
_ENGLISH = """
a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to
was will with
"""
_DUTCH = """
aan als bij dat de deze die dit door een en er heeft het in is met naar niet of om ook op over te tot van voor wordt
worden zijn
"""
_STOPS = {"english": frozenset(_ENGLISH.split()), "dutch": frozenset(_DUTCH.split())}


class PlainReader:
    """Reads a text as a bag of stems in one language."""

    def __init__(self, language: str) -> None:
        self._stops = _STOPS[language]
        self._stemmer = Stemmer.Stemmer(language)

    @classmethod
    def of(cls, judged: JudgedSet) -> Self:
        """Take the language most questions are in."""
        votes = sum(dutch_votes(question.text.lower().split()) for question in judged.questions)
        return cls("dutch" if votes > 0 else "english")

    def words(self, body: str) -> Counter[str]:
        """Count the stems of a text."""
        read = [word for word in _WORD.findall(body.lower()) if word not in self._stops]
        return Counter(self._stemmer.stemWords(read))


@dataclass(frozen=True, slots=True)
class Okapi:
    """BM25 over documents (Robertson and Zaragoza 2009, idf as in Lucene), with all its weights worked out."""

    rows: dict[str, tuple[NDArray[np.int64], Floats]]
    size: int

    @classmethod
    def build(cls, documents: Sequence[Counter[str]]) -> Self:
        """Work out the weight of every word in every document."""
        lengths = np.array([document.total() for document in documents], dtype=np.float64)
        average = lengths.mean() if lengths.size else 1.0
        holders: dict[str, tuple[list[int], list[int]]] = {}
        for number, document in enumerate(documents):
            for word, count in document.items():
                numbers, counts = holders.setdefault(word, ([], []))
                numbers.append(number)
                counts.append(count)
        rows = {}
        for word, (numbers, counts) in holders.items():
            where, times = np.array(numbers), np.array(counts, dtype=np.float64)
            idf = np.log(1 + (len(documents) - len(numbers) + 0.5) / (len(numbers) + 0.5))
            weight = times * (K1 + 1) / (times + K1 * (1 - B + B * lengths[where] / average))
            rows[word] = (where, idf * weight)
        return cls(rows, len(documents))

    def scores(self, words: Iterable[str]) -> Floats:
        """Score every document."""
        scores = np.zeros(self.size)
        for word in words:
            if word in self.rows:
                where, weights = self.rows[word]
                scores[where] += weights
        return scores


@dataclass(frozen=True, slots=True)
class Baselines:
    """The three methods over one set; each gives one score per person, in the order of `ids`."""

    ids: tuple[str, ...]
    activity: Floats
    persons: Okapi
    documents: Okapi
    owners: tuple[NDArray[np.int64], ...]
    reader: PlainReader

    @classmethod
    def build(cls, judged: JudgedSet) -> Self:
        """Read all texts once."""
        reader = PlainReader.of(judged)
        owners: dict[str, list[int]] = {}
        for number, person in enumerate(judged.people):
            for body in {text.body for text in person.texts}:
                owners.setdefault(body, []).append(number)
        read = {body: reader.words(body) for body in owners}
        profiles = [sum((read[text.body] for text in one.texts), Counter()) for one in judged.people]
        return cls(
            ids=tuple(person.id for person in judged.people),
            activity=np.array([len(person.texts) for person in judged.people], dtype=np.float64),
            persons=Okapi.build(profiles),
            documents=Okapi.build([read[body] for body in owners]),
            owners=tuple(np.array(numbers) for numbers in owners.values()),
            reader=reader,
        )

    def active(self, question: Question) -> Floats:
        """Whoever did most comes first."""
        return self.activity

    def bm25_person(self, question: Question) -> Floats:
        """All texts of a person as one document."""
        return self.persons.scores(self.reader.words(question.text))

    def bm25_items(self, question: Question) -> Floats:
        """Each text a document; a person's among the best 200 are added up."""
        scores = self.documents.scores(self.reader.words(question.text))
        best = np.argsort(-scores, kind="stable")[:BEST_DOCUMENTS]
        sums = np.zeros(len(self.ids))
        for document in best[scores[best] > 0].tolist():
            sums[self.owners[document]] += scores[document]
        return sums
