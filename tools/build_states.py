"""Write `data/actors/states.csv` from the data of rigour (territories with Wikidata ids, MIT) and pycountryinfo (demonyms, capitals, MIT).

    pip install rigour pycountryinfo && python tools/build_states.py

A row for a state's names, one for its people (adjective, demonym, plural), one for its capital. What these libraries lack
(metonyms, irregular plurals, short forms) is written by hand in `metonyms.csv`.
"""

import csv
import json
from importlib.resources import files
from pathlib import Path

from rigour.territories import get_territories

TARGET = Path(__file__).parent.parent / "src" / "reportedly" / "data" / "actors" / "states.csv"
NO_PLURAL = ("ese", "ish", "ch", "sh", "wiss", "ss")
SHORT = {"kp": "North Korea|DPRK", "kr": "South Korea", "ru": "Russia", "sy": "Syria", "ir": "Iran", "la": "Laos", "tz": "Tanzania", "vn": "Vietnam", "bo": "Bolivia",
         "ve": "Venezuela", "md": "Moldova", "cz": "Czech Republic|Czechia", "tr": "Turkey|Türkiye|Turkiye", "mm": "Myanmar|Burma", "cd": "Democratic Republic of Congo|Congo|DR Congo|DRC",
         "cg": "Republic of Congo|Congo-Brazzaville", "ci": "Ivory Coast|Cote d'Ivoire|Côte d'Ivoire", "us": "United States|U.S.|US|USA|United States of America|America",
         "gb": "United Kingdom|U.K.|UK|Britain|Great Britain", "ae": "United Arab Emirates|U.A.E.|UAE|Emirates", "mk": "North Macedonia|Macedonia", "ps": "Palestine",
         "cn": "China|PRC", "ba": "Bosnia and Herzegovina|Bosnia|Bosnia-Herzegovina", "sz": "Eswatini|Swaziland", "cv": "Cape Verde|Cabo Verde", "tl": "East Timor|Timor-Leste",
         "va": "Vatican|Vatican City|Holy See", "gm": "Gambia", "bs": "Bahamas", "fm": "Micronesia", "st": "Sao Tome and Principe|São Tomé and Príncipe", "xk": "Kosovo", "nr": "Nauru|Naoero",
         "suhh": "Soviet Union|USSR", "yucs": "Yugoslavia", "cshh": "Czechoslovakia", "csxx": "Serbia and Montenegro", "dd": "East Germany|GDR"}  # fmt: skip
DEMONYMS = {"us": ["American"], "gb": ["British"], "kp": ["North Korean"], "kr": ["South Korean"], "xk": ["Kosovar", "Kosovan"], "ps": ["Palestinian"], "cd": ["Congolese"],
            "tw": ["Taiwanese"], "va": ["Vatican"], "nl": ["Dutch"], "ph": ["Filipino", "Philippine"], "sa": ["Saudi", "Saudi Arabian"], "ae": ["Emirati"], "mm": ["Burmese"],
            "suhh": ["Soviet"], "yucs": ["Yugoslav"], "cshh": ["Czechoslovak"], "dd": ["East German"], "nz": ["New Zealander", "New Zealand"], "mk": ["Macedonian"],
            "cz": ["Czech"], "sk": ["Slovak"], "si": ["Slovenian", "Slovene"], "rs": ["Serbian", "Serb"], "hr": ["Croatian", "Croat"], "ba": ["Bosnian"], "kz": ["Kazakh", "Kazakhstani"],
            "kg": ["Kyrgyz"], "tj": ["Tajik"], "tm": ["Turkmen"], "uz": ["Uzbek"], "az": ["Azerbaijani", "Azeri"], "am": ["Armenian"], "ge": ["Georgian"], "il": ["Israeli"],
            "iq": ["Iraqi"], "ir": ["Iranian"], "ye": ["Yemeni"], "tr": ["Turkish"], "se": ["Swedish"], "fi": ["Finnish"], "dk": ["Danish"], "pl": ["Polish"], "es": ["Spanish"],
            "ie": ["Irish"], "fr": ["French"], "ch": ["Swiss"], "th": ["Thai"], "pk": ["Pakistani"], "bd": ["Bangladeshi"], "af": ["Afghan"], "is": ["Icelandic"], "ar": ["Argentine", "Argentinian", "Argentinean"],
            "mg": ["Malagasy"], "ls": ["Basotho"], "bw": ["Botswanan"], "nu": [], "lb": ["Lebanese"], "do": ["Dominican"], "dm": []}  # fmt: skip
