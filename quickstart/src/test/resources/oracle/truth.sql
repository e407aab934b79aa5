-- What every event must show, computed by PostgreSQL within the transaction that commits the audit row. Not captured.
create schema truth;
-- All tables as the last commit left them, in one schema; `version` is the transaction that wrote the row.
create schema shadow;

create sequence truth.commits;
-- Audit rows inserted by the transaction that runs, by their place.
create table truth.fresh (place bigint primary key);
-- Entities that are gone, as they stood just before they went.
create table truth.gone (kind text, id text, value jsonb not null, primary key (kind, id));
-- `ordinal` counts commits; `value` is null when the contract must reject the event.
create table truth.event (
  ordinal bigint,
  place bigint,
  topic text,
  audit_id bigint not null,
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
      jsonb_build_object('region', region, 'id', id, 'remark', remark, 'size', case "Größe"
          when 'NaN' then 'NAN' when 'Infinity' then 'POSITIVE_INFINITY' when '-Infinity' then 'NEGATIVE_INFINITY'
          else "Größe"::text end)
      order by case when few then "Größe" end desc, case when few then id end, region collate "C", id), '[]')
    from "Measures" where item_id = item and (not few or region in ('north', 'south') and remark is null)
$$;

create function truth.extras(item int) returns jsonb language sql stable as $$
  select jsonb_build_object('prices', to_jsonb(prices::text[]), 'days', to_jsonb(days::text[]), 'ratios', to_jsonb(ratios))
    from extras where item_id = item
$$;

create function truth.values_of(i record, out value jsonb) language plpgsql stable as $$
begin
  value := jsonb_build_object(
    'id', i.id, 'name', i."displayName", 'story', i.story, 'amount', case i.amount
        when 'NaN' then 'NAN' when 'Infinity' then 'POSITIVE_INFINITY' when '-Infinity' then 'NEGATIVE_INFINITY'
        else i.amount::text end,
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
    'span', i.span::text);
end $$;

create function truth.item(key text) returns jsonb language sql stable as $$
  select truth.values_of(i) || jsonb_build_object(
      'owner', o.name, 'ownersBoss', b.name, 'kind', k.name, 'extras', truth.extras(i.id),
      'tags', (select coalesce(jsonb_agg(tag order by tag collate "C"), '[]') from tags where item_id = i.id),
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
      'out', (select coalesce(jsonb_agg(jsonb_build_object('to', t.id, 'label', t.label, 'weight', case weight
                  when 'NaN' then 'NAN' when 'Infinity' then 'POSITIVE_INFINITY' when '-Infinity' then 'NEGATIVE_INFINITY'
                  else weight::text end) order by to_id), '[]')
                from edges join nodes t on t.id = to_id where from_id = n.id),
      'into', (select coalesce(jsonb_agg(f.label order by from_id), '[]')
                 from edges join nodes f on f.id = from_id where to_id = n.id))
    from nodes n left join nodes p on p.id = n.parent_id where n.id::text = key
$$;

create function truth.person(key text) returns jsonb language sql stable as $$
  select jsonb_build_object(
      'name', p.name, 'login', p.login, 'boss', b.name,
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

create function truth.events(a app."AuditTrail") returns table (topic text, key text, value jsonb)
language plpgsql stable as $$
declare
  audit jsonb := jsonb_build_object('audit', a."auditId");
  subject jsonb := truth.of(a."subjectKind", a."subjectId");
  target jsonb := truth.of(a."targetKind", a."targetId");
  actor jsonb := truth.of('PERSON', a.actor_id::text);
  item jsonb := case when a."subjectKind" = 'ITEM' then subject when a."targetKind" = 'ITEM' then target end;
  folder jsonb := case when a."subjectKind" = 'FOLDER' then subject when a."targetKind" = 'FOLDER' then target end;
  node jsonb := case when a."subjectKind" = 'NODE' then subject when a."targetKind" = 'NODE' then target end;
  person jsonb := case when a."subjectKind" = 'PERSON' then subject when a."targetKind" = 'PERSON' then target end;
begin
  if a."Action" = 'folder_seen' then
    return query select 'folder-seen', folder ->> 'code', case when folder is not null then
      audit || jsonb_build_object('folder', folder, 'notTheActors',
        (select coalesce(jsonb_agg(f order by n), '[]') from jsonb_array_elements(folder -> 'files') with ordinality e (f, n)
          where f ->> 'name' <> actor ->> 'login')) end;
  end if;
  if a."Action" = 'item_seen' then
    return query select 'item-seen', a."auditId"::text, case when item ->> 'day' like '%infinity' then null else
      audit || jsonb_build_object('note', a.note, 'actor', actor -> 'name', 'boss', actor -> 'boss', 'item', item,
        'actorsTags', (select coalesce(jsonb_agg(t order by n), '[]')
          from jsonb_array_elements_text(item -> 'tags') with ordinality e (t, n) where t = actor ->> 'login')) end;
  end if;
  if a."Action" = 'node_seen' then
    return query select 'node-seen', node ->> 'id', case when node is not null then
      audit || jsonb_build_object('node', node) end;
  end if;
  if a."Action" in ('item_seen', 'node_seen', 'person_seen') then
    return query select 'thing-noted', a."auditId"::text, audit || jsonb_build_object(
      'subject', case a."subjectKind" when 'NODE' then subject -> 'label' when 'FOLDER' then subject -> 'title'
                      else subject -> 'name' end,
      'target', case a."targetKind" when 'NODE' then target -> 'label' when 'FOLDER' then target -> 'title'
                     else target -> 'name' end,
      'actor', actor -> 'row', 'reports', coalesce(person -> 'reports', '[]'), 'items', coalesce(person -> 'items', '[]'));
  end if;
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
  perform set_config('search_path', 'app, "Depot", public', true);
  perform truth.sync();
  insert into truth.event
    select here, a.place, e.topic, a."auditId", a.actor_id::text, e.key, e.value
      from truth.fresh join app."AuditTrail" a using (place) cross join lateral truth.events(a) e;
  delete from truth.fresh;
  return here;
end $$;

set search_path to app, "Depot", public;
select truth.sync();
delete from truth.fresh;
