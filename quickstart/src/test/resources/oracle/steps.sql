-- What sessions do, each with its weight. {braces} are drawn anew each time; {name:x} is one draw for the whole step.
-- A second part after <<< is a COPY, and the first part's one value is what it reads.

--- insert or change an item | 6
insert into items (id, "displayName", story, owner_id, kind_id, amount, price, ratio, share, small, big, flag, uid, mood,
  address, points, code, label, day, moment, until, local_time, clock, doc, raw, attrs, bin, words, numbers, bigs, uids,
  docs, blobs, span)
values ({item}, {text}, {long}, (select id from people where id = {person}),
  coalesce((select id from kinds where id = {kind}), 0), {numeric}, {price}, {double}, {real}, {small}, {big}, {boolean},
  {uuid}, {mood}, {email}, {positive}, {char}, {text}, {day}, {moment}, {until}, {local}, {clock}, {jsonb}, {json},
  {hstore}, {bytea}, {texts}, {ints}, {bigs}, {uuids}, {jsonbs}, {byteas}, {span})
on conflict (id) do update set "displayName" = excluded."displayName", story = excluded.story
--- change one column of an item | 16
update items set {itemColumn} where id = {item}
--- change two columns of some items | 4
update items set {itemColumn}, flag = not flag where id % 5 = {digit} % 5
--- delete an item | 2
delete from items where id = {item}
--- item key changes | 3
update items set id = {item:b} where id = {item:a} and ({digit} = 0 or not exists (select from items where id = {item:b}))
--- item key goes and comes back, with another between | 2
update items set id = id + 1000 where id = {item:a};
update items set id = id + 1000, {itemColumn} where id = {item:a} + 1000;
insert into items (id, "displayName", bin) values ({item:a}, 'between', {bytea}) on conflict do nothing;
update items set {itemColumn} where id = {item:a};
delete from items where id = {item:a};
update items set id = case when {digit} < 5 or exists (select from items where id = {item:b}) then {item:a} else {item:b} end
where id = {item:a} + 2000
--- two items swap keys | 2
update items set id = -id where id = {item:a};
update items set id = {item:a} where id = {item:b};
update items set id = {item:b} where id = -{item:a} and {item:a} <> {item:b}
--- keys move up, the last first | 1
update items set id = id + 5000 where id in (3, 4, 5);
update items set id = id - 4999 where id > 5000 and not exists (select from items where id = 6)
--- tidy up | 3
delete from items where id > 24 or id < 0
--- owners of several items | 3
update items set owner_id = (select id from people where id = {person}) where id < {item}
--- insert, change, delete in one statement | 1
with gone as (delete from items where id = {item:a} returning *)
insert into items (id, "displayName", story, bin, doc)
select id + 3000, 'moved ' || "displayName", story, bin, doc from gone
--- extras | 4
insert into extras select id, {prices}, {days}, {doubles}, {long} from items where id = {item}
on conflict (item_id) do update set {extraColumn}
--- extras change | 3
update extras set {extraColumn} where item_id % 4 = {digit} % 4
--- tags | 4
insert into tags select id, {tag} from items where id % 3 = {digit} % 3 on conflict do nothing
--- tag changes | 2
update tags t set tag = {tag:b} where item_id % 3 = {digit} % 3 and tag = (select max(tag) from tags o where o.item_id = t.item_id)
and not exists (select from tags o where o.item_id = t.item_id and o.tag = {tag:b})
--- tags that actors like | 2
merge into tags t using (select i.id, p.login from items i join people p on p.id = i.owner_id where p.login is not null) s
on t.item_id = s.id and t.tag = s.login
when matched and s.id % 2 = 0 then delete
when not matched then insert values (s.id, s.login)
--- merge kinds | 2
merge into kinds k using (values ({kind}, {text}), ({kind} + 10, {text})) v (id, name) on k.id = v.id
when matched and k.id > 4 then delete
when matched then update set name = v.name
when not matched then insert values (v.id, v.name)
--- kinds fall back to the default | 2
delete from kinds where id = {kind} and id > 0
--- kind key changes | 2
update kinds set id = {kind:b} where id = {kind:a} and not exists (select from kinds where id = {kind:b})
--- the default kind goes and comes back | 2
delete from kinds k where id = 0 and not exists (select from items where kind_id = 0);
insert into kinds values (0, {text}) on conflict (id) do update set name = excluded.name
--- people | 4
insert into people (id, name, login, boss_id, mood, email, points)
select {person}, {text}, (select {login:b} where not exists (select from people where login = {login:b})),
  (select id from people where id = {person}), {mood}, {email}, {positive} on conflict (id) do update set name = excluded.name, boss_id = excluded.boss_id
