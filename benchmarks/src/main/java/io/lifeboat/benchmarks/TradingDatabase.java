package io.lifeboat.benchmarks;

import io.lifeboat.embedded.DebianCluster;
import io.lifeboat.embedded.Machine;
import java.nio.file.Path;

/**
 * A database of a trading bot on Debian's PostgreSQL, from a seed: more than 700 MB of ticks, orders and positions. Nothing
 * writes to it by itself, so that all tools find the same bytes.
 */
final class TradingDatabase implements AutoCloseable {

    private static final String NAME = "forex_bot";

    private final DebianCluster server;

    TradingDatabase(Path data, int port, Path log) {
        server = DebianCluster.create(Machine.here(), data, port, log);
        for (String setting : new String[] {"autovacuum = off", "max_wal_size = '1GB'", "fsync = off"}) {
            server.text("postgres", "alter system set " + setting);
        }
        server.text("postgres", "select pg_reload_conf()");
        server.createDatabase(NAME);
        seeded(1, """
                create table ticks (id bigint primary key, at timestamptz not null, pair smallint not null, bid int not null, ask int not null, spread double precision not null, volume numeric(12,2) not null);
                create table orders (id bigint primary key, at timestamptz not null, pair smallint not null, lots numeric(12,2), price int, note text);
                create table positions (id int primary key, pair smallint, lots numeric(14,2), changed timestamptz);
                insert into ticks select n, timestamptz '2026-01-01' + n * interval '250 ms', n % 28, 108000 + (random() * 900)::int, 108900 + (random() * 9)::int, random(), (random() * 100000)::numeric(12,2) from generate_series(1, 6000000) n;
                insert into orders select n, timestamptz '2026-01-01' + n * interval '7 s', n % 28, (random() * 100)::numeric(12,2), 108000 + (random() * 900)::int, md5(random()::text) from generate_series(1, 500000) n;
                insert into positions select n, n % 28, (random() * 1000)::numeric(14,2), timestamptz '2026-01-01' from generate_series(1, 20000) n;
                """);
        // With all hints set nothing is written by who only reads.
        for (String table : new String[] {"ticks", "orders", "positions"}) {
            server.text(NAME, "vacuum (freeze, analyze) " + table);
        }
        settle();
    }

    /** An hour of much that is new, and a little that changes. */
    void hourA() {
        seeded(2, """
                insert into ticks select n, timestamptz '2026-02-01' + n * interval '250 ms', n % 28, 108000 + (random() * 900)::int, 108900 + (random() * 9)::int, random(), (random() * 100000)::numeric(12,2) from generate_series(6000001, 6060000) n;
                update positions set lots = lots + 1, changed = '2026-02-01' where id in (select (random() * 19999)::int + 1 from generate_series(1, 2000));
                insert into orders select n, timestamptz '2026-02-01' + n * interval '7 s', n % 28, (random() * 100)::numeric(12,2), 108000 + (random() * 900)::int, md5(random()::text) from generate_series(500001, 502000) n;
                update orders set price = price + 1 where id in (select (random() * 499999)::int + 1 from generate_series(1, 2000));
                """);
        settle();
    }

    /** An hour in which what is old changes, all over it. */
    void hourU() {
        seeded(
                3,
                "update ticks set bid = bid + 1 where id in (select (random() * 5999999)::bigint + 1 from generate_series(1, 5000));");
        settle();
    }

    private void seeded(int seed, String statements) {
        server.text(NAME, "begin; select setseed(0.%d); %s commit".formatted(seed, statements));
    }

    /** All that was changed is in its files. */
    private void settle() {
        server.text(NAME, "select count(*) from ticks");
        server.text(NAME, "select count(*) from orders");
        server.text(NAME, "select count(*) from positions");
        server.text(NAME, "checkpoint");
    }

    void stop() {
        server.stop();
    }

    @Override
    public void close() {
        server.close();
    }
}
