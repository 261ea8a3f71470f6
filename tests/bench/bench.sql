.mode csv
.headers on
CREATE TABLE cooperations (id TEXT, name TEXT, country TEXT);
CREATE TABLE events (number INTEGER, cooperation TEXT, held_on TEXT, kind TEXT, participants INTEGER, amount REAL);
.import --skip 1 cooperations.csv cooperations
.import --skip 1 events.csv events
SELECT cooperation AS unit, substr(held_on, 1, 4) AS period, count(*) AS events,
       sum(kind = 'meeting') AS meeting, sum(kind = 'training') AS training,
       sum(kind = 'visit') AS visit, sum(kind = 'fair') AS fair, sum(amount) AS amount,
       avg(nullif(participants, '')) AS participants, count(DISTINCT kind) AS kinds
FROM events GROUP BY 1, 2 ORDER BY 1, 2;
