"""Rows of a made-up subject, a lighthouse, in the shapes the chart recipes take."""

from __future__ import annotations

import pandas as pd


def _row(ref: str, **cells: object) -> dict[str, object]:
    return {"ref": ref, "href": "#" + ref.replace(":", "-"), "sentence": f"Sentence of {ref}.", **cells}


def events() -> pd.DataFrame:
    def event(
        ref: str, label: str, words: str, lower: str | None, upper: str | None, track: str, certainty: str = "sure"
    ) -> dict[str, object]:
        return _row(
            ref,
            label=label,
            words=words,
            lower=lower,
            upper=upper,
            track=track,
            certainty=certainty,
            quote=f"… {label}",
        )

    return pd.DataFrame(
        [
            event(
                "claim:lamp-lit",
                "The first lamp is lit, but the tower is not finished",
                "1999",
                "1999-01-01",
                "1999-12-31",
                "The tower",
            ),
            event(
                "claim:storm",
                "A storm damages the gallery; the harbour sends help",
                "2020",
                "2020-01-01",
                "2020-12-31",
                "The tower",
            ),
            event(
                "claim:grumbling",
                "Many accuse the keeper of neglect",
                "2020",
                "2020-01-01",
                "2020-12-31",
                "The village",
            ),
            event(
                "claim:meeting",
                "Keeper and harbour master meet",
                "September 2021",
                "2021-09-01",
                "2021-09-30",
                "The tower",
            ),
            event(
                "claim:plan",
                "Keeper and harbour adopt a common plan",
                "November 2021",
                "2021-11-01",
                "2021-11-30",
                "The tower",
            ),
            event(
                "claim:boats",
                "Harbour boats arrive at the island",
                "January 2022",
                "2022-01-01",
                "2022-01-31",
                "The tower",
            ),
            event(
                "claim:drill",
                "Joint rescue drill near the reef",
                "February 2022",
                "2022-02-01",
                "2022-02-28",
                "The tower",
            ),
            event("claim:wreck", "The wreck on the reef", "24 February 2022", "2022-02-24", "2022-02-24", "The wreck"),
            event(
                "claim:oath",
                "About 200 volunteers join the lifeboat crew",
                "26 March 2022",
                "2022-03-26",
                "2022-03-26",
                "The village",
            ),
            event(
                "claim:talks",
                "Secret talks with the mainland fail",
                "April 2022",
                "2022-04-01",
                "2022-04-30",
                "The mainland",
            ),
            event(
                "claim:letter",
                "The mate's letter asks the mainland to restore the ferry",
                "6 April 2022",
                "2022-04-06",
                "2022-04-06",
                "The mainland",
            ),
            event(
                "claim:crew",
                "The crew calls itself a company",
                "21 May 2022",
                "2022-05-21",
                "2022-05-21",
                "The village",
            ),
            event(
                "claim:oil",
                "More than 12 barrels of oil handed over",
                "by August 2022",
                None,
                "2022-08-31",
                "The wreck",
            ),
            event("claim:poll", "A poll asks the villagers", "August 2022", "2022-08-01", "2022-08-31", "The village"),
            event(
                "claim:horn",
                "A new fog horn is announced",
                "most probably August 2022",
                "2022-08-01",
                "2022-08-31",
                "The tower",
                "likely",
            ),
            event(
                "claim:exercise",
                "Drill in three bays",
                "most probably September 2022",
                "2022-09-01",
                "2022-09-30",
                "The wreck",
                "likely",
            ),
            event(
                "claim:call",
                "The harbour calls up its reserve",
                "21 September 2022",
                "2022-09-21",
                "2022-09-21",
                "The wreck",
            ),
            event(
                "claim:denial",
                "The keeper denies a call-up of his own",
                "after 21 September 2022",
                "2022-09-21",
                None,
                "The tower",
            ),
            event(
                "check:C1",
                "Harbour log: the drill begins",
                "8 September 2022",
                "2022-09-08",
                "2022-09-08",
                "Other sources",
            ),
            event(
                "check:C2",
                "Harbour log: waybills counted",
                "March–August 2022",
                "2022-03-01",
                "2022-08-31",
                "Other sources",
            ),
        ]
    )


