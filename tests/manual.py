#!/usr/bin/env python3
"""manual.py: every example of the manuals that says how it is run, run, and its output compared.

Before a fenced block stands `<!-- run: COMMAND -->`; COMMAND is run in the root of the repository,
`bareme` being $BAREME. With the word FILE in it, the block is a script, written to a file that takes
FILE's place: the command must end with 0, print something, and warn of nothing. Without it, the block
is what the command prints, on both streams; a line `...` (or `…`) stands for any number of lines.
`<!-- file: NAME -->` keeps the block as a file NAME in a folder that commands call HERE.
"""
import glob
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MARK = re.compile(r'^\s*<!--\s*(run|file):\s*(.*?)\s*-->\s*$')
FENCE = re.compile(r'^\s*(```+|~~~+)')


def blocks(path):
    """Yields (line, "run" or "file", command or name, lines of the block)."""
    lines = open(path, encoding='utf-8').read().split('\n')
    at = 0
    while at < len(lines):
        mark = MARK.match(lines[at])
        at += 1
        if not mark:
            continue
        line = at
        while at < len(lines) and not lines[at].strip():
            at += 1
        fence = FENCE.match(lines[at]) if at < len(lines) else None
        if not fence:
            yield line, mark.group(1), mark.group(2), None
            continue
        begin = at = at + 1
        while at < len(lines) and lines[at].strip() != fence.group(1):
            at += 1
        yield line, mark.group(1), mark.group(2), lines[begin:at]


def without_prompt(block):
    """A block may begin with the command itself: `$ bareme …`."""
    while block and block[0].startswith('$ '):
        block = block[1:]
    return block


def matches(expected, got):
    pattern = ''.join('(?:.*\n)*?' if line.strip() in ('...', '…') else re.escape(line.rstrip()) + '\n'
                      for line in expected)
    text = ''.join(line.rstrip() + '\n' for line in got.rstrip('\n').split('\n'))
    return re.fullmatch(pattern, text) is not None


def run(command, block, environment, file):
    """What is wrong, or None."""
    script = re.search(r'\bFILE\b', command) is not None
    if script:
        keep(file, block)
        command = re.sub(r'\bFILE\b', os.path.relpath(file, ROOT), command)
    done = subprocess.run(['bash', '-c', command], env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
    got = done.stdout.decode('utf-8', 'replace')
    if script:
        right = done.returncode == 0 and got.strip() and 'warning: ' not in got
        return None if right else f'--- status {done.returncode}, it prints\n{got}'
    if matches(without_prompt(block), got):
        return None
    return '--- the manual says\n' + '\n'.join(block) + f'\n--- it prints (status {done.returncode})\n{got}'


def keep(path, block):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as out:
        out.write('\n'.join(block) + '\n')


def main():
    os.chdir(ROOT)
    program = os.environ.get('BAREME', os.path.join(ROOT, 'build/bareme'))
    passed = failed = 0
    manuals = [p for p in ['README.md', 'CONTRIBUTING.md'] if os.path.exists(p)]
    for folder in ['engine', 'indicators', 'samples', 'scripts']:
        manuals += sorted(glob.glob(folder + '/**/*.md', recursive=True))
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(os.path.abspath(program), os.path.join(folder, 'bareme'))
        environment = dict(os.environ, PATH=folder + ':' + os.environ['PATH'])
        for manual in manuals:
            here = os.path.join(folder, manual.replace('/', '_'))
            for line, what, command, block in blocks(manual):
                file = os.path.join(ROOT, 'build/manual', f'line_{line}.lua')  # in the tree: `use` finds the catalogue
                if what == 'file' and block is not None:
                    keep(os.path.join(here, command), block)
                    continue
                command = command.replace('HERE', here)
                wrong = run(command, block, environment, file) if block is not None else 'no fenced block follows'
                if wrong is None:
                    passed += 1
                else:
                    failed += 1
                    print(f'{manual}:{line}: {command}\n{wrong}')
    print(f'{passed} passed, {failed} failed')
    return failed > 0


sys.exit(main())
