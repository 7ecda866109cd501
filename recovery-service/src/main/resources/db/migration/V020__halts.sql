-- Both kill switches, each time that one was set, for good: what is cleared stays on the record with who did it. An instance whose own file halts it
-- puts the file's id here, and so hears from here, too, that a person has cleared it elsewhere.
create table halt (
    id         uuid primary key,
    part       text        not null,
    by_whom    text        not null,
    reason     text        not null,
    at         timestamptz not null,
    cleared_at timestamptz,
    cleared_by text
);
create index halt_standing on halt (part, at) where cleared_at is null;
insert into halt (id, part, by_whom, reason, at)
select gen_random_uuid(), 'automation', 'before the update', reason, at from automation_halt;