def amounts() -> pd.DataFrame:
    def amount(ref: str, label: str, text: str, hedge: str, unit: str, **values: float) -> dict[str, object]:
        bounds = {"value": None, "low": None, "high": None} | values
        return _row(ref, label=label, text=text, hedge=hedge, unit=unit, **bounds)

    return pd.DataFrame(
        [
            amount(
                "claim:crew-sent",
                "Crew sent across the sound by the harbour",
                "about 30,000",
                "about",
                "people",
                value=30000,
            ),
            amount("claim:keepers", "Trained keepers", "about 45,500", "about", "people", value=45500),
            amount("claim:divers", "Divers", "4,000–6,000", "range", "people", low=4000, high=6000),
            amount("claim:volunteers", "Volunteers who joined the lifeboat", "about 200", "about", "people", value=200),
            amount("claim:apprentices", "Keepers who are apprentices", "the majority", "majority", "people"),
            amount(
                "claim:oil",
                "Oil handed over to the harbour by August",
                "more than 12,000",
                "more_than",
                "tons",
                low=12000,
            ),
            amount("check:C3", "Harbour workers' count, March to August", "50,610", "exact", "tons", value=50610),
            amount(
                "claim:share",
                "Trained keepers as a share of the islanders",
                "less than 1%",
                "less_than",
                "percent",
                high=1,
            ),
            amount("derived:share", "The same, calculated by us", "about 0.5%", "about", "percent", value=0.5),
            amount("claim:bays", "Bays with a drill", "3", "exact", "bays", value=3),
            amount("claim:flights", "Flights over the reef", "hundreds", "hundreds", "flights"),
        ]
    )


def shares() -> pd.DataFrame:
    def share(ref: str, label: str, text: str, hedge: str, value: float) -> dict[str, object]:
        return _row(ref, label=label, text=text, hedge=hedge, unit="percent", value=value, low=None, high=None)

    return pd.DataFrame(
        [
            share("claim:stay", "Against joining the rescue", "about 70%", "about", 70),
            share("claim:join", "For sending help to the harbour", "5%", "exact", 5),
            share("claim:other", "For siding with the reef", "2%", "exact", 2),
            share("derived:rest", "Not given by the article", "about 23%", "about", 23),
        ]
    )


_SPEECH = {
    "The article": {"stated": 22, "reported": 3, "likely": 2},
    "Ada Moss, researcher": {"opinion": 6, "likely": 4, "stated": 1},
    "General Reed": {"likely": 2, "stated": 1},
    "The keeper": {"stated": 3, "denied": 1},
    "Experts, unnamed": {"estimated": 1},
    "Harbour Institute poll": {"estimated": 3, "stated": 1},
    "Observers, unnamed": {"opinion": 2},
}


def speech() -> pd.DataFrame:
    return pd.DataFrame(
        [
            _row(f"claim:{who.split()[-1].lower()}-{how}-{n}", actor=who, modality=how, label=f"Claim {n}", quote="…")
            for who, hows in _SPEECH.items()
            for how, count in hows.items()
            for n in range(count)
        ]
    )


