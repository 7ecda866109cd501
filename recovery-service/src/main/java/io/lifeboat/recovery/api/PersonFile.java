package io.lifeboat.recovery.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The people of a file: a line each, {@code NAME ROLE[,ROLE…] SHA-256 of the token, in hex}. The file holds no token, so who
 * reads it can't act. Empty lines and those that begin with {@code #} are left out.
 */
final class PersonFile {

    /** @param digest of the token, in hex */
    private record Entry(Person person, String digest) {}

    private final List<Entry> entries;

    private PersonFile(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** @throws IOException with the file, the line and what is wrong with it */
    static PersonFile read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                entries.add(entry(file + ":" + number, line.strip().split("\\s+")));
            }
        }
        return new PersonFile(entries);
    }

    List<Person> people() {
        return entries.stream().map(Entry::person).toList();
    }

    Optional<Person> of(String token) {
        byte[] digest = hex(token).getBytes(StandardCharsets.US_ASCII);
        return entries.stream()
                .filter(entry -> MessageDigest.isEqual(entry.digest.getBytes(StandardCharsets.US_ASCII), digest))
                .map(Entry::person)
                .findFirst();
    }

    /** SHA-256 of a token: it is random and long, so that nobody can guess it from this. */
    static String hex(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Entry entry(String where, String[] words) throws IOException {
        if (words.length != 3 || !words[2].matches("[0-9a-f]{64}")) {
            throw new IOException(
                    where + ": a person is NAME ROLE[,ROLE…] SHA-256, such as 'ada operator,approver 9f86…'");
        }
        try {
            Set<Role> roles = Stream.of(words[1].split(","))
                    .map(role -> Role.valueOf(role.toUpperCase(Locale.ROOT)))
                    .collect(Collectors.toSet());
            return new Entry(new Person(words[0], roles), words[2]);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    where + ": '" + words[1] + "' names a role that is none of viewer, operator, approver, admin", e);
        }
    }
}
