create table people (id bigint primary key, name text not null);
create table accounts (id bigint primary key, name text not null, code text);
create table audit (id bigint primary key, action text not null, subject_type text, subject_id bigint, actor_id bigint);
create table payroll (id bigint primary key, amount numeric);
insert into people values (1, 'Ann');
insert into accounts values (1, 'Savings', '4711');
insert into payroll values (1, 100);
