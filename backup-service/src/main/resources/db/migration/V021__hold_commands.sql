-- What a command to hold or to release says beside the snapshot: whose hold it is, what for, and until when.
alter table job add column hold_by text;
alter table job add column hold_reason text;
alter table job add column hold_until timestamptz;
