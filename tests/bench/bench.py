#!/usr/bin/env python3
"""bench.py - how fast bareme is here, beside what else is here, and how far from the machine itself.

    python3 tests/bench/bench.py BUILD [EVENTS] [--growth]

The works: W1 CSV to a table of 20 000 units and 25 years, 16 indicators; W3C the same by country;
W4 an author's own function for each unit; and once there is `bareme load`, LOAD, and W2, W3, W4 from
the store. The best of three, in turns with the others; figures are compared with each of them. With
--growth: time and memory as records, units, indicators and threads grow.
"""
import csv
import os
import shutil
import subprocess
import sys
import tempfile
import time

import peers

HERE = os.path.dirname(os.path.abspath(__file__))
ROUNDS = 3


def measured(command, output=None):
    """(wall, processor seconds, MiB, what was said last) of one run; wall None when it failed."""
    with tempfile.TemporaryFile() as errors:
        out = open(output, 'wb') if output else subprocess.DEVNULL
        begin = time.monotonic()
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=errors)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - begin
        if output:
            out.close()
        errors.seek(0)
        said = errors.read().decode(errors='replace').strip().split('\n')[-1]
    return (wall if child.returncode == 0 else None, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said)


def compile_tool(build, name):
    tool = os.path.join(build, 'bench', name)
    subprocess.run([os.environ.get('CC', 'cc'), '-O2', '-o', tool, os.path.join(HERE, name + '.c'), '-lpthread'],
                   check=True)
    return tool


def generate(tool, folder, events, units=20000):
    mark = os.path.join(folder, '.made')
    made = '%d %d' % (events, units)
    if not os.path.exists(mark) or open(mark).read() != made:
        os.makedirs(os.path.join(folder, 'out'), exist_ok=True)
        subprocess.run([tool, folder, str(events), str(units)], check=True)
        open(mark, 'w').write(made)


# ---- the works -----------------------------------------------------------------------------------

def our_works(program, folder):
    """work -> (command, its table or None, bytes read)"""
    files = [folder + '/cooperations.csv', folder + '/events.csv']
    size = sum(map(os.path.getsize, files))
    help_text = subprocess.run([program, '--help'], capture_output=True, text=True).stdout

    def run(work, script, data, *more):
        out = '%s/out/bareme_%s.csv' % (folder, work)
        return [program, 'run', os.path.join(HERE, script), *data, '-f', 'csv', '-o', out, *more], out, size

    works = {'W1': run('W1', 'table.lua', files), 'W3C': run('W3C', 'by_country.lua', files)}
    if 'bareme load' in help_text:
        store = folder + '/events.bareme'
        works['LOAD'] = ([program, 'load', store, *files], None, size)
        works['W2'] = run('W2', 'table.lua', [store])
        works['W3'] = run('W3', 'by_country.lua', [store])
        works['W4'] = run('W4', 'own.lua', [store], '--max-time', '600')
    else:
        works['W4'] = run('W4', 'own.lua', files, '--max-time', '600')
    return works


def read_table(path):
    table = {}
    for row in csv.DictReader(open(path, encoding='utf-8')):
        unit, period = row.pop('unit'), row.pop('period')
        row.pop('label', None)
        table[unit, period] = row
    return table


def compare(ours, theirs):
    """Prints how many figures theirs has, and how many of them are not ours."""
    ours, theirs, differ = read_table(ours), read_table(theirs), 0
    for key, row in theirs.items():
        for name, value in row.items():
            mine = ours.get(key, {}).get(name, '')
            if value in ('', 'NA', 'nan') or mine == '':
                # an empty sum is missing with us, 0 with some
                differ += not (mine == '' and value in ('', 'NA', 'nan', '0', '0.0'))
            elif abs(float(mine) - float(value)) > 1e-9 * max(1, abs(float(value))):
                differ += 1
    print(sum(map(len, theirs.values())), differ)
    return 0


def line(work, name, best, events, size, ours, limit):
    wall, cpu, memory = best
    text = '%-5s %-10s %8.2f %8.2f %6.0f %11.0f %7.0f' % (work, name, wall, cpu, memory, events / wall, size / wall / 1e6)
    if name == 'bareme':
        return text + '   %.1f x reading the file alone' % (wall / (size / 1e6 / limit))
    return text + '   bareme is %.1f x as fast, %.1f x by processor time, %.2f of the memory' % (
        wall / ours[0], cpu / ours[1], ours[2] / memory)