def reasons() -> pd.DataFrame:
    def reason(
        name: str, parent: str, position: int, label: str, words: str, speaker: str, modality: str, summary: str = ""
    ) -> dict[str, object]:
        return _row(
            f"claim:{name}",
            id=name,
            parent=parent,
            position=position,
            label=label,
            words=words,
            speaker=speaker,
            modality=modality,
            summary=summary,
        )

    return pd.DataFrame(
        [
            reason(
                "thesis",
                "",
                0,
                "The keeper is unlikely to send his crew out to the reef",
                "is unlikely to send",
                "The article",
                "likely",
            ),
            reason(
                "control",
                "thesis",
                1,
                "He would risk losing control of his crew",
                "According to Moss",
                "Ada Moss",
                "opinion",
            ),
            reason(
                "command",
                "control",
                1,
                "Crews sent out would be under the harbour's command",
                "",
                "The article",
                "stated",
            ),
            reason(
                "union",
                "control",
                2,
                "Closer work could join purse, crew and council of both",
                "",
                "The article",
                "likely",
            ),
            reason(
                "disarm",
                "control",
                3,
                "He has handed over boats and oil, so that he cannot be pressed",
                "",
                "The article",
                "stated",
            ),
            reason(
                "friends",
                "thesis",
                2,
                "The ban has weakened the support of his own friends",
                "The second reason is",
                "Ada Moss",
                "opinion",
            ),
            reason(
                "doubters", "friends", 1, "Some close to him seem to be against helping", "", "The article", "likely"
            ),
            reason("mainland", "friends", 2, "His way back to the mainland failed", "", "The article", "stated"),
            reason("people", "thesis", 3, "The villagers do not want it", "Another reason", "The article", "stated"),
            reason(
                "poll", "people", 1, "In a poll about 70% were against joining", "", "Harbour Institute", "estimated"
            ),
            reason("volunteers", "people", 2, "Some villagers even help the other side", "", "The article", "stated"),
            reason("spare", "thesis", 4, "He has no crew to spare", "the ultimate cause is", "Ada Moss", "opinion"),
            reason("apprentices", "spare", 1, "Most keepers are apprentices and may refuse", "", "Ada Moss", "likely"),
            reason("divers", "spare", 2, "The divers are needed at home", "", "Observers, unnamed", "opinion"),
        ]
    )


_LENGTHS = (
    24,
    162,
    331,
    352,
    214,
    250,
    51,
    51,
    590,
    310,
    120,
    300,
    290,
    320,
    96,
    96,
    480,
    380,
    320,
    140,
    330,
    340,
    160,
    310,
    280,
    350,
    150,
    150,
    110,
    290,
    150,
    330,
    230,
    350,
    33,
)
_KINDS = ("event", "statement", "judgement", "quantity", "poll", "definition", "caption")


def spans() -> pd.DataFrame:
    rows = []
    for number, length in enumerate(_LENGTHS, 1):
        start, n = (number * 7) % 23, 0
        while start + 12 < length:
            end = min(length, start + 38 + (number * 31 + n * 17) % 60)
            kind = _KINDS[(number + n * 3) % len(_KINDS)]
            unused = "said twice" if (number + n) % 9 == 0 else ""
            rows.append(
                _row(
                    f"claim:p{number}-{n}",
                    paragraph=number,
                    start=start,
                    end=end,
                    length=length,
                    kind=kind,
                    unused=unused,
                    label=f"Claim {n} of paragraph {number}",
                    quote="…",
                )
            )
            start, n = end + 9 + (number * 13 + n * 5) % 40, n + 1
    return pd.DataFrame(rows)


def sides() -> pd.DataFrame:
    def side(name: str, which: str, label: str, text: str = "", words: str = "", hedge: str = "") -> dict[str, object]:
        return _row(f"claim:{name}", side=which, label=label, text=text, words=words, hedge=hedge)

    return pd.DataFrame(
        [
            side("pier", "What the island gave", "The pier, for sorties to the reef", "hundreds", "", "hundreds"),
            side("oil", "What the island gave", "Barrels of oil", "more than 12,000", "by August 2022", "more_than"),
            side("boats", "What the island gave", "Boats and gear", "", "since the wreck"),
            side("talks", "What the island gave", "A base for joint drills", "about 30,000", "February 2022", "about"),
            side("crew", "What it withheld", "Its own crew"),
            side(
                "callup",
                "What it withheld",
                "A call-up of its own: denied by the keeper",
                "",
                "after 21 September 2022",
            ),
        ]
    )
