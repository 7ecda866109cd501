-- Which backups an incident holds. A row is worked off until every place knows it; a change of 'until' makes it due again.
create table incident_hold (
    incident    uuid        not null,
    component   text        not null,
    scenario    text        not null,
    detected_at timestamptz not null,
    snapshot    text,
    until       timestamptz,
    done        boolean     not null,
    reason      text,
    primary key (incident, component)
);
create index incident_hold_due on incident_hold (detected_at) where not done;
