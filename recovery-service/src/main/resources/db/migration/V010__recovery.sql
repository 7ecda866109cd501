create table incident (
    id             uuid primary key,
    scenario       text        not null,
    component      text        not null,
    target         text        not null,
    state          text        not null,
    detected_at    timestamptz not null,
    opened_at      timestamptz not null,
    recovered_at   timestamptz,
    closed_at      timestamptz,
    rto_seconds    bigint,
    warned_percent int         not null default 0,
    paged_roles    text        not null default '',
    evidence       text        not null,
    version        bigint      not null
);
-- One open incident for a scenario and target, whoever opens it.
create unique index incident_open on incident (scenario, target) where state <> 'CLOSED';
create index incident_opened_at on incident (opened_at desc);

-- Up to when the failures of a scenario and target are dealt with: what was detected earlier is old news, in whatever order it comes.
create table failure_horizon (
    scenario text        not null,
    target   text        not null,
    until    timestamptz not null,
    primary key (scenario, target)
);

create table run (
    id             uuid primary key,
    incident       uuid        not null references incident (id),
    procedure      text        not null,
    procedure_hash text        not null,
    pinned         text        not null,
    target         text        not null,
    number         int         not null,
    state          text        not null,
    reason         text,
    owner          text        not null,
    generation     bigint      not null,
    lease_until    timestamptz not null,
    started_at     timestamptz not null,
    ended_at       timestamptz
);
create unique index run_active on run (incident) where state = 'RUNNING';
create index run_budget on run (procedure, target, started_at);

create table attempt (
    id         bigint generated always as identity primary key,
    run        uuid        not null references run (id),
    phase      text        not null,
    step       text        not null,
    pass       int         not null,
    number     int         not null,
    state      text        not null,
    generation bigint      not null,
    started_at timestamptz not null,
    ended_at   timestamptz,
    detail     text        not null default '',
    digest     text,
    unique (run, step, pass, number)
);

create table backup_result (
    command     uuid primary key,
    succeeded   boolean     not null,
    detail      text        not null,
    received_at timestamptz not null
);

create table authority (
    engine     text primary key,
    holder     text        not null,
    epoch      bigint      not null,
    granted_at timestamptz not null,
    reason     text        not null
);
