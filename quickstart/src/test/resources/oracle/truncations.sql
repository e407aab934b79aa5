-- Alone, because a session that truncates waits for all others.

--- readings | 3
truncate readings
--- items with all that belongs to them | 2
truncate items cascade
--- folders with all that belongs to them | 2
truncate folders, files, pages, marks
--- nodes | 2
truncate nodes cascade
--- the partitioned table and another | 2
truncate "Measures", "Depot"."Shelf Spaces"
--- the audit table | 1
truncate "AuditTrail"
--- gone and made again | 1
truncate kinds, items cascade;
insert into kinds select n, 'new ' || n from generate_series(0, 5) n;
insert into items (id, "displayName", bin) select n, 'new ' || n, repeat('n', 300)::bytea from generate_series(1, 12) n
