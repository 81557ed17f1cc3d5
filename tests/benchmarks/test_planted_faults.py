"""The faults that are planted in the source still fit it."""

from __future__ import annotations

import planted_faults


def test_each_fault_replaces_a_text_that_occurs_once() -> None:
    faults = planted_faults.chosen(())
    assert len(faults) > 100
    places = {planted_faults.find(fault).module for fault in faults}  # raises for those that do not
    assert len(places) > 50
