"""What is broken in the book's own words, for each check of them: a sentence more on a page, a word more in a table."""

from __future__ import annotations

from ..text import test_typed as typed
from ..text import test_voice as voice
from ..text import test_words as words
from .breaking import Break, Change, Check

PAGE, LINE = "book/people.md", r"people\.md, line \d+: "
_WORDS, _TABLE = "book/words.txt", "data/glossary.csv"


def says(sentence: str) -> Change:
    """Let a page say one more thing at its end."""
    return lambda raw: raw + f"\n{sentence}\n".encode()


def runs(line: str) -> Change:
    """Let a page run one more line of code at its end."""
    return says(f"```{{code-cell}} ipython3\n{line}\n```")


BREAKS: dict[Check, list[Break]] = {
    typed.test_no_number_is_typed: [
        Break(PAGE, says("So there were 1,250 then."), f"{LINE}'1,250'"),
        Break(PAGE, says("There were thirty then."), f"{LINE}'thirty'"),
        Break(PAGE, says("There were two new regions."), f"{LINE}'two new regions'"),
        Break(PAGE, runs('figure(alt="There are 7 of them")'), f"{LINE}'7'"),
    ],
    typed.test_no_number_of_the_tables_is_typed_into_code: [
        Break(PAGE, runs("most = 30000"), f"{LINE}30000"),
    ],
    typed.test_no_date_is_typed: [
        Break(PAGE, says("It was in June."), f"{LINE}'June'"),
        Break(PAGE, runs('when = "seen in 2022"'), f"{LINE}'seen in 2022'"),
    ],
    typed.test_no_name_is_typed: [
        Break(PAGE, says("So said Putin."), f"{LINE}'Putin'"),
        Break(PAGE, runs('figure(title="All of Lukashenko")'), f"{LINE}'Lukashenko'"),
    ],
    typed.test_no_quotation_is_typed: [
        Break(PAGE, says("It is “a word that nobody said”."), f"{LINE}look it up: “a word that nobody said”"),
        Break(PAGE, says("It is “a zebra”."), f"{LINE}not in the article: “a zebra”"),
    ],
    voice.test_what_the_article_says_has_its_note: [
        Break(PAGE, says("The article says that it rains."), f"{LINE}The article says that it rains"),
    ],
    voice.test_no_word_of_a_party_is_used_as_ours: [
        Break(PAGE, says("It was a provocation."), f"{LINE}'provocation': a party’s word"),
        Break(_TABLE, lambda raw: raw.replace(b"A ", b"A puppet ", 1), r"glossary\.csv, .*'puppet'"),
    ],
    voice.test_places_are_spelled_as_the_tables_spell_them: [
        Break(PAGE, says("It is in Kiev."), f"{LINE}Kiev, not Kyiv"),
    ],
    voice.test_a_link_says_where_it_leads: [
        Break(PAGE, says("Read on [here](index.md)."), rf"{LINE}\[here\]"),
        Break(PAGE, says("Read [https://example.org](https://example.org)."), f"{LINE}https://example.org"),
        Break(PAGE, says("See https://example.org/x for more."), "https://example.org/x: a bare address is no link"),
    ],
    words.test_every_word_is_spelled_as_the_dictionary_has_it: [
        Break(PAGE, says("It has a center."), f"{LINE}center"),
    ],
    words.test_the_books_own_words_are_used_and_in_order: [
        Break(_WORDS, lambda raw: raw + b"zzz\n", "zzz"),
        Break(_WORDS, lambda raw: b"zebra\n" + raw, "zebra"),
    ],
}
