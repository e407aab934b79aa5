-- Audit rows, and what applications do to them.

--- an item is seen | 12
insert into "AuditTrail" ("Action", actor_id, "subjectKind", "subjectId", "targetKind", "targetId", note)
values ('item_seen', {actor}, 'ITEM', '{item}', {kindAndId}, {textOrNull})
--- an item is seen from the other side | 4
insert into "AuditTrail" ("Action", actor_id, "subjectKind", "subjectId", "targetKind", "targetId")
values ('item_seen', {actor}, {kindAndId}, 'ITEM', '{item}')
--- a folder is seen | 8
insert into "AuditTrail" ("Action", actor_id, "subjectKind", "subjectId") values ('folder_seen', {actor}, 'FOLDER', {folder})
--- a node is seen | 8
insert into "AuditTrail" ("Action", actor_id, "subjectKind", "subjectId", "targetKind", "targetId")
values ('node_seen', {actor}, {kindAndId}, 'NODE', '{node}')
--- a person is seen | 6
insert into "AuditTrail" ("Action", actor_id, "subjectKind", "subjectId", "targetKind", "targetId")
values ('person_seen', {actor}, 'PERSON', '{person}', {kindAndId})
--- an item goes, and that is told | 3
delete from items where id = {item:a};
insert into "AuditTrail" ("Action", actor_id, "subjectKind", "subjectId") values ('item_deleted', {actor}, 'ITEM', '{item:a}')
--- it is told that an item goes | 2
insert into "AuditTrail" ("Action", actor_id, "subjectKind", "subjectId", "targetKind", "targetId")
values ('item_deleted', {actor}, {kindAndId}, 'ITEM', '{item}')
--- something without a contract | 2
insert into "AuditTrail" ("Action", actor_id, "subjectKind", "subjectId") values ('else', {actor}, 'ITEM', '{item}')
--- whatever is named | 3
insert into "AuditTrail" ("Action", "subjectKind", "subjectId", "targetKind", "targetId")
values ({action}, {kindAndId}, {kindAndId})
--- several by one statement | 3
insert into "AuditTrail" ("Action", actor_id, "subjectKind", "subjectId")
select 'item_seen', {actor}, 'ITEM', id::text from items where id % 5 = {digit} % 5
--- many by COPY | 1 | copy
select string_agg(format(E'node_seen\t%s\tNODE\t%s\n', n, n), '') from generate_series(1, 12) n
<<<
copy "AuditTrail" ("Action", actor_id, "subjectKind", "subjectId") from stdin
--- one that is changed at once | 4
insert into "AuditTrail" ("Action", actor_id, "subjectKind", "subjectId", note)
values ('item_seen', {actor}, 'ITEM', '{item}', {long});
update "AuditTrail" set "subjectId" = '{item}', actor_id = {actor} where place = lastval()
--- one that changes its key at once | 3
insert into "AuditTrail" ("Action", actor_id, "subjectKind", "subjectId", note)
values ('item_seen', {actor}, 'ITEM', '{item}', {long});
update "AuditTrail" set "auditId" = "auditId" + 300000000 where place = lastval();
update "AuditTrail" set actor_id = {actor} where place = lastval()
--- one that is taken back | 3
insert into "AuditTrail" ("Action", actor_id, "subjectKind", "subjectId") values ('node_seen', {actor}, 'NODE', '{node}');
delete from "AuditTrail" where place = lastval()
--- one that another replaces | 2
insert into "AuditTrail" ("Action", actor_id, "subjectKind", "subjectId") values ('node_seen', {actor}, 'NODE', '{node}');
with gone as (delete from "AuditTrail" where place = lastval() returning *)
insert into "AuditTrail" ("auditId", "Action", actor_id, "subjectKind", "subjectId")
select "auditId", 'item_seen', actor_id, 'ITEM', "subjectId" from gone
--- earlier ones are annotated | 2
update "AuditTrail" set note = {textOrNull}, "Action" = 'item_seen' where "auditId" % 50 = {digit}
--- an earlier one gets another key | 2
update "AuditTrail" set "auditId" = "auditId" + 1000000000 where "auditId" = (select min("auditId") from "AuditTrail")
--- earlier ones are purged | 2
delete from "AuditTrail" where place < (select max(place) - 200 from "AuditTrail")
