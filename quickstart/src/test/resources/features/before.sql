create extension if not exists citext;
create extension if not exists hstore;
create type mood as enum ('sad', 'so so', 'happy');
create domain short_text as text;
create domain shorter_text as short_text check (length(value) < 3);
create domain price as numeric(10, 2);
create domain words as text[];
create domain day as date;
create domain hour as time;
create domain moment as timestamp;
create type textrange as range (subtype = text);
create type pair as (a int, b text);
create sequence audit_id_seq;
create table audit (
  id bigint not null default nextval('audit_id_seq'), action text not null, row bigint,
  created timestamptz not null default now(), primary key (created, id)) partition by range (created);
create table audit_old partition of audit for values from (minvalue) to (now() - interval '500 days');
create table audit_new partition of audit for values from (now() - interval '500 days') to (maxvalue);
create schema truth;
create table truth.expected (audit bigint primary key, label text, value json, rejected boolean);
-- What an event of the action must hold, as the database says.
create function truth.of(action text, id bigint) returns json language plpgsql as $$
declare
  value json;
begin
  execute format('select truth.%I($1)', action) into value using id;
  return value;
end $$;
create function truth.before_commit() returns void language sql as $$
  insert into truth.expected select id, action, truth.of(action, row), false from audit where id not in (select audit from truth.expected)
$$;
