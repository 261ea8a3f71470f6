#!/usr/bin/env python3
"""explain.py: the sum of what explain shows is the figure that run prints.

Every indicator of every table of scripts/, and every indicator of the catalogue on each sample it
can be run on, is explained in some of its cells (a missing one, a total, the first and the last
among them). The root must be the long layout's value or reason; every node's value must follow from
what stands below it: records for the measures, parts for sums, differences, products, quotients,
changes, growth and composites.
"""
import csv
import io
import json
import math
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BAREME = os.environ.get('BAREME', os.path.join(ROOT, 'build/bareme'))
SAMPLES = ['medellin', 'montevideo', 'romans']
CELLS = 8       # of one indicator of one table
WORKERS = 4


def call(*arguments):
    done = subprocess.run([BAREME, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=120)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def near(a, b):
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)


# ---- which cells ----

def sample(rows):
    """Some cells of one indicator: first and last, one missing for each reason, a total."""
    chosen = [rows[0], rows[-1], rows[len(rows) // 2]]
    for reason in dict.fromkeys(row['missing'] for row in rows):
        chosen.append(next(row for row in rows if row['missing'] == reason))
    chosen += [row for row in rows if row['unit'].startswith('*') and not row['missing']][-1:]
    kept = []
    for row in chosen:
        if row not in kept:
            kept.append(row)
    return kept if len(kept) <= CELLS else kept[:CELLS - 1] + kept[-1:]


def cells(script, data):
    status, out, _ = call('run', script, data, '--layout', 'long', '-f', 'csv')
    if status != 0:
        return None
    groups = {}
    for row in csv.DictReader(io.StringIO(out)):
        groups.setdefault((row['table'], row['indicator']), []).append(row)
    return [row for rows in groups.values() for row in sample(rows)]


# ---- what must hold of a node ----

def used(node):
    return [r for r in node['data']['records'] if r['fate'] == 'used']


def check_records(node, wrong):
    """The records of a measure give its figure; all of them are listed (--all)."""
    data, word, value = node['data'], node['word'], node['value']
    counts, records = data['counts'], used(node)
    if counts['filtered'] + counts['missing'] + counts['used'] != counts['period']:
        wrong('left out, passed over and used do not add up to the records of the period')
    for fate in ('used', 'passed over', 'left out'):
        there = len([r for r in data['records'] if r['fate'] == fate]) + data['more'][fate]
        count = counts[{'used': 'used', 'passed over': 'missing', 'left out': 'filtered'}[fate]]
        if there != count:
            wrong(f'{there} records {fate}, counted {count}')
    if not data['quoted']:
        wrong('its records are not quoted')
    for record in data['records']:
        for name, field in record['fields'].items():
            if '.' not in name and field['stood'] != record['row'].get(name):
                wrong(f'{name} stood as {field["stood"]!r} and as {record["row"].get(name)!r}')
    if value is None or node['missing']:
        return
    if word in NUMBERS and word != 'distinct' and any('number' not in r for r in records):
        return wrong('a record that is used has no number')
    if word in ('values', 'first', 'last', 'only') or word not in NUMBERS:
        if word in ('first', 'last', 'only') and not any(same(value, r['value']) for r in records):
            wrong('none of its records has the value')
        return
    numbers = [r.get('number') for r in records]
    try:
        expected = NUMBERS[word](numbers, [r.get('weight', 1) for r in records], node)
    except (ArithmeticError, ValueError) as error:
        return wrong(f'its records give no figure ({error}), it says {value}')
    if expected is not None and not same(value, expected):
        wrong(f'its records give {expected}, it says {value}')


def same(value, other):
    if isinstance(value, str) or isinstance(other, str):
        if isinstance(value, (int, float)):
            return near(value, float(other))
        return value == str(other)
    return near(value, other)


def middle(numbers):
    ordered = sorted(numbers)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def deviation(numbers):
    mean = math.fsum(numbers) / len(numbers)
    return math.sqrt(math.fsum((x - mean) ** 2 for x in numbers) / (len(numbers) - 1))


def plain(function):
    """Only of numbers: a date's figure is a text, and its records' numbers are days."""
    return lambda x, w, node: None if isinstance(node['value'], str) else function(x)


NUMBERS = {
    'count': lambda x, w, node: math.fsum(x),
    'sum': lambda x, w, node: math.fsum(x),
    'mean': lambda x, w, node: math.fsum(x) / len(x),
    'share': lambda x, w, node: math.fsum(x) / len(x),
    'min': plain(min),
    'max': plain(max),
    'range': lambda x, w, node: max(x) - min(x),
    'median': plain(middle),
    'stddev': lambda x, w, node: deviation(x),
    'variance': lambda x, w, node: deviation(x) ** 2,
    'weighted_mean': lambda x, w, node: math.fsum(a * b for a, b in zip(x, w)) / math.fsum(w),
    'distinct': lambda x, w, node: None if 'each part' in node['formula']
                                   else float(len({r['value'] for r in used(node)})),
}

PARTS = {
    '+': lambda x: x[0] + x[1], '*': lambda x: x[0] * x[1], '/': lambda x: x[0] / x[1],
    '-': lambda x: x[0] - x[1] if len(x) == 2 else -x[0],
    'change': lambda x: x[0] - x[1], 'growth': lambda x: (x[0] - x[1]) / abs(x[1]),
    'cumulative': math.fsum, 'previous': lambda x: x[0], 'at': lambda x: x[0],
    'overall': lambda x: x[0], 'indicator': lambda x: x[0],
    'achievement': lambda x: x[0] / x[1], 'progress': lambda x: (x[0] - x[1]) / (x[2] - x[1]),
'lowest': min, 'highest': max, 'abs': lambda x: abs(x[0]), '^': lambda x: x[0] ** x[1],
}


def check_parts(node, values, wrong):
    word, value = node['word'], node['value']
    if node['missing']:
        if word == 'indicator' and values[0] is not None:
            wrong('is missing, and what it is is not')
        return
    if isinstance(value, str) or any(isinstance(v, str) for v in values):
        return
    if word == 'mix':
        check_mix(node, wrong)
    elif word in PARTS and len(values) == len(node['parts']) and None not in values:
        try:
            expected = PARTS[word](values)
        except ArithmeticError as error:
            return wrong(f'its parts give no figure ({error}), it says {value}')
        if not near(expected, value):
            wrong(f'its parts give {expected}, it says {value}')
    elif word in ('when', 'coalesce', 'by_year'):
        taken = [v for v, part in zip(values, node['parts']) if part['used']]
        if not any(v is not None and near(v, value) for v in taken[-1:]):
            wrong(f'took {taken}, it says {value}')


def check_mix(node, wrong):
    parts, value = node['parts'], node['value']
    if not near(math.fsum(p['weight'] for p in parts), 1):
        wrong('its weights do not add up to 1')
    gives = [p['contribution'] for p in parts]
    total = math.prod(gives) if 'geometric' in node['formula'].split(' mean of')[0] else math.fsum(gives)
    if not near(total, value):
        wrong(f'its parts give {total}, it says {value}')
    shares = [p['share'] for p in parts if p['share'] is not None]
    if shares and not near(math.fsum(shares), 1):
        wrong('the shares of its parts do not add up to 1')


def check_rivals(node, wrong):
    if 'facts' not in node or node['missing'] or not any(u.get('here') for u in node['units']):
        return
    own = next(u['value'] for u in node['units'] if u.get('here'))
    others = [u['value'] for u in node['units']]
    if node['word'] == 'share_of_total' and not near(node['value'], own / math.fsum(others)):
        wrong('is not its share of the units shown')
    if node['word'] == 'rank':
        place = others.index(own) + 1
        if node['value'] != place:
            wrong(f'stands at place {place} of the units shown, it says {node["value"]}')


def collect(node, known):
    if 'id' in node:
        known[node['id']] = node
    for part in node['parts']:
        if 'node' in part:
            collect(part['node'], known)


def check_node(node, known, where, failures):
    def wrong(words):
        failures.append(f'{where}: [{node.get("id", "")}] {node["word"]} ({node["formula"]}): {words}')
    if 'data' in node:
        check_records(node, wrong)
    below = [known[part['see']] if 'see' in part else part.get('node') for part in node['parts']]
    if all(part is not None for part in below) or node['word'] in ('by_year', 'mix'):
        check_parts(node, [part['value'] if part else None for part in below], wrong)
    check_rivals(node, wrong)
    for part in node['parts']:
        if 'node' in part:
            check_node(part['node'], known, where, failures)


def check(script, data, row):
    """What is wrong with one cell's explanation."""
    where = f'{script} {data} --evaluation {row["table"]} --indicator {row["indicator"]} ' \
            f'--unit {row["unit"]} --period {row["period"]}'
    status, out, err = call('explain', script, data, '-f', 'json', '--all', '--evaluation', row['table'],
                            '--indicator', row['indicator'], '--unit', row['unit'], '--period', row['period'])
    if status != 0:
        if row['missing'] == 'no target' and 'nobody gave it' in err:
            return []
        return [f'{where}: ended with {status}: {err}']
    page = json.loads(out)
    failures = []
    if (page['missing'] or '') != row['missing']:
        failures.append(f'{where}: missing {page["missing"]!r}, the table says {row["missing"]!r}')
    elif not row['missing'] and not same(page['value'], row['value'] if isinstance(page['value'], str)
                                         else float(row['value'])):
        failures.append(f'{where}: {page["value"]!r}, the table says {row["value"]!r}')
    if page['unit'] != row['unit'] or page['period'] != row['period']:
        failures.append(f'{where}: explains {page["unit"]} {page["period"]}')
    known = {}
    collect(page['tree'], known)
    check_node(page['tree'], known, where, failures)
    return failures


def main():
    os.chdir(ROOT)
    runs = []
    for folder in ('scripts', 'tests/explain'):
        for script in sorted(os.listdir(folder)):
            name = script[:-4]
            if script.endswith('.lua') and name in SAMPLES:
                runs.append((f'{folder}/{script}', f'samples/{name}', True))
    names = []
    for folder, _, files in os.walk('indicators'):
        names += [os.path.relpath(os.path.join(folder, f), 'indicators')[:-4] for f in files if f.endswith('.lua')]
    runs += [(name, f'samples/{data}', False) for name in sorted(names) for data in SAMPLES]
    passed, failures = 0, []
    with ThreadPoolExecutor(WORKERS) as pool:
        asked = []
        for (script, data, must), rows in zip(runs, pool.map(lambda r: cells(r[0], r[1]), runs)):
            if rows is None and must:
                failures.append(f'{script} cannot be run on {data}')
            asked += [(script, data, row) for row in rows or []]
        for found in pool.map(lambda a: check(*a), asked):
            passed += not found
            failures += found
    for failure in failures:
        print(failure)
    print(f'{passed} passed, {len(failures)} failed')
    return len(failures) > 0


if __name__ == '__main__':
    sys.exit(main())
