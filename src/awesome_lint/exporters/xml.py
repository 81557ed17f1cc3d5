"""XML of exports."""

from __future__ import annotations

from typing import TextIO
from xml.etree import ElementTree as ET


def write_xml(root: ET.Element, stream: TextIO) -> None:
    """Write an indented document in UTF-8."""
    ET.indent(root)
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    stream.write(ET.tostring(root, encoding="unicode") + "\n")
