"""Languages people talk in, by their own names; the first ones are offered, the others are known when named."""

COMMON = ("nl", "en", "de", "fr", "es", "tr", "ar", "pl", "uk", "fy")

SPOKEN = {
    "nl": "Nederlands",
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "tr": "Türkçe",
    "ar": "العربية",
    "pl": "Polski",
    "uk": "Українська",
    "fy": "Frysk",
    "ak": "Akan",
    "am": "አማርኛ",
    "az": "Azərbaycanca",
    "ber": "Tamaziɣt",
    "bn": "বাংলা",
    "bs": "Bosanski",
    "ca": "Català",
    "cs": "Čeština",
    "cy": "Cymraeg",
    "da": "Dansk",
    "drt": "Drents",
    "fa": "فارسی",
    "ga": "Gaeilge",
    "gd": "Gàidhlig",
    "gos": "Grunnegs",
    "he": "עברית",
    "hi": "हिन्दी",
    "hns": "Sarnami",
    "hr": "Hrvatski",
    "hu": "Magyar",
    "id": "Bahasa Indonesia",
    "ig": "Igbo",
    "it": "Italiano",
    "ka": "ქართული",
    "ko": "한국어",
    "kri": "Krio",
    "li": "Limburgs",
    "ml": "മലയാളം",
    "ms": "Bahasa Melayu",
    "ngt": "Nederlandse Gebarentaal",
    "no": "Norsk",
    "pa": "ਪੰਜਾਬੀ",
    "pt": "Português",
    "ru": "Русский",
    "so": "Soomaali",
    "sr": "Српски",
    "srn": "Sranantongo",
    "sv": "Svenska",
    "ta": "தமிழ்",
    "ti": "ትግርኛ",
    "tw": "Twi",
    "ur": "اردو",
    "uz": "Oʻzbekcha",
    "vi": "Tiếng Việt",
    "yo": "Yorùbá",
    "zh": "中文",
    "zu": "isiZulu",
}


def spoken_name(code: str) -> str:
    """Return a language's own name, or the code of one we do not know."""
    return SPOKEN.get(code, code)


def spoken_code(name: str) -> str | None:
    """Return the code of a language named by its own name or by its code."""
    plain = name.strip().casefold()
    return next((code for code, own in SPOKEN.items() if plain in (code, own.casefold())), None)
