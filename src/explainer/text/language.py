"""What a language's numbers, hedges and dates look like: a table a language, with CLDR's names and signs.

The tables are `languages/xx.toml`; months, weekdays, separators and names of units come from
CLDR (the Unicode Common Locale Data Repository) through Babel.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from importlib.resources import files

from babel import Locale
from babel.localedata import locale_identifiers

#: The languages that are read; any other is said not to be read.
LANGUAGES = ("en", "de", "es", "fr", "ru", "vi")

# Units whose names CLDR has in every language, by the name a reader is given.
_CLDR_UNITS = {
    "duration-year": "years", "duration-month": "months", "duration-week": "weeks", "duration-day": "days",
    "duration-hour": "hours", "duration-minute": "minutes", "duration-second": "seconds", "length-kilometer": "km",
    "length-meter": "m", "length-centimeter": "cm", "length-millimeter": "mm", "length-mile": "miles",
    "length-foot": "feet", "length-inch": "inches", "length-yard": "yards", "mass-kilogram": "kg", "mass-gram": "g",
    "mass-tonne": "tonnes", "area-hectare": "ha", "area-square-kilometer": "km²", "area-square-meter": "m²",
    "volume-liter": "litres", "speed-kilometer-per-hour": "km/h", "temperature-celsius": "°C",
    "power-megawatt": "MW", "power-kilowatt": "kW", "power-gigawatt": "GW", "energy-kilowatt-hour": "kWh",
}  # fmt: skip
# Signs that every language writes alike; large and small letters differ.
_SIGNS = (
    r"km²|km2|km\s?/\s?h|km|cm|mm|m²|m2|m³|m|kg|mg|g|ha|ml|l|mph|kph|kWh|MWh|GWh|TWh|kW|MW|GW|GHz|MHz|kHz|Hz"
    r"|GB|MB|TB|KB|lbs?|oz|h|min|[°º]\s?C|°\s?F|C|F|°|mi|yd|kt|t|dB|ppm|hPa"
)
_SAME = {
    "km2": "km²", "m2": "m²", "C": "°C", "F": "°F", "° C": "°C", "° F": "°F", "°": "degrees",
    "lbs": "lb", "mi": "miles", "h": "hours", "min": "minutes",
}  # fmt: skip
CURRENCY_SIGNS = {
    "$": "dollars", "£": "pounds", "€": "euros", "¥": "yen", "₹": "rupees", "₽": "roubles", "₫": "dong", "₩": "won",
    "₺": "lira", "₴": "hryvnias", "₪": "shekels", "₦": "naira", "₱": "pesos", "฿": "baht", "R$": "reais",
}  # fmt: skip
CURRENCY_CODES = {
    "USD": "dollars", "GBP": "pounds", "EUR": "euros", "JPY": "yen", "INR": "rupees", "RUB": "roubles",
    "VND": "dong", "CNY": "yuan", "KRW": "won", "CHF": "francs", "AUD": "dollars", "CAD": "dollars", "Rs": "rupees",
    "RMB": "yuan", "MXN": "pesos", "BRL": "reais", "ZAR": "rand", "SEK": "kronor", "TRY": "lira", "Fr": "francs",
    "PHP": "pesos", "Php": "pesos", "NGN": "naira", "KSh": "shillings", "Ksh": "shillings", "Sh": "shillings",
    "RM": "ringgit", "Rp": "rupiah", "IDR": "rupiah", "PKR": "rupees", "THB": "baht", "SGD": "dollars",
    "NZD": "dollars", "HKD": "dollars", "PLN": "zloty", "UAH": "hryvnias", "NOK": "kroner", "DKK": "kroner",
}  # fmt: skip


def alternatives(patterns: list[str]) -> str:
    """Join patterns, the longest first, so that "no more than" is tried before "more than"."""
    return "|".join(sorted(patterns, key=len, reverse=True))


@dataclass(frozen=True, eq=False)
class Language:
    """A language's table, with the patterns made of it.

    Parameters
    ----------
    code: two letters, such as "en".
    table: `languages/xx.toml` as it stands.
    territory: two letters, such as "MX", whose signs count; "" for the language's own.
    """

    code: str
    table: dict
    territory: str = ""

    @cached_property
    def locale(self) -> Locale:
        """CLDR's names and signs: "1.5" is a number in the Spanish of Mexico, not in that of Spain."""
        return Locale.parse(f"{self.code}_{self.territory}" if self.territory else self.code)

    @cached_property
    def name(self) -> str:
        """Its English name."""
        return str(self.locale.english_name)

    @cached_property
    def decimal(self) -> str:
        """The decimal sign."""
        return str(self.locale.number_symbols["latn"]["decimal"])

    @cached_property
    def group(self) -> str:
        """The sign between thousands; a blank for every kind of blank."""
        sign = str(self.locale.number_symbols["latn"]["group"])
        return " " if sign.isspace() else sign

    @cached_property
    def small(self) -> dict[str, Decimal]:
        """Number words that stand for themselves, by the word in small letters."""
        given = self.table["numbers"]
        units, tens = given["small"].split(), given["tens"].split()
        found = {word: n for n, word in enumerate(units)} | {word: 10 * n for n, word in enumerate(tens, 2)}
        found |= given.get("more", {})
        if und := given.get("joined"):  # German writes "einundzwanzig" and "dreihundert" as one word
            first = [given["more_first"], *units[2:10]]
            found |= {u + und + t: 10 * n + k for n, t in enumerate(tens, 2) for k, u in enumerate(first, 1)}
            for scale, size in given["joins"].items():
                found |= {u + scale: k * size for k, u in enumerate([*first, *units[10:13]], 1)}
        for n, tens in enumerate(given.get("compound_tens", "").split(), 2):  # "двадцатипятилетний"
            found |= {tens + unit: 10 * n + k for k, unit in enumerate(given["compound_units"].split(), 1)}
        return {word: Decimal(str(n)) for word, n in found.items()}

    @cached_property
    def scales(self) -> dict[str, Decimal]:
        """Words that multiply the number before them."""
        return {word: Decimal(str(int(n))) for word, n in self.table["numbers"]["scales"].items()}

    @cached_property
    def groups(self) -> dict[str, Decimal]:
        """Words that count by the dozen."""
        return {word: Decimal(n) for word, n in self.table["numbers"].get("groups", {}).items()}

    @cached_property
    def months(self) -> dict[str, int]:
        """The month of every spelling, in small letters."""
        found: dict[str, int] = {}
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in self.locale.months[context][width].items():
                    if width == "wide" or self.table.get("abbreviated_months", True):
                        found.setdefault(str(name).lower().rstrip("."), number)
        return found | {name.lower(): n for name, n in self.table["dates"].get("abbreviations", {}).items()}

    @cached_property
    def month(self) -> str:
        """A pattern for a month's name."""
        names = alternatives([re.escape(name) for name in self.months])
        if self.table.get("months_large"):
            names = alternatives([re.escape(name[:1].upper() + name[1:]) for name in self.months])
        flags = "-i" if self.table.get("months_large") else ""
        return rf"(?{flags}:{names})(?:\b|(?<=[^\W\d_])(?=\d{{4}}(?!\d)))(?:(?<=\b\w\w\w)\.|(?<=\bSept)\.)?"

    @cached_property
    def weekday(self) -> str:
        """A pattern for a weekday's name."""
        names = {str(name) for width in ("wide", "abbreviated") for name in self.locale.days["format"][width].values()}
        names = {name for name in names if len(name) > 2}
        return rf"(?:{alternatives([re.escape(name.rstrip('.')) for name in names])})\b\.?"

    @cached_property
    def units(self) -> tuple[re.Pattern[str], list[str]]:
        """A pattern for the unit right after a number, and the unit's name by the number of its group."""
        given = self.table["units"]
        named: dict[str, list[str]] = {}
        for key in ("points", "basis", "percent", "times", "people"):
            named.setdefault({"basis": "basis points"}.get(key, key), []).extend(given.get(key, []))
        for table in ("currencies", "more"):
            for pattern, name in given.get(table, {}).items():
                named.setdefault(name, []).append(pattern)
        for locale in (self.locale, Locale.parse("en_GB")) if self.code == "en" else (self.locale,):
            patterns = locale._data["unit_patterns"]
            for key, name in _CLDR_UNITS.items():
                forms = {str(form) for count, form in patterns.get(key, {}).get("long", {}).items() if count != "per"}
                words = {re.escape(form.replace("{0}", "").strip()) for form in forms if "{0}" in form}
                named.setdefault(name, []).extend(sorted(word for word in words if word))
        pairs = sorted(((p, n) for n, patterns in named.items() for p in patterns), key=lambda pair: -len(pair[0]))
        parts, names = [r"(\s?[%٪]|\s?pc\b)"], ["percent"]
        for pattern, name in pairs:
            parts.append(rf"((?:{given.get('of', '[ -]')}|[ -])?(?:{pattern})(?!\w))")
            names.append(name)
        signs = "".join(map(re.escape, CURRENCY_SIGNS)).replace("R", "")
        parts.append(rf"(\s?[{signs}])")
        names.append("sign")
        parts.append(rf"((?-i:[ -]?(?:{_SIGNS}))(?![\w’']))")
        names.append("measure")
        parts.append(rf"((?-i: (?:{'|'.join(CURRENCY_CODES)}))(?!\w))")
        names.append("code")
        return re.compile("|".join(parts), re.IGNORECASE), names

    def unit(self, text: str, at: int) -> tuple[str, int]:
        """Read the unit that stands right at `at`: its name and where it ends; "" and `at` for none."""
        pattern, names = self.units
        if not (match := pattern.match(text, at)) or match.lastindex is None:
            return "", at
        name, words = names[match.lastindex - 1], match[0].strip()
        if name == "sign":
            name = CURRENCY_SIGNS[words]
        elif name == "code":
            name = CURRENCY_CODES[words]
        elif name == "measure":
            if words.strip("-") in ("C", "F") and match[0][0] in " -":
                return "", at
            name = _SAME.get(words, words.strip("-").replace(" ", "").replace("º", "°"))
        elif name == "points" and not re.search(r"percent|per cent|pp|ppt|punkt|punto|пункт|điểm", words, re.I):
            name = "points"
        return name, match.end()

    @cached_property
    def money(self) -> re.Pattern[str]:
        """A currency's sign or code right before a number."""
        signs = "".join(map(re.escape, CURRENCY_SIGNS)).replace("R", "")
        land = "US|AUD|AU|A|CAD|CA|C|HK|NZ|S|R|Mex"
        return re.compile(
            rf"(?:(?:\b(?:{land})\s?)?[{signs}](?:{land})?|\b(?:{'|'.join(CURRENCY_CODES)})\.?)\s?$|\b[NPR]$"
        )

    def currency(self, words: str) -> str:
        """Name the currency of a sign or code, as `money` finds it."""
        words = words.strip().rstrip(".")
        known = {**CURRENCY_CODES, **CURRENCY_SIGNS, "N": "naira", "P": "pesos", "R": "rand"}
        return known.get(words) or next(CURRENCY_SIGNS[sign] for sign in words if sign in CURRENCY_SIGNS)

    @cached_property
    def hedges(self) -> dict[str, re.Pattern[str]]:
        """What hedges a number when it stands right before it, by hedge."""
        given = self.table["hedges"]
        between = rf"(?:\s+(?:{alternatives(given['between'])}))*" if given.get("between") else ""
        found = {}
        for key, name in (("about", "about"), ("more", "more_than"), ("less", "less_than"), ("within", "within")):
            if given.get(key):
                cues = rf"(?:(?<!\w)|(?=[<>≤≥~]))(?:{alternatives(given[key])})"
                found[name] = re.compile(rf"{cues}{between}[”\"’)]?[\s(-]*$", re.IGNORECASE)
        return found

    @cached_property
    def trails(self) -> dict[str, re.Pattern[str]]:
        """What hedges a number when it stands right after it, by hedge."""
        given, found = self.table["hedges"], {}
        for key, name in (("about", "about"), ("more", "more_than"), ("less", "less_than")):
            if given.get(f"{key}_after"):
                found[name] = re.compile(rf"(?:{alternatives(given[f'{key}_after'])})(?!\w)", re.IGNORECASE)
        return found

    def word(self, *path: str) -> re.Pattern[str]:
        """Compile one pattern of the table, or a list of them, to be found anywhere; never for one that is missing."""
        return _compiled(self, path)


@lru_cache(maxsize=512)
def _compiled(language: Language, path: tuple[str, ...]) -> re.Pattern[str]:
    given: object = language.table
    for key in path:
        given = given.get(key) if isinstance(given, dict) else None
    if given is None:
        return re.compile(r"(?!)")
    pattern = rf"(?<!\w)(?:{alternatives(given)})" if isinstance(given, list) else str(given)
    return re.compile(pattern, re.IGNORECASE)


@lru_cache(maxsize=16)
def language(code: str) -> Language | None:
    """Load a language's table; None for a language that is not read.

    Parameters
    ----------
    code: a language tag such as "en" or "en-GB"; what stands before the hyphen counts.
    """
    short = code.replace("_", "-").split("-")[0].lower()
    if short not in LANGUAGES:
        return None
    path = files("explainer.text") / "languages" / f"{short}.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    territory = code.replace("_", "-").partition("-")[2].upper()
    if territory and short == "en":
        table["day_first"] = territory != "US"
    return Language(short, table, territory if f"{short}_{territory}" in locale_identifiers() else "")
