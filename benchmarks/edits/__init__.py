"""Pull requests made of lists: `kinds` has the edits, `readme` the lists to edit."""

from __future__ import annotations

from edits import kinds
from edits.kinds import Edit

EDITS: tuple[Edit, ...] = (
    kinds.at_the_top,
    kinds.at_the_end,
    kinds.in_the_middle,
    kinds.broken_at_the_top,
    kinds.long_at_the_end,
    kinds.copy_below,
    kinds.copy_above,
    kinds.copy_in_another_section,
    kinds.moved_to_another_section,
    kinds.edited_in_another_section,
    kinds.other_details_above,
    kinds.other_title_above,
    kinds.below_blank_line,
    kinds.blank_line,
    kinds.header,
    kinds.moved,
    kinds.moved_with_a_finding,
    kinds.swapped,
    kinds.in_order,
    kinds.upside_down,
    kinds.title,
    kinds.title_beside_a_finding,
    kinds.typo,
    kinds.fixed,
    kinds.becomes_a_copy,
    kinds.copy_removed,
    kinds.section_renamed,
    kinds.section_removed,
    kinds.suppression_removed,
    kinds.suppression_left,
    kinds.renamed,
    kinds.another_file,
    kinds.picture_removed,
    kinds.line_endings,
    kinds.lined_up,
)
"""All edits, in the order of the table."""
