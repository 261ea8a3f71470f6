#!/usr/bin/env python3
"""picture.py TITLE < COLOURED_TEXT > PICTURE.svg: a table as a terminal shows it, as a picture.

Of the text only the table of that title is drawn. Every character has its own cell, so the picture
does not depend on the fonts that a reader has.
"""
import re
import sys
from html import escape

WIDTH, HEIGHT, SIZE = 8.4, 19, 14
COLOURS = {"31": "#f47067", "32": "#6bc46d", "33": "#daaa3f", "2": "#8b949e"}


def pieces(line):
    """(text, colour, bold) of each run of one look."""
    colour, bold = None, False
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        code = re.fullmatch(r"\x1b\[([0-9;]*)m", part)
        if not code:
            if part:
                yield part, colour, bold
            continue
        for number in code.group(1).split(";"):
            if number in ("", "0"):
                colour, bold = None, False
            elif number == "1":
                bold = True
            else:
                colour = COLOURS.get(number, colour)


def plain(line):
    return re.sub(r"\x1b\[[0-9;]*m", "", line)


def table(lines, title):
    first = next(i for i, line in enumerate(lines) if plain(line) == title)
    last = next((i for i in range(first, len(lines) - 1)
                 if not plain(lines[i]) and not plain(lines[i + 1])), len(lines))
    return lines[first:last]


def draw(lines):
    columns = max(len(plain(line)) for line in lines)
    width, height = columns * WIDTH + 32, len(lines) * HEIGHT + 32
    yield (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
           f'viewBox="0 0 {width:.0f} {height:.0f}" font-family="ui-monospace, Menlo, Consolas, '
           f'DejaVu Sans Mono, monospace" font-size="{SIZE}">')
    yield f'<rect width="100%" height="100%" rx="8" fill="#22272e"/>'
    for row, line in enumerate(lines):
        at = 0
        for text, colour, bold in pieces(line):
            x, y = 16 + at * WIDTH, 16 + row * HEIGHT + SIZE
            at += len(text)
            if text.strip():
                weight = ' font-weight="bold"' if bold else ""
                yield (f'<text x="{x:.1f}" y="{y}" textLength="{len(text) * WIDTH:.1f}" '
                       f'xml:space="preserve" fill="{colour or "#d5dbe1"}"{weight}>{escape(text)}</text>')
    yield "</svg>"


if len(sys.argv) != 2:
    sys.exit(__doc__)
print("\n".join(draw(table(sys.stdin.read().split("\n"), sys.argv[1]))))