--- rows are written as they are | 2
update people set name = name, mood = mood;
update nodes set label = label, parent_id = parent_id where id % 4 = {digit} % 4;
update items set flag = flag where id % 4 = {digit} % 4
--- people change | 4
update people set name = {text}, mood = {mood} where id = {person}
--- login changes, folders follow | 2
update people set login = {login:b} where id = {person} and not exists (select from people where login = {login:b})
--- person key changes, items follow | 3
update people set id = {person:b} where id = {person:a} and not exists (select from people where id = {person:b})
--- a person leaves | 2
delete from people where id = {person}
--- some readings | 3
insert into readings (item_id, worth) select id, {digit} from items where id % 4 = {digit} % 4
--- ten thousand readings | 0.2
insert into readings (item_id, worth)
select i.id, n % 10 from generate_series(1, 10000) n join (select id, row_number() over (order by id) - 1 as r,
  count(*) over () as c from items) i on i.r = n % i.c
--- ten thousand readings at once by COPY | 0.2 | copy
select string_agg(format(E'%s\t%s\n', i.id, n % 10), '') from generate_series(1, 10000) n
join (select id, row_number() over (order by id) - 1 as r, count(*) over () as c from items) i on i.r = n % i.c
<<<
copy readings (item_id, worth) from stdin
--- all readings change | 0.3
update readings set worth = (worth + 1) % 10
--- many readings go | 3
delete from readings where id < (select max(id) - 1500 from readings)
--- readings move to another item | 1
update readings set item_id = (select id from items where id = {item}) where item_id = {item} and worth < 3
--- measures | 4
insert into "Measures" select {region}, 1 + n, (select id from items where id = {item}), {numeric}, {textOrNull}
from generate_series({digit} * 10, {digit} * 10 + 10) n on conflict (region, id) do update set "Größe" = excluded."Größe"
--- measures by COPY | 1 | copy
select string_agg(format(E'west %s\t%s\t%s\t%s\n', {digit}, 100 + n, i.id, n / 4.0), '')
from generate_series(1, 20) n join items i on i.id = n where not exists (select from "Measures" where id = 100 + n)
<<<
copy "Measures" (region, id, item_id, "Größe") from stdin
--- measures move to another partition | 4
update "Measures" m set region = {region:b} where id % 7 = {digit} % 7
and not exists (select from "Measures" o where o.id = m.id and o.region = {region:b})
--- measures move between the lower and the upper partition | 2
update "Measures" m set id = 100 - id, remark = {textOrNull} where id % 9 = {digit} % 9
and not exists (select from "Measures" o where o.id = 100 - m.id and o.region = m.region)
--- measures change where they are | 3
update "Measures" set "Größe" = {numeric}, remark = {textOrNull} where item_id = {item}
--- measures go | 2
delete from "Measures" where id % 8 = {digit} % 8 or id > 120
--- spaces | 3
insert into "Depot"."Shelf Spaces" values (1 + {digit} * {digit}, (select id from items where id = {item}), {textOrNull})
on conflict ("Space Id") do update set item = excluded.item, "und ""so""" = excluded."und ""so"""
--- folders | 4
insert into folders values ({folder}, {textOrNull}, (select login from people where login = {login}))
on conflict (code) do update set title = excluded.title
--- folder key changes, three levels follow | 4
update folders set code = {folder:b} where code = {folder:a} and not exists (select from folders where code = {folder:b})
--- folder code goes round | 1
update folders set code = 'via ' || code where code = {folder:a};
update folders set code = {folder:a} where code = {folder:b};
update folders set code = {folder:b} where code = 'via ' || {folder:a} and {folder:a} <> {folder:b}
--- folders go, three levels follow | 2
delete from folders where code = {folder} or code like 'via %'
--- files | 4
insert into files select code, {file}, {long} from folders where code = {folder}
on conflict (folder_code, name) do update set body = excluded.body
--- file changes name, or folder | 4
update files f set name = {file:b}, folder_code = (select code from folders where code = {folder:b})
where folder_code <> {folder:b} and exists (select from folders where code = {folder:b})
and not exists (select from files o where o.folder_code = {folder:b} and o.name = {file:b})
and name = (select min(name) from files o where o.folder_code = f.folder_code)
--- files go | 2
delete from files where name = {file}
--- pages | 4
insert into pages select folder_code, name, n, {textOrNull} from files, generate_series(1, 1 + {digit} % 4) n
where length(folder_code) % 3 = {digit} % 3 on conflict (folder_code, file_name, number) do update set line = excluded.line
--- page numbers move | 2
update pages set number = number + 100 where number < 100 and folder_code = {folder}
--- pages go | 2
delete from pages where number > 100 or number = 1 + {digit} % 3
--- marks | 3
insert into marks select 1 + (random() * 40)::int, folder_code, file_name, number, {textOrNull} from pages
where number = 1 + {digit} % 3 order by random() limit 1
on conflict (id) do update set color = excluded.color
--- nodes, child first | 4
insert into nodes values ({node:a} + 100, {text}, {node:a} + 200) on conflict (id) do update set parent_id = excluded.parent_id;
insert into nodes values ({node:a} + 200, {text}, (select id from nodes where id = {node})) on conflict do nothing
--- nodes | 4
insert into nodes values ({node}, {text}, (select id from nodes where id = {node}))
on conflict (id) do update set parent_id = excluded.parent_id
--- labels, and a trigger at the end | 4
update nodes set label = {text} where id = {node}
--- a node is replaced below its children | 3
delete from nodes where id = {node:a};
insert into nodes values ({node:a}, {text}, null, 40) on conflict do nothing
--- a node goes for good | 3
update nodes set parent_id = null where parent_id = {node:a};
delete from nodes where id = {node:a} or id > 100 and not exists (select from nodes c where c.parent_id = nodes.id)
--- node key changes, children are told later | 3
update nodes set id = {node:a} + 400 where id = {node:a};
update nodes set parent_id = {node:a} + 400 where parent_id = {node:a}
--- a child of nobody: fails at the end | 1
insert into nodes values ({node} + 300, 'orphan', 9999) on conflict (id) do update set parent_id = 9999
--- edges | 4
insert into edges select a.id, b.id, {numeric} from nodes a, nodes b where a.id % 4 = {digit} % 4 and b.id % 3 = {digit} % 3
on conflict (from_id, to_id) do update set weight = excluded.weight
--- edges go | 1
delete from edges where from_id % 3 = {digit} % 3
--- an edge to nothing, until the end | 2
insert into edges values ({node:a}, 8000 + {node:a}, 1) on conflict do nothing;
insert into nodes values (8000 + {node:a}, 'in time', null) on conflict do nothing;
--- nodes in time go | 2
delete from nodes where id > 8000 and not exists (select from nodes c where c.parent_id = nodes.id)
--- an error on the way, caught | 2
do $$ begin
  update people set mood = 'sad' where id < 4;
  insert into people (id, name) values (1, 'twice'), (1, 'twice');
exception when unique_violation then
  update people set points = coalesce(points, 1) % 100 + 1 where id = 2;
end $$
