-- Up to when everything is in what was restored: what the objective for lost data is measured by.
alter table backup_result add column data_as_of timestamptz;
-- How long earlier runs of a procedure took.
create index run_verified on run (procedure, verified_at desc) where verified_at is not null;
-- An incident of a failure that comes and goes stays open until the failure has stayed away.
alter table incident add column flaps boolean not null default false;
