-- How far the authority to trade is with its holder, and which run has it in hand.
alter table authority add column phase text not null default 'TRADING';
alter table authority add column run uuid;

-- When a wait or a question ends, what the step has read for later steps, and in which way it has failed.
alter table attempt add column due_at timestamptz;
alter table attempt add column value text;
alter table attempt add column fault text;
alter table attempt add column people int;

create table approval (
    id         bigint generated always as identity primary key,
    run        uuid        not null references run (id),
    step       text        not null,
    number     int         not null,
    by_whom    text        not null,
    approved   boolean     not null,
    procedure_hash text    not null,
    note       text        not null default '',
    at         timestamptz not null,
    unique (run, step, number, by_whom)
);

create table checksum_baseline (
    id       text primary key,
    taken_at timestamptz not null,
    sums     text        not null
);

create table automation_halt (
    id     int primary key check (id = 1),
    reason text        not null,
    at     timestamptz not null
);
