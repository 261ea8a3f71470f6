"""peers.py - the works of the bench in other programs, each as its users would write it.

peers() gives name -> {work: command}, of those that are installed. The commands read the folder's
CSV files and write FOLDER/out/NAME_WORK.csv with the columns unit, period, and one an indicator.
"""
import importlib.util
import os
import shutil
import sys

KINDS = ['agreement', 'fair', 'investment', 'mission', 'project', 'exchange', 'training', 'publication', 'meeting',
         'grant']
COLUMNS = {'event_id': 'VARCHAR', 'cooperation': 'INTEGER', 'date': 'DATE', 'kind': 'VARCHAR', 'line': 'VARCHAR',
           'amount': 'DOUBLE', 'jobs': 'INTEGER', 'quality': 'INTEGER', 'partner': 'VARCHAR'}


def sql_table(key, source, year):
    """The table but for its mix, which needs the year before; unit and period first."""
    counts = ', '.join("sum(kind = '%s') AS c_%s" % (kind, kind) for kind in KINDS)
    return ("SELECT %s AS unit, %s AS period, %s, count(*) AS n, sum(CASE WHEN kind = 'investment' THEN amount END) "
            'AS inv, sum(jobs) AS jobs, avg(quality) AS q, count(DISTINCT partner) AS np FROM %s GROUP BY 1, 2'
            % (key, year, counts, source))


def sql_mix(inner):
    return ('WITH c AS (%s) SELECT a.*, 0.5 * (a.n - b.n) * 1.0 / b.n + 0.5 * a.q / 5 AS mix FROM c a '
            'LEFT JOIN c b ON b.unit = a.unit AND b.period = a.period - 1' % inner)


def duckdb_sql(folder, work, out):
    columns = '{%s}' % ', '.join("'%s': '%s'" % pair for pair in COLUMNS.items())
    events = "read_csv('%s/events.csv', header = true, auto_detect = false, delim = ',', columns = %s)" % (folder, columns)
    key = 'cooperation'
    if work == 'W3C':
        events += " e JOIN read_csv('%s/cooperations.csv', header = true) u ON e.cooperation = u.id" % folder
        key = 'country'
    inner = sql_table(key, events, 'year(date)').replace('sum(kind =', 'count(*) FILTER (kind =')
    return "COPY (%s) TO '%s' (header)" % (sql_mix(inner), out)


def sqlite_script(folder, work, out):
    source, key = 'events', 'cooperation'
    if work == 'W3C':
        source, key = 'events JOIN cooperations ON id = cooperation', 'country'
    inner = sql_table(key, source, "CAST(substr(date, 1, 4) AS INTEGER)")
    inner = inner.replace('sum(jobs)', "sum(nullif(jobs, ''))").replace('avg(quality)', "avg(nullif(quality, ''))")
    inner = inner.replace('THEN amount', "THEN nullif(amount, '')")
    return '\n'.join([
        '.mode csv', '.headers on', 'CREATE TABLE cooperations (id INTEGER PRIMARY KEY, name TEXT, country TEXT);',
        'CREATE TABLE events (event_id TEXT, cooperation INTEGER, date TEXT, kind TEXT, line TEXT, amount REAL, '
        'jobs INTEGER, quality INTEGER, partner TEXT);', '.import --skip 1 %s/cooperations.csv cooperations' % folder,
        '.import --skip 1 %s/events.csv events' % folder, '.once %s' % out, sql_mix(inner) + ';', ''])


R = """
library(data.table)
e <- fread("FOLDER/events.csv"); e[, period := year(date)]
KEY
kinds <- c(KINDS)
t <- e[, c(setNames(lapply(kinds, function(k) sum(kind == k)), paste0("c_", kinds)),
           list(n = .N, inv = sum(amount[kind == "investment"], na.rm = TRUE), jobs = sum(jobs, na.rm = TRUE),
                q = mean(quality, na.rm = TRUE), np = uniqueN(partner))), by = .(unit, period)]
b <- t[, .(unit, period = period + 1, before = n)]
t <- merge(t, b, by = c("unit", "period"), all.x = TRUE)
t[, mix := 0.5 * (n - before) / before + 0.5 * q / 5][, before := NULL]
fwrite(t, "OUT")
"""


def r_script(folder, work, out):
    key = 'setnames(e, "cooperation", "unit")'
    if work == 'W3C':
        key = 'u <- fread("%s/cooperations.csv"); e[, unit := u$country[match(cooperation, u$id)]]' % folder
    script = R.replace('FOLDER', folder).replace('KEY', key).replace('OUT', out)
    return script.replace('c(KINDS)', 'c(%s)' % ', '.join('"%s"' % kind for kind in KINDS))


