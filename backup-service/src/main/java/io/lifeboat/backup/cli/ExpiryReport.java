package io.lifeboat.backup.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lifeboat.backup.expiry.Expired;
import io.lifeboat.backup.expiry.WalVerdict;
import io.lifeboat.backup.retention.GapPolicy;
import io.lifeboat.backup.retention.Reason;
import io.lifeboat.backup.retention.Verdict;
import io.lifeboat.backup.wal.WalLeftovers;
import io.lifeboat.backup.wal.WalReach;
import io.lifeboat.catalog.BackupGroup;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine;

/** What is kept, why, and when it goes: for people, or as JSON. */
final class ExpiryReport {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final CommandLine line;
    private final BackupGroup group;
    private final List<WalReach.Window> windows;

    ExpiryReport(CommandLine line, BackupGroup group) {
        this(line, group, List.of());
    }

    /** @param windows to which instants all places together can restore it */
    ExpiryReport(CommandLine line, BackupGroup group, List<WalReach.Window> windows) {
        this.line = line;
        this.group = group;
        this.windows = List.copyOf(windows);
    }

    /** @param gaps whether to say also what is missing */
    int print(List<Expired> all, boolean json, boolean gaps) throws IOException {
        if (json) {
            ArrayNode places = JSON.createArrayNode();
            all.forEach(one -> places.add(json(one)));
            line.getOut().println(JSON.writeValueAsString(places));
        } else {
            all.forEach(one -> print(one, gaps));
        }
        int status = 0;
        for (Expired one : all) {
            Exception failure = one.failure();
            if (failure != null) {
                line.getErr().println(failure.getMessage());
                status = Math.max(status, BackupCli.status(failure));
            }
        }
        return status;
    }

    private void print(Expired one, boolean gaps) {
        PrintWriter out = line.getOut();
        out.printf("%s: %d snapshots of %s%n", one.place(), one.verdicts().size(), group.id());
        for (Verdict verdict : one.verdicts()) {
            out.println("  " + words(one, verdict));
        }
        one.removed().forEach(id -> out.println("  removed " + id));
        if (one.packs() > 0) {
            out.printf("  removed %d packs%n", one.packs());
        }
        one.wal().forEach(wal -> out.println("  " + words(wal)));
        if (one.removedWal() > 0) {
            out.printf("  removed %d pieces of WAL%n", one.removedWal());
        }
        if (one.waits() != null) {
            out.println("  " + one.waits());
        }
        if (gaps) {
            gaps(one).forEach(gap -> out.printf("  none between %s and %s%n", gap.after(), gap.before()));
        }
    }

    private static String words(WalVerdict verdict) {
        WalLeftovers over = verdict.over();
        if (over.neededFrom() == null) {
            return "WAL of cluster %s: all %d pieces stay, because no snapshot of it is kept"
                    .formatted(over.systemId(), over.kept());
        }
        String goes = verdict.goesAt() == null ? "once they are marked, a day later" : "at " + verdict.goesAt();
        return "WAL of cluster %s: needed from %s on, by %s: %d pieces stay%s"
                .formatted(
                        over.systemId(),
                        over.neededFrom(),
                        over.neededBy(),
                        over.kept(),
                        over.keys().isEmpty()
                                ? ""
                                : "; %d pieces of before (%d bytes) go %s"
                                        .formatted(over.keys().size(), over.bytes(), goes));
    }

    private List<GapPolicy.Gap> gaps(Expired one) {
        List<Instant> times = one.verdicts().reversed().stream()
                .map(verdict -> verdict.candidate().takenAt())
                .toList();
        return GapPolicy.gaps(group, times, Clock.systemUTC().instant());
    }

    private static String words(Expired one, Verdict verdict) {
        String id = verdict.candidate().id();
        Instant goes = one.marked().get(id);
        return switch (verdict) {
            case Verdict.Keep keep -> {
                Instant notBefore = keep.notBefore();
                yield "%s kept%s: %s"
                        .formatted(
                                id,
                                notBefore == null ? "" : ", until " + notBefore + " or longer",
                                String.join(
                                        "; ",
                                        keep.reasons().stream()
                                                .map(Reason::text)
                                                .toList()));
            }
            case Verdict.Expire expire ->
                one.removed().contains(id)
                        ? id + " was removed just now"
                        : "%s goes%s: %s since %s"
                                .formatted(
                                        id,
                                        goes == null ? ", once it is marked, a day later" : " at " + goes,
                                        expire.reason(),
                                        expire.since());
        };
    }

    private static void json(ObjectNode node, WalVerdict verdict) {
        WalLeftovers over = verdict.over();
        node.put("systemId", over.systemId())
                .put("neededFrom", over.neededFrom())
                .put("neededBy", over.neededBy())
                .put("kept", over.kept())
                .put("going", over.keys().size())
                .put("goingBytes", over.bytes())
                .put("goesAt", verdict.goesAt() == null ? null : String.valueOf(verdict.goesAt()));
    }

    private static void json(ObjectNode node, WalReach.Window window) {
        node.put("from", window.from().toString())
                .put("to", window.to().toString())
                .put("first", window.first())
                .put("last", window.last())
                .put("timeline", window.timeline())
                .put("end", window.end())
                .put("missing", window.missing());
    }

    private ObjectNode json(Expired one) {
        ObjectNode place = JSON.createObjectNode();
        place.put("place", one.place()).put("component", group.id());
        ArrayNode snapshots = place.putArray("snapshots");
        for (Verdict verdict : one.verdicts()) {
            String id = verdict.candidate().id();
            ObjectNode node = snapshots
                    .addObject()
                    .put("id", id)
                    .put("takenAt", verdict.candidate().takenAt().toString());
            Instant goes = one.marked().get(id);
            switch (verdict) {
                case Verdict.Keep keep -> {
                    node.put("kept", true);
                    Instant notBefore = keep.notBefore();
                    node.put("notBefore", notBefore == null ? null : notBefore.toString());
                    ArrayNode reasons = node.putArray("reasons");
                    keep.reasons().forEach(reason -> reasons.add(reason.text()));
                }
                case Verdict.Expire expire ->
                    node.put("kept", false)
                            .put("since", expire.since().toString())
                            .put("goesAt", goes == null ? null : goes.toString())
                            .putArray("reasons")
                            .add(expire.reason());
            }
        }
        ArrayNode gaps = place.putArray("gaps");
        gaps(one)
                .forEach(gap -> gaps.addObject()
                        .put("after", gap.after().toString())
                        .put("before", gap.before().toString()));
        ArrayNode wal = place.putArray("wal");
        one.wal().forEach(verdict -> json(wal.addObject(), verdict));
        ArrayNode instants = place.putArray("instants");
        windows.forEach(window -> json(instants.addObject(), window));
        one.removed().forEach(place.putArray("removed")::add);
        Exception failure = one.failure();
        return place.put("removedPacks", one.packs())
                .put("removedWal", one.removedWal())
                .put("waits", one.waits())
                .put("failure", failure == null ? null : failure.getMessage());
    }
}
