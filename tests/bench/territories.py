"""Writes index/names/territories.tsv: countries, regions and cities of CLDR in English and Arabic, by Babel.

    python -m tests.bench.territories

Run it after an update of Babel; the file says which release of CLDR's data it came from.
"""

from pathlib import Path

import babel
from babel import Locale

from tests.bench.command import words_given

TARGET = Path(__file__).resolve().parents[2] / "index" / "names" / "territories.tsv"

HEAD = f"""# Countries, regions and the cities that name time zones, in English and Arabic.
# From the Unicode Common Locale Data Repository by way of Babel {babel.__version__}, © Unicode, Inc.,
# Unicode License v3 (https://www.unicode.org/license.txt). Written by tests/bench/territories.py; do not edit.
"""

ORGANISATIONS = {"UN", "EU", "EZ"}
NOT_PLACES = {"001", "ZZ", "XA", "XB", "QO"}
NOT_CITIES = {"Chuuk"}
"""In Arabic these are everyday words: ترك is to leave."""


def main() -> None:
    words_given(__doc__)
    """Write the file."""
    english, arabic = Locale("en"), Locale("ar")
    rows = [
        ("organisation" if code in ORGANISATIONS else "place", name, arabic.territories[code])
        for code, name in english.territories.items()
        if code in arabic.territories and code not in NOT_PLACES
    ]
    for zone, names in arabic.time_zones.items():
        if "city" in names and not zone.startswith("Etc/"):
            city = english.time_zones.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
            rows += [("place", city, names["city"])] if city not in NOT_CITIES else []
    found = sorted({(kind, _plain(english), _plain(arabic)) for kind, english, arabic in rows})
    lines = [HEAD]
    for kind in ("organisation", "place"):
        lines += [f"[{kind}s]\n", *(f"{english}\t{arabic}\n" for which, english, arabic in found if which == kind)]
    TARGET.write_text("".join(lines), "utf-8")
    print(len(found), "names in", TARGET.name)


def _plain(name: str) -> str:
    """Without direction marks, and without what stands in parentheses."""
    return name.translate(dict.fromkeys((0x200E, 0x200F, 0xA0))).partition(" (")[0].strip()


if __name__ == "__main__":
    main()
