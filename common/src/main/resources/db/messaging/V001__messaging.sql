create table inbox (
    topic       text        not null,
    event_id    uuid        not null,
    received_at timestamptz not null default now(),
    primary key (topic, event_id)
);
create index inbox_received_at on inbox (received_at);

create table outbox (
    id           bigint generated always as identity primary key,
    event_id     uuid        not null unique,
    key          text        not null,
    type         text        not null,
    body         text        not null,
    traceparent  text,
    created_at   timestamptz not null,
    published_at timestamptz
);
create index outbox_pending on outbox (id) where published_at is null;
create index outbox_published_at on outbox (published_at);
