-- What every event must show, computed by PostgreSQL within the transaction that commits the audit row. Not captured.
create schema truth;
-- All tables as the last commit left them, in one schema; `version` is the transaction that wrote the row.
create schema shadow;

create sequence truth.commits;
-- Audit rows inserted by the transaction that runs, by their place.
create table truth.fresh (place bigint primary key);
-- Entities that are gone, as they stood just before they went.
create table truth.gone (kind text, id text, value jsonb not null, primary key (kind, id));
-- What a path within last() led to when it last led to any, by the value from which it starts.
create table truth.last (path text, start text, value jsonb not null, primary key (path, start));
-- What the latest event about a row showed of it.
create table truth.memory (kind text, id text, value jsonb not null, primary key (kind, id));
-- Changes of rows that contracts answer, of the transaction that runs, and what they are ordered by.
create table truth.change (
  what int, depth int, tab text, k1 int, k2 text collate "C", k3 text collate "C", topic text, row_key text, key text,
  value jsonb, kind text, id text);
-- `ordinal` counts commits; `place` is negative for a change without audit row, whose row is `changed`;
-- `value` is null when the contract must reject the event.
create table truth.event (
  ordinal bigint,
  place bigint,
  topic text,
  audit_id text,
  changed text,
  cause text,
  actor text,
  key text,
  value jsonb,
  primary key (ordinal, place, topic)
);

create function truth.note() returns trigger language plpgsql as $$
begin
  insert into truth.fresh values (new.place);
  return null;
end $$;
create trigger fresh after insert on app."AuditTrail" for each row execute function truth.note();