def bench(build, program, events):
    folder = os.path.join(build, 'bench', 'data')
    os.makedirs(folder, exist_ok=True)
    generate(compile_tool(build, 'generate'), folder, events)
    limits = subprocess.run([compile_tool(build, 'limits'), folder + '/events.csv', str(len(os.sched_getaffinity(0)))],
                            capture_output=True, text=True, check=True).stdout.split()
    others = peers.peers(folder)
    print('%d events, %d processors; memory is read at %s MB/s, the file at %s MB/s'
          % (events, len(os.sched_getaffinity(0)), *limits))
    print('beside it: %s' % (', '.join(others) or 'nothing'))
    print('%-5s %-10s %8s %8s %6s %11s %7s' % ('work', 'program', 'seconds', 'cpu s', 'MiB', 'rows/s', 'MB/s'))
    differ = 0
    for work, (command, output, size) in our_works(program, folder).items():
        commands = {'bareme': (command, None)}
        for name, theirs in others.items():
            if work in theirs:
                commands[name] = (theirs[work], '%s/out/miller_%s.csv' % (folder, work) if name == 'miller' else None)
        best = {}
        for turn in range(ROUNDS):
            for name, (each, stdout) in commands.items():
                if turn > 0 and best.get(name, (9, ))[0] > 20:
                    continue # slow ones need no second look
                if work == 'LOAD' and os.path.exists(folder + '/events.bareme'):
                    os.remove(folder + '/events.bareme')
                wall, cpu, memory, said = measured(each, stdout)
                if wall is None:
                    print('%-5s %-10s failed: %s' % (work, name, said))
                    best.pop(name, None)
                    if name == 'bareme':
                        return 1
                    continue
                best[name] = min(best.get(name, (wall, cpu, memory)), (wall, cpu, memory))
        for name, figures in best.items():
            print(line(work, name, figures, events, size, best['bareme'], float(limits[1])), flush=True)
        for name in best:
            path = '%s/out/%s_%s.csv' % (folder, name, work)
            if name not in ('bareme', 'miller') and os.path.exists(path):
                # In a process of its own: what a child is told to have used begins with its parent's memory.
                done = subprocess.run([sys.executable, __file__, '--compare', output, path], capture_output=True,
                                      text=True, check=True).stdout.split()
                differ += int(done[1])
                print('%-5s %s figures compared with %s, %s differ' % (work, done[0], name, done[1]))
    return 1 if differ else 0


# ---- growth --------------------------------------------------------------------------------------

def growth_script(folder, indicators):
    path = '%s/out/growth_%d.lua' % (folder, indicators)
    with open(path, 'w', encoding='utf-8') as out:
        out.write('local e, list = data.events, {}\nfor i = 1, %d do\n'
                  '  local value = i %% 3 == 0 and sum(e:where { jobs = above(i) }.amount) or i %% 3 == 1 and '
                  'count(e:where { quality = above(i %% 5), jobs = below(i * 4) }) or mean(e.jobs * i)\n'
                  '  list[i] = indicator { name = "i" .. i, title = "i" .. i, value = value }\nend\n'
                  'return evaluation { name = "g", title = "G", units = data.cooperations, '
                  'periods = years(2000, 2024), indicators = list }\n' % indicators)
    return path


def growth(build, program, most):
    tool = compile_tool(build, 'generate')
    print('%9s %7s %11s %8s %9s %8s %7s %10s' % ('records', 'units', 'indicators', 'threads', 'seconds', 'cpu s', 'MiB',
                                                 'ns/record'))

    def one(events, units, indicators, threads):
        folder = os.path.join(build, 'bench', 'growth')
        os.makedirs(os.path.join(folder, 'out'), exist_ok=True)
        generate(tool, folder, events, units)
        script = os.path.join(HERE, 'table.lua') if indicators == 16 else growth_script(folder, indicators)
        command = [program, 'run', script, folder + '/cooperations.csv', folder + '/events.csv', '-f', 'csv', '-o',
                   folder + '/out/growth.csv', '--threads', str(threads)]
        wall, cpu, memory, said = min((measured(command) for _ in range(2)), key=lambda m: m[0] or 1e9)
        if wall is None:
            sys.exit(said)
        print('%9d %7d %11d %8d %9.3f %8.2f %7.0f %10.0f' % (events, units, indicators, threads, wall, cpu, memory,
                                                           wall * 1e9 / events), flush=True)

    middle = min(most, 1000000)
    events = 10000
    while events <= most:
        for threads in (1, 2):
            one(events, 2000, 16, threads)
        events *= 10
    for units in (10, 100, 1000, 20000):
        one(middle, units, 16, 2)
    for indicators in (1, 10, 100):
        for threads in (1, 2):
            one(middle, 2000, indicators, threads)
    return 0


def main():
    if sys.argv[1] == '--compare':
        return compare(*sys.argv[2:])
    arguments = [a for a in sys.argv[1:] if a != '--growth']
    build = os.path.abspath(arguments[0])
    program = os.path.join(build, 'bareme')
    os.makedirs(os.path.join(build, 'bench'), exist_ok=True)
    if '--growth' in sys.argv:
        done = growth(build, program, int(arguments[1]) if len(arguments) > 1 else 10000000)
        shutil.rmtree(os.path.join(build, 'bench', 'growth'), ignore_errors=True)
        return done
    return bench(build, program, int(arguments[1]) if len(arguments) > 1 else 1000000)


sys.exit(main())
