-- A procedure that has made a bad call asks first, for this target, until a person raises it again.
create table lowered_mode (
    procedure text        not null,
    target    text        not null,
    incident  uuid        not null,
    reason    text        not null,
    at        timestamptz not null,
    primary key (procedure, target)
);
