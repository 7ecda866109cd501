-- How far each standby's copy of files is behind: one replica looks at a time, and the next goes on with what it knew.
create table state_watch (
    component     text        primary key,
    known         text,
    claimed_by    uuid        not null,
    claimed_until timestamptz not null
);
-- Which host's engine may trade, by the topic. The highest epoch that was seen.
create table trading_authority (
    engine text   primary key,
    holder text   not null,
    epoch  bigint not null
);
