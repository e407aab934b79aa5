-- An application's tables with whatever PostgreSQL allows and Tidings supports.
create extension hstore;
create schema app;
create schema "Depot";
set search_path to app, "Depot", public;

create type mood as enum ('sad', 'ok', 'happy');
create domain email as text check (value like '%@%');
create domain posint as int check (value > 0);
create sequence place;
create sequence reading_id;

create table people (
  id int primary key,
  name text not null,
  login text unique,
  boss_id int references people on delete set null on update cascade,
  mood mood not null default 'ok',
  email email,
  points posint,
  initial text generated always as (left(name, 1)) stored
);
create table kinds (id int primary key, name text not null);
create table items (
  id int primary key,
  "displayName" text not null,
  story text,
  owner_id int references people on delete set null on update cascade,
  kind_id int not null default 0 references kinds on delete set default on update cascade,
  amount numeric,
  price numeric(12, 2),
  ratio double precision,
  share real,
  small smallint,
  big bigint,
  flag boolean not null default true,
  uid uuid,
  mood mood default 'sad',
  address email,
  points posint,
  code char(5),
  label varchar(2000),
  day date,
  moment timestamptz,
  until timestamptz,
  local_time timestamp,
  clock time,
  doc jsonb,
  raw json,
  attrs hstore,
  bin bytea,
  words text[] not null default '{}',
  numbers int[] not null default '{7}',
  bigs bigint[] not null default '{}',
  uids uuid[] not null default '{}',
  docs jsonb[] not null default '{}',
  blobs bytea[] not null default '{}',
  span int4range,
  shout text generated always as (upper("displayName")) stored
);
-- Out of line as soon as a row is longer than 2 kB, so that an update of another column leaves them out of the log.
alter table items set (toast_tuple_target = 128);
alter table items
  alter story set storage external, alter label set storage external, alter doc set storage external,
  alter raw set storage external, alter attrs set storage external, alter bin set storage external,
  alter words set storage external, alter numbers set storage external, alter bigs set storage external,
  alter uids set storage external, alter docs set storage external, alter blobs set storage external;

-- Arrays whose unchanged values the engine shows only with the whole earlier row.
create table extras (
  item_id int primary key references items on delete cascade on update cascade,
  prices numeric(10, 2)[] not null,
  days date[] not null,
  ratios float8[] not null,
  filler text
);
alter table extras replica identity full;
alter table extras set (toast_tuple_target = 128);
alter table extras alter prices set storage external, alter days set storage external, alter ratios set storage external,
  alter filler set storage external;

create table tags (
  item_id int references items on delete cascade on update cascade,
  tag text,
  primary key (item_id, tag)
);
create table readings (
  id bigint primary key default nextval('reading_id'),
  item_id int references items on delete cascade on update cascade,
  worth int not null
);
create index on readings (item_id);
create table "Depot"."Measures" (
  region text,
  id int,
  item_id int references items on delete cascade on update cascade,
  "Größe" numeric,
  remark text,
  primary key (region, id)
) partition by list (region);
create table "Measures north" partition of "Measures" for values in ('north');
create table "Measures south" partition of "Measures" for values in ('south', 'deep south') partition by range (id);
create table "Measures south low" partition of "Measures south" for values from (minvalue) to (50);
create table "Measures south high" partition of "Measures south" for values from (50) to (maxvalue);
create table "Measures rest" partition of "Measures" default;
create table "Depot"."Shelf Spaces" (
  "Space Id" int primary key,
  item int references items on delete set null on update cascade,
  "und ""so""" text
);

-- Natural keys, composite keys, cascades of four levels.
create table folders (
  code text primary key,
  title text,
  owner_login text references people (login) on delete set null on update cascade
);
create table files (
  folder_code text references folders on delete cascade on update cascade,
  name text,
  body text,
  primary key (folder_code, name)
);
alter table files alter body set storage external;
create table pages (
  folder_code text,
  file_name text,
  number int,
  line text,
  primary key (folder_code, file_name, number),
  foreign key (folder_code, file_name) references files on delete cascade on update cascade
);
create table marks (
  id int primary key,
  folder_code text,
  file_name text,
  number int,
  color text,
  foreign key (folder_code, file_name, number) references pages on delete cascade on update cascade
);
create index on pages (folder_code, file_name);
create index on marks (folder_code);

-- Foreign keys that hold at the commit only, and a trigger that changes rows as late as that.
create table nodes (
  id int primary key,
  label text not null,
  parent_id int references nodes deferrable initially deferred,
  touched int not null default 0
);
create table edges (
  from_id int references nodes on delete cascade on update cascade deferrable initially deferred,
  to_id int references nodes on delete cascade on update cascade deferrable initially deferred,
  weight numeric,
  primary key (from_id, to_id)
);
create function touch() returns trigger language plpgsql as $$
begin
  update app.nodes set touched = touched + 1 where id = new.id;
  return null;
end $$;
create constraint trigger touched after update of label on nodes deferrable initially deferred
  for each row execute function touch();

create table "AuditTrail" (
  "auditId" bigint generated by default as identity primary key,
  place bigint not null default nextval('place'),
  "Action" text not null,
  actor_id int,
  "subjectKind" text,
  "subjectId" text,
  "targetKind" text,
  "targetId" text,
  note text
);
create index on "AuditTrail" (place);
alter table "AuditTrail" alter note set storage external;

insert into people (id, name, login, email, points)
  select g, 'person ' || g, 'login ' || g, 'p' || g || '@example.com', g from generate_series(1, 6) g;
update people set boss_id = id - 1 where id > 1;
insert into kinds select g, 'kind ' || g from generate_series(0, 4) g;
insert into items (id, "displayName", story, owner_id, kind_id, bin, words)
  select g, 'item ' || g, repeat(md5(g::text), 80), 1 + g % 6, g % 5, repeat('b', 300)::bytea, array['old', 'words']
    from generate_series(1, 20) g;
insert into tags select g, 'old' from generate_series(1, 20) g;
insert into readings (item_id, worth) select 1 + g % 20, g % 10 from generate_series(1, 300) g;
insert into "Measures" select (array['north', 'south', 'deep south', 'west'])[1 + g % 4], g, 1 + g % 20, g / 8.0
  from generate_series(1, 60) g;
insert into "Shelf Spaces" select g, 1 + g % 20, 'space ' || g from generate_series(1, 20) g;
insert into folders select 'f' || g, 'folder ' || g, 'login ' || (1 + g % 6) from generate_series(1, 6) g;
insert into files select 'f' || (1 + g % 6), 'file ' || g, repeat(md5(g::text), 90) from generate_series(1, 12) g;
insert into pages select folder_code, name, n, 'line ' || n from files, generate_series(1, 3) n;
insert into marks select row_number() over (), folder_code, file_name, number, 'red' from pages where number = 1;
insert into nodes select g, 'node ' || g, nullif(g / 2, 0) from generate_series(1, 12) g;
insert into edges select g, 1 + g % 12, g / 4.0 from generate_series(1, 12) g;
insert into "AuditTrail" ("Action", actor_id, "subjectKind", "subjectId") values ('item_seen', 1, 'ITEM', '1');
