package io.lifeboat.recovery.execution;

import io.lifeboat.catalog.Fault;
import io.lifeboat.recovery.procedure.Attempt;
import io.lifeboat.recovery.procedure.AttemptState;
import io.lifeboat.recovery.procedure.StepKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What every step of every run reads and writes, in plain SQL: as entities, the same rows cost several times as much, and that is most of what a
 * step costs. Call it within a transaction. Whoever has read the same rows as entities in this transaction must not go on with those.
 */
@ApplicationScoped
class StepJournal {

    private final DataSource database;

    StepJournal(DataSource database) {
        this.database = database;
    }

    /** Locks the run until the transaction ends. False if it is owned by another, or has ended. */
    boolean own(Ownership ownership) {
        return with("select 1 from run where id = ? and generation = ? and state = ? for update", statement -> {
            statement.setObject(1, ownership.run());
            statement.setLong(2, ownership.generation());
            statement.setString(3, RunRows.RUNNING);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        });
    }

    /**
     * Prolongs the leases of all of these at once: one after another, each would wait for a step of its run.
     *
     * @return those that were; a run that a step has locked just now is none of them, nor one that is no longer the owner's
     */
    List<Ownership> renew(List<Ownership> all, String owner, Instant until) {
        return with(
                "with mine as (select r.id, o.number from run r"
                        + " join unnest(?::uuid[], ?::bigint[]) with ordinality as o (id, generation, number)"
                        + " on o.id = r.id and o.generation = r.generation where r.owner = ? and r.state = ?"
                        + " for update of r skip locked)"
                        + " update run set lease_until = ? from mine where run.id = mine.id returning mine.number",
                statement -> {
                    Connection connection = statement.getConnection();
                    Object[] runs = all.stream().map(Ownership::run).toArray();
                    Object[] generations =
                            all.stream().map(Ownership::generation).toArray();
                    statement.setArray(1, connection.createArrayOf("uuid", runs));
                    statement.setArray(2, connection.createArrayOf("bigint", generations));
                    statement.setString(3, owner);
                    statement.setString(4, RunRows.RUNNING);
                    set(statement, 5, until);
                    List<Ownership> renewed = new ArrayList<>();
                    try (ResultSet row = statement.executeQuery()) {
                        while (row.next()) {
                            renewed.add(all.get(row.getInt(1) - 1));
                        }
                    }
                    return renewed;
                });
    }

    /** How far the run has come, its attempts in the order of their beginning. */
    Progress progress(UUID run) {
        return with(
                "select r.verified_at, a.* from run r left join attempt a on a.run = r.id where r.id = ? order by a.id",
                statement -> {
                    statement.setObject(1, run);
                    try (ResultSet row = statement.executeQuery()) {
                        List<Attempt> attempts = new ArrayList<>();
                        boolean verified = false;
                        while (row.next()) {
                            verified = row.getObject("verified_at") != null;
                            if (row.getObject("id") != null) {
                                attempts.add(attempt(row));
                            }
                        }
                        return new Progress(attempts, verified);
                    }
                });
    }

    /** @param reason why it is skipped; empty for one that begins */
    void begin(Ownership ownership, StepKey key, int number, AttemptState state, Instant at, String reason) {
        with(
                "insert into attempt (run, phase, step, pass, number, state, generation, started_at, ended_at, detail)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                statement -> {
                    statement.setObject(1, ownership.run());
                    statement.setString(2, key.phaseName());
                    statement.setString(3, key.step().name());
                    statement.setInt(4, key.pass());
                    statement.setInt(5, number);
                    statement.setString(6, state.name());
                    statement.setLong(7, ownership.generation());
                    set(statement, 8, at);
                    set(statement, 9, state == AttemptState.SKIPPED ? at : null);
                    statement.setString(10, reason);
                    return statement.executeUpdate();
                });
    }

    /**
     * When the attempt was begun. None if this is on the record already: the answer to the commit that wrote it was lost, and a person may
     * have answered since.
     *
     * @throws IllegalStateException if it was never begun
     */
    Optional<Instant> end(UUID run, StepKey key, int number, AttemptChange change) {
        Optional<Instant> begun = with(
                "update attempt set state = ?, detail = ?, ended_at = ?, digest = coalesce(?, digest), output = coalesce(?, output),"
                        + " value = coalesce(?, value), fault = coalesce(?, fault), people = coalesce(?, people), due_at = coalesce(?, due_at)"
                        + " where run = ? and step = ? and pass = ? and number = ?"
                        + " and state in ('STARTED', 'UNKNOWN', 'FAILED') and state <> ? returning started_at",
                statement -> {
                    statement.setString(1, change.state().name());
                    statement.setString(2, change.detail());
                    set(statement, 3, change.endedAt());
                    statement.setString(4, change.digest());
                    statement.setString(5, change.output());
                    statement.setString(6, change.value());
                    statement.setString(
                            7, change.fault() == null ? null : change.fault().name());
                    statement.setObject(8, change.people(), Types.INTEGER);
                    set(statement, 9, change.dueAt());
                    attempt(statement, 10, run, key, number);
                    statement.setString(14, change.state().name());
                    try (ResultSet row = statement.executeQuery()) {
                        return row.next() ? Optional.of(moment(row, "started_at")) : Optional.empty();
                    }
                });
        if (begun.isEmpty() && !exists(run, key, number)) {
            throw new IllegalStateException(
                    "attempt " + number + " at " + key.step().name() + " was never begun");
        }
        return begun;
    }

    private boolean exists(UUID run, StepKey key, int number) {
        return with("select 1 from attempt where run = ? and step = ? and pass = ? and number = ?", statement -> {
            attempt(statement, 1, run, key, number);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        });
    }

    private static void attempt(PreparedStatement statement, int first, UUID run, StepKey key, int number)
            throws SQLException {
        statement.setObject(first, run);
        statement.setString(first + 1, key.step().name());
        statement.setInt(first + 2, key.pass());
        statement.setInt(first + 3, number);
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        String fault = row.getString("fault");
        return new Attempt(
                row.getString("step"),
                row.getInt("pass"),
                row.getInt("number"),
                AttemptState.valueOf(row.getString("state")),
                moment(row, "started_at"),
                momentOrNull(row, "ended_at"),
                row.getString("detail"),
                momentOrNull(row, "due_at"),
                row.getString("value"),
                fault == null ? null : Fault.valueOf(fault));
    }

    private static void set(PreparedStatement statement, int index, @Nullable Instant moment) throws SQLException {
        statement.setObject(
                index,
                moment == null ? null : OffsetDateTime.ofInstant(moment, ZoneOffset.UTC),
                Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant momentOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    private interface Work<R> {
        R on(PreparedStatement statement) throws SQLException;
    }

    private <R> R with(String sql, Work<R> work) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.on(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("the record of the run can't be used: " + e.getMessage(), e);
        }
    }
}
