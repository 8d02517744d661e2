"""Names that anything of their kind could have, and that so say nothing of the one that has them.

Each is the whole of a name. English, and of links Spanish too.
"""

from __future__ import annotations

import re

GENERAL_LINKS = frozenset(
    (
        "click|click here|continue|continue reading|details|download|find out more|full story|get started|go|"
        "go here|here|info|learn more|link|more|more details|more info|more information|open|read|read more|"
        "read on|see details|see more|this|this link|this page|view|view details|view more|visit|visit site|"
        "aquí|continuar|descargar|detalles|haga clic|haga clic aquí|leer más|más|más detalles|más información|"
        "ver más"
    ).split("|")
)
"""What links say that say nothing of where they lead, in English and in Spanish."""

GENERAL_HEADINGS = re.compile(
    r"welcome|(more )?(info|information)|(read|learn|see|view) more|more|click here|(sub ?)?(heading|headline|title)"
    r"|(new |untitled )?(content|document|item|page|section|slide|tab|text)|miscellaneous|misc|other|stuff|things"
    r"|placeholder|lorem ipsum.*|(insert|enter|add|your)( your| a)? (heading|text|title).*|test|tbd|to ?do|untitled",
    re.IGNORECASE,
)
"""Headings that could stand over any part of any page."""

GENERAL_TITLES = re.compile(
    r"(untitled|new|blank|my|web)?[\s_-]*+(document|page|site|title|untitled|website|web ?page)?[\s_-]*+\d*"
    r"|(page )?title( here| goes here)?|insert title( here)?|default|home|home ?page|index|loading\W*|test|welcome"
    r"|(react|vite|vue|angular|next\.?js) app|vite \+ \w+|404|error|lorem ipsum.*",
    re.IGNORECASE,
)
"""Titles that programs and templates give to every page."""

GENERAL_FRAMES = re.compile(
    r"https?:\S+|//\S+|about:\S+|\S+\.(aspx?|cfm|html?|jsp|php|pdf)(\?\S*)?|([\w-]+\.)+(com|gov|net|org)(/\S*)?"
    r"|(embedded |external |main )?(content|document|embed|object|page|player|video|widget|window)( \d+)?"
    r"|(youtube|vimeo)? ?(video )?player|[a-z]+_[\w-]*\d[\w-]*|\d+",
    re.IGNORECASE,
)
"""File names, addresses, names made by a program, and words that any frame could have."""

_PICTURE = (
    "alt|alt text|alternative text|avatar|background|banner|bullet|chart|default|description|diagram|drawing|fig|figure"
    "|graph|graphics?|header|hero|icon|illustration|images?|img|infographic|logo|map|photo(graph)?s?|pics?|pictures?"
    "|placeholder|screen ?shot|slide|slideshow|spacer|thumb|thumbnail"
)
GENERAL_IMAGES = re.compile(
    rf"((an?|the|my|our|your|featured|main|profile|stock|header|hero|banner|thumbnail|background)[\s_-]+)?({_PICTURE})"
    r"([\s_-]+(of|for|here))?[\s_-]*\d*|untitled[\s_-]*\d*|null|none|nan|n/?a|tbd|todo|lorem ipsum.*|click here"
    r"|[A-Za-z]|[ !#*,./:;=?|\\~_]+",
    re.IGNORECASE,
)
"""Words for pictures, stopgaps, single letters and marks."""

GENERAL_LABELS = frozenset(
    (
        "answer|box|choose|choose one|choose an option|click here|data|details|dropdown|edit|enter|enter here|"
        "enter text|enter value|entry|field|fill in|form|form field|here|info|information|input|input field|item|"
        "label|menu|misc|new|option|options|other|please choose|please enter|please select|required|select|select one|"
        "select an option|stuff|test|text|text box|text field|textarea|textbox|thing|type|type here|unnamed|"
        "untitled|value|write here"
    ).split("|")
)
"""What labels of fields say that say nothing of what to enter."""
