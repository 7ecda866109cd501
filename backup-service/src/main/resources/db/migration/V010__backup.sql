-- What is to be done, whoever asked. The id of a command's job is the command's, that of a daily one comes from its
-- day: so each is done once, by one replica.
create table job (
    id            uuid primary key,
    action        text        not null,
    component     text        not null,
    snapshot      text,
    requested_by  text        not null,
    command       uuid,
    requested_at  timestamptz not null,
    state         text        not null,
    attempts      integer     not null,
    claimed_until timestamptz,
    claimed_by    text,
    reason        text,
    finished_at   timestamptz
);
create index job_pending on job (requested_at) where state = 'PENDING';

-- What is known of a snapshot: the truth lies in the repositories.
create table snapshot (
    id          text primary key,
    component   text        not null,
    places      text        not null,
    taken_at    timestamptz not null,
    verified_at timestamptz,
    trouble     text
);
