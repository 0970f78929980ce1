"""What a hint is and how it is said. Which hint is given when lives in `rules`, its example in `examples`."""

from dataclasses import dataclass

from durf.coach.language import Language

HINT_IDS: tuple[str, ...] = ("safe", "one", "what", "enough", "who", "tried", "why", "when")


@dataclass(frozen=True)
class Hint:
    """One thing that would make this wish easier to say yes to; the first sentence of `text` is its lead."""

    id: str
    text: str
    example: str


# At most 90 characters each: two of them fit beside the text on a phone.
WORDING: dict[Language, dict[str, str]] = {
    "nl": {
        "safe": "Te persoonlijk voor iedereen. Vertel dat deel pas als iemand ja heeft gezegd.",
        "safe:number": "Zonder nummers en adressen. Wie helpt, krijgt ze van je als jij dat wilt.",
        "one": "Eén wens tegelijk. Kies de belangrijkste; de rest vraag je daarna.",
        "what": "Wat precies? Zeg wat één mens voor je kan doen.",
        "enough": "Wat zou al helpen? Op een klein begin zegt men sneller ja.",
        "who": "Wie zou dit weten? Noem het soort mens, dan voelt die zich gevraagd.",
        "tried": "Wat heb je al geprobeerd? Dan krijg je geen raad die je al kent.",
        "why": "Waarom is het je lief? Met een reden denkt men graag mee.",
        "when": "Voor wanneer? Met een datum zegt men sneller ja.",
    },
    "en": {
        "safe": "Too private for everyone. Tell that part once somebody has said yes.",
        "safe:number": "Leave numbers and addresses out. Whoever helps gets them when you choose.",
        "one": "One wish at a time. Pick the one that matters most; ask the rest after.",
        "what": "What exactly? Say what one person could do for you.",
        "enough": "What would already help? A small first step is easier to say yes to.",
        "who": "Who would know? Name the kind of person, so that they feel asked.",
        "tried": "What have you tried? Then nobody sends you what you already know.",
        "why": "Why does it matter to you? People help more gladly when they know.",
        "when": "By when? With a date, people say yes sooner.",
    },
}

# The part before the first comma or full stop is the lead.
PRAISE: dict[Language, dict[str, str]] = {
    "nl": {
        "complete": "Eén heldere vraag, met een reden en een datum. Mooi.",
        "reason": "Eén heldere vraag, en waarom het je lief is. Mooi.",
        "tried": "Wat je al probeerde staat erbij. Dat scheelt veel heen en weer.",
        "date": "Helder wat en wanneer. Dat leest fijn.",
        "small": "Klein gevraagd, daar zegt men graag ja op.",
    },
    "en": {
        "complete": "One clear question, with a reason and a date. Lovely.",
        "reason": "One clear question, and why it matters to you. Lovely.",
        "tried": "You say what you tried, and that saves everyone a round.",
        "date": "Clear what and when, which reads well.",
        "small": "A small ask, and those are easy to say yes to.",
    },
}