create function truth.utc(timestamptz) returns text language sql immutable as $$
  select rtrim(rtrim(to_char($1 at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z'
$$;
create function truth.base64(bytea) returns text language sql immutable as $$
  select translate(encode($1, 'base64'), E'\n', '')
$$;

-- The functions below name tables without a schema: they tell of the tables as they are, or of the shadow.
create function truth.measures(item int, few boolean) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(
      jsonb_build_object('region', region, 'id', id, 'remark', remark, 'size', "Größe"::text)
      order by case when few then "Größe" end desc, case when few then id end, region collate "C", id), '[]')
    from "Measures" where item_id = item and (not few or region in ('north', 'south') and remark is null)
$$;

create function truth.extras(item int) returns jsonb language sql stable as $$
  select jsonb_build_object('prices', to_jsonb(prices::text[]), 'days', to_jsonb(days::text[]), 'ratios', to_jsonb(ratios))
    from extras where item_id = item
$$;

create function truth.nulls(anyarray) returns text language sql immutable as $$
  select case when cardinality($1) > 0 and cardinality(array_remove($1, null)) = 0 then '{null}' else '' end
$$;

create function truth.values_of(i record, out value jsonb) language plpgsql stable as $$
begin
  value := jsonb_build_object(
    'id', i.id, 'name', i."displayName", 'story', i.story, 'amount', i.amount::text,
    'price', i.price::text,
    'ratio', case when i.ratio in ('NaN', 'Infinity', '-Infinity') then to_jsonb(i.ratio::text) else to_jsonb(i.ratio) end,
    'share', i.share, 'small', i.small, 'big', i.big, 'flag', i.flag, 'uid', i.uid, 'mood', i.mood,
    'address', i.address, 'points', i.points, 'code', rpad(i.code::text, 5), 'label', i.label, 'day', i.day::text,
    'moment', truth.utc(i.moment),
    'until', case when isfinite(i.until) then to_char(i.until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                  else i.until::text end,
    'localTime', rtrim(rtrim(to_char(i.local_time, 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.'),
    'clock', rtrim(rtrim(to_char(i.clock, 'HH24:MI:SS.US'), '0'), '.'))
  || jsonb_build_object(
    'doc', i.doc::text,
    'docMembers', case when i.doc is not null then
        (select coalesce(jsonb_object_agg(m.key, m.value), '{}') from jsonb_each_text(i.doc) m where m.value is not null) end,
    'docTitle', i.doc ->> 'title', 'raw', i.raw::text, 'attrs', jsonb_strip_nulls(hstore_to_jsonb(i.attrs)),
    'bin', truth.base64(i.bin), 'words', array_remove(i.words, null), 'numbers', array_remove(i.numbers, null),
    'bigs', array_remove(i.bigs, null), 'uids', array_remove(i.uids, null),
    'docs', (select coalesce(jsonb_agg(d::text order by n), '[]') from unnest(i.docs) with ordinality e (d, n)
              where d is not null),
    'blobs', (select coalesce(jsonb_agg(truth.base64(b) order by n), '[]') from unnest(i.blobs) with ordinality e (b, n)
               where b is not null),
    'span', i.span::text,
    -- The log does not tell an array of nothing but nulls from one of arrays.
    'unclear', '{null}' in (truth.nulls(i.words), truth.nulls(i.numbers), truth.nulls(i.bigs), truth.nulls(i.uids),
      truth.nulls(i.docs), truth.nulls(i.blobs)));
end $$;

create function truth.last_tags(item int) returns jsonb language sql stable as $$
  select coalesce((select jsonb_agg(tag order by tag collate "C") from tags where item_id = item),
                  (select value from truth.last where path = 'tags' and start = item::text), '[]')
$$;

create function truth.owned(person int) returns jsonb language sql stable as $$
  select jsonb_agg(jsonb_build_object('name', "displayName", 'kind', k.name) order by i.id)
    from items i join kinds k on k.id = kind_id where owner_id = person and flag
$$;

create function truth.last_owned(person int) returns jsonb language sql stable as $$
  select coalesce(truth.owned(person), (select value from truth.last where path = 'owned' and start = person::text), '[]')
$$;

create function truth.item(key text) returns jsonb language sql stable as $$
  select truth.values_of(i) || jsonb_build_object(
      'owner', o.name, 'ownersBoss', b.name, 'kind', k.name, 'extras', truth.extras(i.id),
      'tags', (select coalesce(jsonb_agg(tag order by tag collate "C"), '[]') from tags where item_id = i.id),
      'lastTags', truth.last_tags(i.id),
      'readings', (select coalesce(jsonb_agg(id order by id), '[]') from readings where item_id = i.id and worth = 1),
      'measures', truth.measures(i.id, false), 'fewMeasures', truth.measures(i.id, true),
      'spaces', (select coalesce(jsonb_agg("und ""so""" order by "Space Id"), '[]') from "Shelf Spaces"
                  where item = i.id and "und ""so""" is not null))
    from items i join kinds k on k.id = i.kind_id left join people o on o.id = i.owner_id
    left join people b on b.id = o.boss_id
   where i.id::text = key
$$;

create function truth.folder(key text) returns jsonb language sql stable as $$
  select jsonb_build_object(
      'code', f.code, 'title', f.title, 'owner', (select name from people where login = f.owner_login),
      'files', (select coalesce(jsonb_agg(jsonb_build_object('name', x.name, 'body', x.body,
          'pages', (select coalesce(jsonb_agg(jsonb_build_object('number', p.number, 'line', p.line) order by number desc), '[]')
                      from pages p where p.folder_code = f.code and p.file_name = x.name)) order by x.name collate "C"), '[]')
          from files x where x.folder_code = f.code),
      'marks', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'file', file_name, 'number', number, 'color', color)
          order by id), '[]') from marks where folder_code = f.code))
    from folders f where f.code = key
$$;

create function truth.node(key text) returns jsonb language sql stable as $$
  select jsonb_build_object(
      'id', n.id, 'label', n.label, 'touched', n.touched, 'parent', p.label,
      'grandparent', (select label from nodes where id = p.parent_id),
      'children', (select coalesce(jsonb_agg(label order by id), '[]') from nodes where parent_id = n.id),
      'out', (select coalesce(jsonb_agg(jsonb_build_object('to', t.id, 'label', t.label, 'weight', weight::text) order by to_id), '[]')
                from edges join nodes t on t.id = to_id where from_id = n.id),
      'into', (select coalesce(jsonb_agg(f.label order by from_id), '[]')
                 from edges join nodes f on f.id = from_id where to_id = n.id))
    from nodes n left join nodes p on p.id = n.parent_id where n.id::text = key
$$;

create function truth.person(key text) returns jsonb language sql stable as $$
  select jsonb_build_object(
      'name', p.name, 'login', p.login, 'boss', b.name, 'lastOwned', truth.last_owned(p.id),
      'row', jsonb_strip_nulls(jsonb_build_object('id', p.id::text, 'name', p.name, 'login', p.login,
          'boss_id', p.boss_id::text, 'mood', p.mood::text, 'email', p.email, 'points', p.points::text)),
      'reports', (select coalesce(jsonb_agg(name order by id), '[]') from people where boss_id = p.id),
      'items', (select coalesce(jsonb_agg(id order by id), '[]') from items where owner_id = p.id and mood in ('ok', 'happy')))
    from people p left join people b on b.id = p.boss_id where p.id::text = key
$$;

-- An entity as it stands or, when it is gone, as it stood just before it went.
create function truth.of(kind text, id text) returns jsonb language plpgsql stable as $$
begin
  return coalesce(
    case kind when 'ITEM' then truth.item(id) when 'FOLDER' then truth.folder(id)
              when 'NODE' then truth.node(id) when 'PERSON' then truth.person(id) end,
    (select g.value from truth.gone g where g.kind = $1 and g.id = $2));
end $$;

-- An event; what it says of the event before about the row of that kind and id, when its contract asks; and from now
-- on that is what this event shows.
create function truth.tell(e truth.event, kind text, id text) returns void language plpgsql as $$
declare
  now jsonb;
  previous jsonb := (select m.value from truth.memory m where m.kind = $2 and m.id = $3);
  mine text;
begin
  if e.topic = 'person-changed' and e.value is not null then
    now := e.value -> 'person';
    e.value := e.value || jsonb_build_object('previous', previous, 'changes',
      (select coalesce(jsonb_agg(n order by o), '[]')
         from unnest(array['name', 'login', 'boss', 'mood', 'reports']) with ordinality f (n, o)
        where previous is not null and previous -> n is distinct from now -> n));
  elsif e.topic = 'node-seen' and e.value is not null then
    e.value := e.value || jsonb_build_object('previous', previous);
  end if;
  insert into truth.event select e.*;
  if kind is not null and e.value is not null then
    now := case kind when 'PERSON' then truth.brief(truth.person(id)) when 'NODE' then truth.node(id) end;
    delete from truth.memory m where m.kind = $2 and m.id = $3;
    if now is not null then
      insert into truth.memory values (kind, id, now);
    end if;
  end if;
end $$;

create function truth.brief(person jsonb) returns jsonb language sql immutable as $$
  select case when person is not null then jsonb_build_object('name', person -> 'name', 'login', person -> 'login',
    'boss', person -> 'boss', 'mood', person -> 'row' -> 'mood', 'reports', person -> 'reports') end
$$;

create function truth.brief_of_item(item jsonb) returns jsonb language sql immutable as $$
  select jsonb_build_object('item', item -> 'id', 'name', item -> 'name', 'owner', item -> 'owner', 'tags', item -> 'tags',
    'lastTags', item -> 'lastTags')
$$;

-- Whether an audit row of the transaction that runs, with one of the actions, names the row.
create function truth.told(actions text[], kind text, id text) returns boolean language sql stable as $$
  select exists (select from truth.fresh join app."AuditTrail" a using (place) where a."Action" = any (actions)
    and (a."subjectKind" = kind and a."subjectId" = id or a."targetKind" = kind and a."targetId" = id))
$$;

create function truth.tell_audit(here bigint, a app."AuditTrail") returns void language plpgsql as $$
declare
  audit jsonb := jsonb_build_object('audit', a."auditId");
  subject jsonb := truth.of(a."subjectKind", a."subjectId");
  target jsonb := truth.of(a."targetKind", a."targetId");
  actor jsonb := truth.of('PERSON', a.actor_id::text);
  item jsonb := case when a."subjectKind" = 'ITEM' then subject when a."targetKind" = 'ITEM' then target end;
  folder jsonb := case when a."subjectKind" = 'FOLDER' then subject when a."targetKind" = 'FOLDER' then target end;
  node jsonb := case when a."subjectKind" = 'NODE' then subject when a."targetKind" = 'NODE' then target end;
  person jsonb := case when a."subjectKind" = 'PERSON' then subject when a."targetKind" = 'PERSON' then target end;
  e truth.event;
begin
  e := row (here, a.place, null, a."auditId"::text, null, '', coalesce(a.actor_id::text, ''), null, null);
  if a."Action" = 'folder_seen' then
    e.topic := 'folder-seen';
    e.key := folder ->> 'code';
    e.value := case when folder is not null then audit || jsonb_build_object('folder', folder, 'notTheActors',
      (select coalesce(jsonb_agg(f order by n), '[]') from jsonb_array_elements(folder -> 'files') with ordinality e (f, n)
        where f ->> 'name' <> actor ->> 'login')) end;
    perform truth.tell(e, null, null);
  end if;
  if a."Action" = 'item_deleted' then
    e.topic := 'item-gone';
    e.key := item ->> 'id';
    e.value := case when item is not null then audit || jsonb_build_object('actor', actor -> 'name')
      || truth.brief_of_item(item) end;
    perform truth.tell(e, null, null);
  end if;
  if a."Action" = 'item_seen' then
    e.topic := 'item-seen';
    e.key := a."auditId"::text;
    e.value := case when item ->> 'day' like '%infinity' or (item ->> 'unclear')::boolean then null else
      audit || jsonb_build_object('note', a.note, 'actor', actor -> 'name', 'boss', actor -> 'boss',
        'item', item - 'lastTags' - 'unclear', 'lastTags', coalesce(item -> 'lastTags', '[]'),
        'lastOwned', coalesce(actor -> 'lastOwned', '[]'),
        'actorsTags', (select coalesce(jsonb_agg(t order by n), '[]')
          from jsonb_array_elements_text(item -> 'tags') with ordinality e (t, n) where t = actor ->> 'login')) end;
    perform truth.tell(e, null, null);
  end if;
  if a."Action" = 'node_seen' then
    e.topic := 'node-seen';
    e.key := node ->> 'id';
    e.value := case when node is not null then audit || jsonb_build_object('node', node) end;
    perform truth.tell(e, 'NODE', node ->> 'id');
  end if;
  if a."Action" = 'person_seen' then
    e.topic := 'person-changed';
    e.key := person -> 'row' ->> 'id';
    e.value := case when person is not null then audit
      || jsonb_build_object('actor', actor -> 'name', 'person', truth.brief(person), 'before', null) end;
    perform truth.tell(e, 'PERSON', e.key);
  end if;
  if a."Action" in ('item_seen', 'node_seen', 'person_seen') then
    e.topic := 'thing-noted';
    e.key := a."auditId"::text;
    e.value := audit || jsonb_build_object(
      'subject', case a."subjectKind" when 'NODE' then subject -> 'label' when 'FOLDER' then subject -> 'title'
                      else subject -> 'name' end,
      'target', case a."targetKind" when 'NODE' then target -> 'label' when 'FOLDER' then target -> 'title'
                     else target -> 'name' end,
      'actor', actor -> 'row', 'reports', coalesce(person -> 'reports', '[]'), 'items', coalesce(person -> 'items', '[]'));
    perform truth.tell(e, null, null);
  end if;
end $$;

-- Rows that the transaction took away; to be called while names mean the shadow.
create function truth.note_deletes() returns void language plpgsql as $$
begin
  insert into truth.gone
    select 'ITEM', id::text, truth.item(id::text) from items s where not exists (select from app.items b where b.id = s.id)
    union all
    select 'FOLDER', code, truth.folder(code) from folders s where not exists (select from app.folders b where b.code = s.code)
    union all
    select 'NODE', id::text, truth.node(id::text) from nodes s where not exists (select from app.nodes b where b.id = s.id)
    union all
    select 'PERSON', id::text, truth.person(id::text) from people s
     where not exists (select from app.people b where b.id = s.id)
    on conflict (kind, id) do update set value = excluded.value;
  insert into truth.change
    select 0, -1, 'app.items', s.id, null, null, 'item-gone', s.id::text, s.id::text, truth.brief_of_item(g.value), null, null
      from items s join truth.gone g on g.kind = 'ITEM' and g.id = s.id::text
     where not exists (select from app.items b where b.id = s.id)
       and not truth.told('{item_deleted}', 'ITEM', s.id::text)
    union all
    select 0, -1, 'app.files', null, folder_code, name, 'file-gone', folder_code || e'\x1f' || name, folder_code,
           jsonb_build_object('name', name, 'body', body, 'folder', (select title from folders where code = folder_code),
             'pages', (select coalesce(jsonb_agg(number order by number), '[]') from pages p
                        where p.folder_code = s.folder_code and p.file_name = s.name)), null, null
      from files s
     where not exists (select from app.files b where b.folder_code = s.folder_code and b.name = s.name)
       and not exists (select from app.folders b where b.code = s.folder_code);
  insert into truth.last
    select 'tags', s.item_id::text, jsonb_agg(s.tag order by s.tag collate "C") from tags s
     where not exists (select from app.tags b where b.item_id = s.item_id) group by s.item_id
    union all
    select 'owned', o.owner_id::text, truth.owned(o.owner_id) from (select distinct owner_id from items where flag) o
     where o.owner_id is not null and not exists (select from app.items b where b.owner_id = o.owner_id and b.flag)
    on conflict (path, start) do update set value = excluded.value;
end $$;

-- Rows that are new, or other than in the shadow; to be called while names mean the tables.
create function truth.note_changes() returns void language plpgsql as $$
begin
  insert into truth.change
    select 1, 2, 'app.tags', t.item_id, t.tag, null, 'tag-came', t.item_id || e'\x1f' || t.tag, t.item_id::text,
           jsonb_build_object('tag', t.tag, 'item', (select "displayName" from items where id = t.item_id)), null, null
      from tags t where not exists (select from shadow.tags s where s.item_id = t.item_id and s.tag = t.tag)
    union all
    select 2, 0, 'app.people', b.id, null, null, 'person-changed', b.id::text, b.id::text,
           jsonb_build_object('person', truth.brief(truth.person(b.id::text)), 'before', s.name), 'PERSON', b.id::text
      from people b join shadow.people s using (id)
     where (b.name, b.login, b.boss_id, b.mood, b.email, b.points)
           is distinct from (s.name, s.login, s.boss_id, s.mood, s.email, s.points)
       and not truth.told('{person_seen}', 'PERSON', b.id::text)
    union all
    select 2, 0, 'app.nodes', b.id, null, null, 'node-moved', b.id::text, b.id::text,
           jsonb_build_object('label', b.label, 'parent', (select label from nodes where id = b.parent_id),
             'labelBefore', s.label, 'parentBefore', (select label from shadow.nodes where id = s.parent_id)),
           'NODE', b.id::text
      from nodes b join shadow.nodes s using (id)
     where (b.label, b.parent_id) is distinct from (s.label, s.parent_id);
end $$;

-- The events of changes have the transaction's first audit row as their cause; it comes after them.
create function truth.tell_changes(here bigint) returns void language plpgsql as $$
declare
  c record;
  first app."AuditTrail";
  audit jsonb;
begin
  select a.* into first from truth.fresh join app."AuditTrail" a using (place) order by place limit 1;
  audit := jsonb_build_object('audit', first."auditId",
    'actor', truth.of('PERSON', first.actor_id::text) -> 'name');
  for c in select *, row_number() over (order by what, depth, tab, k1, k2, k3) as n from truth.change order by n loop
    perform truth.tell(row (here, c.n - 1000000000, c.topic, null, c.tab || e'\x1f' || c.row_key,
      coalesce(first."auditId"::text, ''), coalesce(first.actor_id::text, ''), c.key, audit || c.value), c.kind, c.id);
  end loop;
  delete from truth.change;
end $$;

-- truth.sync() makes the shadow what the tables are: it writes the rows that the running transaction wrote.
do $$
declare
  t record;
  statements text := '';
begin
  for t in select c.oid::regclass as name, c.relname, string_agg(format('b.%1$I = s.%1$I', a.attname), ' and ') as same
             from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary
             join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
            where c.relnamespace in ('app'::regnamespace, '"Depot"'::regnamespace) and c.relkind in ('r', 'p')
              and not c.relispartition and c.relname <> 'AuditTrail'
            group by c.oid, c.relname
  loop
    execute format('create table shadow.%I (like %s including indexes)', t.relname, t.name);
    execute format('alter table shadow.%I add column version xid', t.relname);
    statements := statements || format('
      delete from shadow.%1$I s where not exists (select from %2$s b where %3$s and b.xmin = s.version);
      insert into shadow.%1$I select b.*, b.xmin from %2$s b where not exists (select from shadow.%1$I s where %3$s);',
      t.relname, t.name, t.same);
  end loop;
  execute format('create function truth.sync() returns void language plpgsql as $sync$ begin %s end $sync$', statements);
end $$;

-- The last thing before a commit. The lock is held until the commit is over: commits are in the order of `ordinal`.
create function truth.before_commit() returns bigint language plpgsql as $$
declare
  here bigint;
begin
  set constraints all immediate;
  perform pg_advisory_xact_lock(1);
  here := nextval('truth.commits');
  perform set_config('search_path', 'shadow, public', true);
  perform truth.note_deletes();
  perform set_config('search_path', 'app, "Depot", public', true);
  perform truth.note_changes();
  perform truth.sync();
  perform truth.tell_changes(here);
  perform truth.tell_audit(here, a)
     from (select a from truth.fresh join app."AuditTrail" a using (place) order by a.place) ordered (a);
  delete from truth.fresh;
  return here;
end $$;

set search_path to app, "Depot", public;
select truth.sync();
delete from truth.fresh;
