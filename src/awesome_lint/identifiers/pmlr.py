"""Conferences of the volumes of the Proceedings of Machine Learning Research.

Sources: the site's own list of volumes as of February 2017, and since then the `_config.yml` of
the volume's repository (on GitHub, mlresearch/vN) or citations of its papers. The year is that
of the conference. Volumes of workshops are left out, because lists call them many names.
"""

from __future__ import annotations

from typing import Final

_VOLUMES: Final[dict[str, dict[int, int]]] = {
    "ACML": {13: 2010, 20: 2011, 25: 2012, 29: 2013, 39: 2014, 45: 2015, 63: 2016, 77: 2017}
    | {95: 2018, 101: 2019, 129: 2020, 157: 2021, 189: 2022, 222: 2023, 260: 2024},
    "AISTATS": {2: 2007, 5: 2009, 9: 2010, 15: 2011, 22: 2012, 31: 2013, 33: 2014, 38: 2015}
    | {51: 2016, 54: 2017, 84: 2018, 89: 2019, 108: 2020, 130: 2021, 151: 2022, 206: 2023}
    | {238: 2024, 258: 2025, 300: 2026},
    "AutoML": {188: 2022, 224: 2023, 256: 2024},
    "CoLLAs": {199: 2022, 232: 2023, 274: 2024},
    "COLT": {19: 2011, 23: 2012, 30: 2013, 35: 2014, 40: 2015, 49: 2016, 65: 2017, 75: 2018}
    | {99: 2019, 125: 2020, 134: 2021, 178: 2022, 195: 2023, 247: 2024, 291: 2025},
    "CoRL": {78: 2017, 87: 2018, 100: 2019, 155: 2020, 164: 2021, 205: 2022, 229: 2023}
    | {270: 2024, 305: 2025},
    "ICML": {28: 2013, 32: 2014, 37: 2015, 48: 2016, 70: 2017, 80: 2018, 97: 2019, 119: 2020}
    | {139: 2021, 162: 2022, 202: 2023, 235: 2024, 267: 2025},
    "L4DC": {120: 2020, 144: 2021, 168: 2022, 211: 2023, 242: 2024, 283: 2025},
    "MLHC": {56: 2016, 85: 2018, 106: 2019, 126: 2020, 149: 2021, 252: 2024},
    "UAI": {115: 2019, 124: 2020, 161: 2021, 180: 2022, 216: 2023, 244: 2024, 286: 2025},
}
_CONFERENCES: Final = {
    volume: (venue, year) for venue, years in _VOLUMES.items() for volume, year in years.items()
}
_LATE: Final = frozenset((39, 45, 100, 115, 155, 164, 189, 205, 222, 260, 270, 274))
"""Volumes that were published in the year after their conference."""


def conference(volume: int) -> tuple[str, tuple[int, ...]] | None:
    """Return the conference of a volume, and the years that it may be listed under."""
    found = _CONFERENCES.get(volume)
    if found is None:
        return None
    venue, year = found
    return venue, (year, year + 1) if volume in _LATE else (year,)
