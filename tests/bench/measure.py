#!/usr/bin/env python3
"""measure.py WORK FOLDER PROGRAM: runs one of the works, prints seconds of wall and processor, and MiB."""
import os
import resource
import subprocess
import sys
import time


def timed(command, folder=None, stdin=None, stdout=None):
    before = time.monotonic()
    status = subprocess.run(command, cwd=folder, stdin=stdin, stdout=stdout).returncode
    if status != 0:
        sys.exit(f'{command[0]} ended with {status}')
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - before, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    work, folder, program = sys.argv[1:4]
    here = os.path.dirname(os.path.abspath(__file__))
    if work == 'bareme':
        got = timed([program, 'run', os.path.join(here, 'table.lua'), folder, '--layout', 'long',
                     '-f', 'csv', '-o', os.path.join(folder, 'out', 'bareme.csv')])
    else:
        with open(os.path.join(here, 'bench.sql'), 'rb') as sql, \
                open(os.path.join(folder, 'out', 'sqlite.csv'), 'wb') as out:
            got = timed([program, ':memory:'], folder, sql, out)
    print('%.2f %.2f %.0f' % got)


main()