CAPITALS = {"ua": "Kyiv|Kiev", "kp": "Pyongyang", "us": "Washington", "gb": "London", "il": "Jerusalem|Tel Aviv", "in": "New Delhi|Delhi", "mm": "Naypyidaw|Yangon|Rangoon", "kz": "Astana",
            "mx": "Mexico City", "gt": "Guatemala City", "kw": "Kuwait City", "pa": "Panama City", "sg": "", "dj": "", "lu": "", "mc": "", "va": "", "sm": "", "ps": "Ramallah", "bo": "La Paz",
            "za": "Pretoria", "tz": "Dodoma", "ng": "Abuja", "bj": "Cotonou|Porto-Novo", "ci": "Abidjan|Yamoussoukro", "nl": "The Hague|Amsterdam", "lk": "Colombo", "ch": "Bern|Berne",
            "tw": "Taipei", "xk": "Pristina", "cn": "Beijing|Peking", "br": "Brasilia|Brasília", "au": "Canberra", "tr": "Ankara", "co": "Bogota|Bogotá", "py": "Asuncion", "md": "Chisinau",
            "gd": "", "kn": "", "ag": "", "je": "", "gg": "", "sy": "Damascus", "sd": "Khartoum", "ro": "Bucharest", "be": "Brussels", "suhh": "", "gs": "", "gl": "", "gi": "", "ao": "Luanda",
            "mv": "Male", "ye": "Sanaa|Sana'a|Sanaa", "ge": "Tbilisi", "hn": "Tegucigalpa", "cr": "", "ki": "", "fk": "", "ky": "", "bm": "", "ms": "", "sh": "", "gn": "Conakry", "gy": "",
            "bs": "", "ai": "", "tc": "", "vg": "", "vi": "", "pm": "", "bl": "", "mf": "", "nc": "", "nf": "", "nr": "", "nu": "", "pn": "", "wf": "", "yt": "", "io": "", "cx": "", "um": ""}  # fmt: skip
AMBIGUOUS = {
    "Georgetown",
    "Victoria",
    "Kingston",
    "Hamilton",
    "Stanley",
    "Douglas",
    "Jamestown",
    "Plymouth",
    "Kingstown",
    "Moroni",
    "Male",
    "San Jose",
    "Santiago",
    "Roseau",
}
ISO = {"suhh": "SUN", "yucs": "YUG", "cshh": "CSK", "csxx": "SCG", "dd": "DDR", "xk": "XKX"}
KEEP = {"suhh", "yucs", "cshh", "csxx", "dd"}


def plural(demonym: str) -> str | None:
    if demonym.endswith(NO_PLURAL) or demonym in (
        "Kyrgyz",
        "Thai",
        "Malagasy",
        "Basotho",
        "Swiss",
        "New Zealand",
        "Philippine",
        "Vatican",
        "Icelandic",
    ):
        return None
    return demonym + "s"


def rows() -> list[tuple[str, ...]]:
    info = {c["iso_codes"]["alpha_2"].lower(): c for c in json.loads(files("pycountryinfo").joinpath("data/countries.json").read_text())}
    out = []
    for t in sorted(get_territories(), key=lambda t: t.code):
        if not (
            t.code in KEEP or (len(t.code) == 2 and (t.is_country or t.is_jurisdiction or t.code in info) and t.code not in ("zz", "un", "eu", "xx"))
        ):
            continue
        iso = ISO.get(t.code) or (t.alpha3 or "").upper()
        if len(iso) != 3:
            continue
        names = dict.fromkeys([*filter(None, SHORT.get(t.code, "").split("|")), t.name, t.full_name or t.name])
        name, *aliases = [n for n in names if "(" not in n] or [t.name.partition(" (")[0]]
        out.append((f"state:{iso}", name, "|".join(aliases), iso, "state", "", t.qid or ""))
        entry = info.get(t.code, {})
        demonyms = DEMONYMS.get(t.code, [d.strip() for d in (entry.get("nationality") or "").split(",") if d.strip()])
        demonyms = [d for d in demonyms if d[:1].isupper() and d not in names]
        forms = dict.fromkeys(f for d in demonyms for f in (d, plural(d)) if f)
        if forms:
            first, *rest = forms
            out.append((f"people:{iso}", first, "|".join(rest), iso, "people", "", ""))
        capitals = CAPITALS.get(t.code, entry.get("capital") or "")
        found = [c for c in capitals.split("|") if c and c not in AMBIGUOUS and c not in names]
        if found:
            out.append((f"capital:{iso}", found[0], "|".join(found[1:]), iso, "capital", "", ""))
    return out


def main() -> None:
    with TARGET.open("w", newline="", encoding="utf-8") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(("id", "name", "aliases", "country", "kind", "sectors", "wikidata"))
        out.writerows(rows())


main()
