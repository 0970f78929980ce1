"""What in a wish is too private for everyone, and where it stands."""

import re
from dataclasses import dataclass

from durf.coach.reading.wish import Reading

# All patterns are linear: bounded repeats, no nested ones.
_NUMBERS = (
    re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"),  # e-mail
    re.compile(r"\b[\w.]{2,40} ?(?:\(at\)|\[at\]) ?[\w-]{2,40} ?(?:\.|\(dot\)|\[dot\]|\(punt\)) ?[a-z]{2,6}\b", re.I),
    re.compile(r"(?<![\w+])(?:\+|00)\d{1,3}[ .-]?(?:\(0\)[ .-]?)?\d(?:[ .-]?\d){6,11}(?!\d)"),  # +31 6 …
    re.compile(r"(?<![\w,.+-])\(?0\d{1,4}\)?(?:[ .-]{0,3}\d){6,9}(?!\d|,\d)"),  # 06-12345678, 020 1234567
    re.compile(r"(?<![\w-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)"),  # 555-123-4567
    re.compile(r"\b[A-Z]{2}\d{2} ?[A-Z]{4} ?\d{2}(?: ?\d){6,14}\b", re.I),  # IBAN with letters
    re.compile(r"\b(?:DE|BE|FR|ES|PL|AT|PT|DK|SE)\d{2}(?: ?\d{4}){3,5}(?: ?\d{1,4})?\b"),
    re.compile(r"(?<!\d)\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4}(?!\d)"),  # card
    re.compile(r"\b\d{2}-\d{2}-\d{2} \d{6,8}\b"),  # sort code and account
    re.compile(r"\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"),  # national insurance
    re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])"),  # social security
    re.compile(r"(?<![\d-])555[- ]\d{4}(?![\d-])"),
    re.compile(r"\b(?:geboren|born)(?: op| on)? \d{1,2}(?:[-/. ]\d{1,2}[-/. ]\d{4}| [a-z]{3,9} (?:19|20)\d\d)", re.I),
)
_ENOUGH = 40  # more private things than this need not be listed
_AGE = re.compile(r"(?: ?\(| van |, )(?:[1-9]|1[0-7])(?=\)|,| ?jaar| years?\b| en\b)")
_NINE_DIGITS = re.compile(r"(?<![\d.,+])\d{9}(?!\d)")
_ADDRESSES = (
    re.compile(
        r"\b\w{0,30}(?:straat|laan|weg|plein|gracht|kade|dijk|singel|hof|pad|steeg|dreef|plantsoen|park|wal|markt"
        r"|str\.?) ?\d{1,4}(?: ?[a-z])?\b(?! ?(?:uur|min|euro|personen|mensen|jaar|keer|km|m\b|t/m))",
        re.I,
    ),
    re.compile(
        r"\b\d{1,4}[a-z]? [A-Z][\w'-]{1,30}(?: [A-Z][\w'-]{1,30}){0,2} "
        r"(?:Street|Road|Lane|Avenue|Drive|Close|Crescent|Terrace|Way|Court|Gardens|Square|Place|Hill|Row|Grove|Mews|Walk|Parade|Rise|View|Green|St|Rd|Ave|Ln)\b"
    ),
    re.compile(r"\b\d{1,4}[a-z]? \w{2,30} (?:street|road|lane|avenue|drive|close|crescent|terrace)\b", re.I),
    re.compile(r"\b(?:Laan|Plein|Weg|Dreef|Hof)(?: (?:van|der|de|den|het|[A-Z]\w{1,30})){1,4} \d{1,4}\b"),
    re.compile(r"\b[1-9]\d{3} ?(?!AM|PM|EU)[A-Z]{2}\b[ ,]{0,3}(?:huisnummer |nr\.? ?|nummer )?\d{1,4}\b"),
    re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"),  # UK postcode
    re.compile(r"\b(?:van|op|at|of|from) (?:nummer|huisnummer|nr\.?|number|no\.) ?\d{1,4}\b", re.I),
    re.compile(r"\b(?:woon|wonen|live|living)\b.{0,40}\b(?:nummer|nr\.?|number|no\.) ?\d{1,4}", re.I),
)


