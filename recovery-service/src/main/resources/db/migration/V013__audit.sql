-- The timeline is the audit: nothing of it is changed or taken away, and each entry has the hash of the one before it. The database does this
-- itself, so that no way into the table goes round it. An incident's first entry has the hash of the newest entry of any other: an incident that
-- is taken out as a whole leaves a link that leads nowhere.
alter table timeline add column previous text;
alter table timeline add column hash text;

create function timeline_hash(previous text, incident uuid, at timestamptz, type text, body text) returns text
    language sql immutable as
$$
select encode(sha256(convert_to(
    previous || E'\n' || incident || E'\n' || to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || E'\n' || type || E'\n' || body,
    'UTF8')), 'hex')
$$;

create function timeline_chain() returns trigger
    language plpgsql as
$$
begin
    perform pg_advisory_xact_lock(hashtextextended(new.incident::text, 0));
    select t.hash into new.previous from timeline t where t.incident = new.incident order by t.id desc limit 1;
    if new.previous is null then
        select t.hash into new.previous from timeline t where t.hash is not null order by t.id desc limit 1;
    end if;
    new.previous := coalesce(new.previous, repeat('0', 64));
    new.hash := timeline_hash(new.previous, new.incident, new.at, new.type, new.body);
    return new;
end
$$;

create function timeline_is_final() returns trigger
    language plpgsql as
$$
begin
    raise exception 'the audit is append-only: % is refused', tg_op;
end
$$;

create trigger timeline_chain before insert on timeline for each row execute function timeline_chain();
create trigger timeline_is_final before update or delete or truncate on timeline for each statement execute function timeline_is_final();
