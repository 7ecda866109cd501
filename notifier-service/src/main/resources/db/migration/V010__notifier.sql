-- What a person must be told. A page and its all-clear may share the page's id, so a row has its own.
create table page (
    id          uuid primary key,
    page        uuid        not null,
    kind        text        not null,
    incident    uuid        not null,
    role        text        not null,
    severity    text        not null,
    subject     text        not null,
    body        text        not null,
    raised_at   timestamptz not null,
    deadline    timestamptz,
    received_at timestamptz not null,
    unique (page, kind)
);
create index page_incident on page (incident);

-- The intent to deliver a page on one channel, and what became of it.
create table delivery (
    id            uuid primary key,
    page          uuid        not null references page (id),
    channel       text        not null,
    message_id    text        not null,
    state         text        not null,
    attempts      integer     not null,
    created_at    timestamptz not null,
    due_at        timestamptz not null,
    claimed_until timestamptz,
    claimed_by    text,
    last_reason   text,
    accepted_at   timestamptz,
    unique (page, channel)
);
create index delivery_due on delivery (channel, due_at) where state = 'PENDING';