@dataclass(frozen=True, slots=True)
class Private:
    """Something private: what sort, and the part of the text it takes."""

    sort: str
    start: int
    end: int


def _passes_eleven_test(digits: str) -> bool:
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return digits[0] != "0" and sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11 == 0


def numbers(text: str) -> list[Private]:
    """Find telephone, bank and citizen numbers and mail addresses."""
    found = [Private("number", *hit.span()) for pattern in _NUMBERS for hit in pattern.finditer(text)]
    for hit in _NINE_DIGITS.finditer(text):
        if _passes_eleven_test(hit.group()):
            found.append(Private("number", *hit.span()))
    return found


def addresses(reading: Reading) -> list[Private]:
    """Find a street with a house number, unless it is where a public place is."""
    open_to_all = reading.sentences_with("public")
    found: list[Private] = []
    for hit in (hit for pattern in _ADDRESSES for hit in pattern.finditer(reading.text)):
        inside = {word.sentence for word in reading.words if hit.start() <= word.start < hit.end()}
        if not inside & open_to_all:
            found.append(Private("address", *hit.span()))
    return found


def named(reading: Reading) -> list[int]:
    """Find the words that are a name: a common first name, or a capital where no place is meant."""
    known = {mark.first for mark in reading.marks("firstname")}
    return [i for i, word in enumerate(reading.words) if word.capital and (i in known or _follows_a_role(reading, i))]


def _follows_a_role(reading: Reading, i: int) -> bool:
    """Tell whether it stands as in "our cleaner Marta" or "Mrs Hartley"."""
    if i and i - 1 in reading.covered("title"):
        return True
    return i > 1 and i - 2 in reading.covered("possessive") and not reading.words[i - 1].capital


def _others(reading: Reading) -> frozenset[int]:
    """Give the sentences in or just after which somebody else is spoken of."""
    spoken = set(reading.sentences_with("person")) | {reading.words[i].sentence for i in named(reading)}
    return frozenset(spoken | {s + 1 for s in spoken} | {s - 1 for s in spoken})


def facts(reading: Reading) -> list[Private]:
    """Find illness of anybody, and trouble of somebody other than the asker."""
    about_subject = reading.sentences_with("neutral")
    about_animals = reading.sentences_with("animal")
    of_self, of_others = reading.sentences_with("self"), _others(reading)
    concerned = {
        "condition": of_self | of_others,
        "confession": of_self | of_others,
        "ailment": of_others,
        "grave": of_others,
    }
    found: list[Private] = []
    for tag, sentences in concerned.items():
        for mark in reading.marks(tag):
            sentence = reading.words[mark.first].sentence
            if tag in ("condition", "ailment") and sentence in about_animals:
                continue
            if sentence in sentences and sentence not in about_subject:
                found.append(Private("fact", reading.words[mark.first].start, reading.words[mark.last - 1].end))
    return found + [Private("fact", reading.words[i].start, reading.words[i].end) for i in _children(reading)]


def _children(reading: Reading) -> list[int]:
    """Find names followed by a child's age: "Daan (8)"."""
    return [i for i in named(reading) if _AGE.match(reading.text, reading.words[i].end)]


def secrets(reading: Reading) -> list[Private]:
    """Find codes, passwords and where the key lies."""
    return [
        Private("number", reading.words[mark.first].start, reading.words[mark.last - 1].end)
        for mark in reading.marks("secret")
    ]


def private(reading: Reading, audience: str) -> list[Private]:
    """Find what this audience should not read; the few people asked may know more than everyone."""
    found = numbers(reading.entire) + secrets(reading)
    if audience in ("everyone", "members"):
        found += addresses(reading) + facts(reading)
    return sorted(found, key=lambda item: item.start)[:_ENOUGH]
