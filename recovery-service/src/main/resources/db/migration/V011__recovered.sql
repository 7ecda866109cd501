-- A recovered incident is open no longer, though its last steps may still run: what fails meanwhile is a new incident.
drop index incident_open;
create unique index incident_open on incident (scenario, target) where state not in ('RECOVERED', 'CLOSED');
alter table incident add column cleared_at timestamptz;
alter table incident add column seen_at timestamptz;
update incident set seen_at = detected_at;
alter table incident alter column seen_at set not null;

alter table run add column verified_at timestamptz;
-- Which process of the owner: after a restart it may take its own runs back at once.
alter table run add column process uuid not null default gen_random_uuid();

alter table attempt add column output text;

create table timeline (
    id       bigint generated always as identity primary key,
    incident uuid        not null,
    at       timestamptz not null,
    type     text        not null,
    body     text        not null
);
create index timeline_incident on timeline (incident, id);

-- A step that is resumed after a crash waits for the answer to the command that it has sent, and sends no other.
create table backup_command (
    id      uuid primary key,
    sent_at timestamptz not null
);
