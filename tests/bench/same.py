#!/usr/bin/env python3
"""same.py FOLDER: whether bareme and sqlite3 have worked out the same figures."""
import csv
import os
import sys

out = os.path.join(sys.argv[1], 'out')
ours = {}
for row in csv.DictReader(open(os.path.join(out, 'bareme.csv'), encoding='utf-8')):
    ours[row['unit'], row['period'], row['indicator']] = row['value']
differ = cells = 0
for row in csv.DictReader(open(os.path.join(out, 'sqlite.csv'), encoding='utf-8')):
    for name, value in row.items():
        if name in ('unit', 'period'):
            continue
        cells += 1
        mine = ours.pop((row['unit'], row['period'], name), '')
        if (mine == '') != (value == '') or mine and abs(float(mine) - float(value)) > 1e-9 * abs(float(value)):
            differ += 1
            if differ < 5:
                print('differs:', row['unit'], row['period'], name, 'bareme', mine, 'sqlite3', value)
# What sqlite3 does not list are cells without a single event: 0 where counted, missing otherwise.
differ += sum(value not in ('', '0') for value in ours.values())
print(f'{cells} figures compared with sqlite3, {differ} differ')
sys.exit(differ > 0)