def miller(folder, work, out):
    """Counts and sums only; distinct and the year before are left out, in its favour."""
    steps = ['mlr', '--csv', '--ofmt', '%.12lf']
    if work == 'W3C':
        steps += ['join', '-j', 'cooperation', '-l', 'id', '-r', 'cooperation', '-f', folder + '/cooperations.csv', 'then']
    key = 'country' if work == 'W3C' else 'cooperation'
    marks = ';'.join('$c_%s = $kind == "%s" ? 1 : 0' % (kind, kind) for kind in KINDS)
    return steps + ['put', '$period = sub($date, "-.*", ""); $n = 1; ' + marks, 'then', 'stats1', '-a', 'sum', '-f',
                    ','.join(['c_' + kind for kind in KINDS] + ['n', 'jobs']), '-g', key + ',period',
                    folder + '/events.csv']


def peers(folder):
    here = os.path.abspath(__file__)
    found = {}
    works = ('W1', 'W3C')
    out = {(name, work): '%s/out/%s_%s.csv' % (folder, name, work) for work in works
           for name in ('duckdb', 'polars', 'pandas', 'sqlite3', 'datatable', 'miller')}

    def script(name, work, text, ending):
        path = '%s/out/%s_%s.%s' % (folder, name, work, ending)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        return path

    if shutil.which('duckdb'):
        found['duckdb'] = {w: ['duckdb', '-c', duckdb_sql(folder, w, out['duckdb', w])] for w in works}
    elif importlib.util.find_spec('duckdb'):
        found['duckdb'] = {w: [sys.executable, '-c', 'import duckdb, sys; duckdb.sql(sys.argv[1])',
                               duckdb_sql(folder, w, out['duckdb', w])] for w in works}
    for name in ('polars', 'pandas'):
        if importlib.util.find_spec(name):
            found[name] = {w: [sys.executable, here, name, folder, w, out[name, w]] for w in works}
    if shutil.which('Rscript') and os.system('Rscript -e "library(data.table)" >/dev/null 2>&1') == 0:
        found['datatable'] = {w: ['Rscript', script('datatable', w, r_script(folder, w, out['datatable', w]), 'R')]
                              for w in works}
    if shutil.which('sqlite3'):
        found['sqlite3'] = {w: ['sqlite3', ':memory:', '.read ' + script(
            'sqlite3', w, sqlite_script(folder, w, out['sqlite3', w]), 'sql')] for w in works}
    if shutil.which('mlr'):
        found['miller'] = {w: miller(folder, w, out['miller', w]) for w in works}
    return found


def run_polars(folder, work, out):
    import polars as pl
    events = pl.scan_csv(folder + '/events.csv').with_columns(
        pl.col('date').str.slice(0, 4).cast(pl.Int32).alias('period'))
    key = 'cooperation'
    if work == 'W3C':
        events = events.join(pl.scan_csv(folder + '/cooperations.csv'), left_on='cooperation', right_on='id')
        key = 'country'
    table = events.group_by(pl.col(key).alias('unit'), 'period').agg(
        *[(pl.col('kind') == kind).sum().alias('c_' + kind) for kind in KINDS], pl.len().cast(pl.Int64).alias('n'),
        pl.col('amount').filter(pl.col('kind') == 'investment').sum().alias('inv'), pl.col('jobs').sum(),
        pl.col('quality').mean().alias('q'), pl.col('partner').n_unique().alias('np')).collect()
    before = table.select('unit', pl.col('period') + 1, pl.col('n').alias('before'))
    table = table.join(before, on=['unit', 'period'], how='left').with_columns(
        (0.5 * (pl.col('n') - pl.col('before')) / pl.col('before') + 0.5 * pl.col('q') / 5).alias('mix'))
    table.drop('before').write_csv(out)


def run_pandas(folder, work, out):
    import pandas as pd
    events = pd.read_csv(folder + '/events.csv', dtype={'kind': 'category', 'line': 'category', 'partner': 'category'})
    events['period'] = events['date'].str.slice(0, 4).astype('int32')
    if work == 'W3C':
        units = pd.read_csv(folder + '/cooperations.csv').set_index('id')
        events['unit'] = events['cooperation'].map(units['country'])
    else:
        events['unit'] = events['cooperation']
    for kind in KINDS:
        events['c_' + kind] = events['kind'] == kind
    events['inv'] = events['amount'].where(events['kind'] == 'investment')
    how = {'c_' + kind: 'sum' for kind in KINDS}
    how.update({'event_id': 'size', 'inv': 'sum', 'jobs': 'sum', 'quality': 'mean', 'partner': 'nunique'})
    table = events.groupby(['unit', 'period'], observed=True).agg(how).rename(
        columns={'event_id': 'n', 'quality': 'q', 'partner': 'np'}).reset_index()
    before = table[['unit', 'period', 'n']].assign(period=table['period'] + 1).rename(columns={'n': 'before'})
    table = table.merge(before, on=['unit', 'period'], how='left')
    table['mix'] = 0.5 * (table['n'] - table['before']) / table['before'] + 0.5 * table['q'] / 5
    table.drop(columns='before').to_csv(out, index=False)


if __name__ == '__main__':
    {'polars': run_polars, 'pandas': run_pandas}[sys.argv[1]](*sys.argv[2:])
