package io.lifeboat.catalog;

import java.util.Collection;
import java.util.Comparator;

/** What a mistyped id was most likely meant to be. */
final class Closest {

    private Closest() {}

    /** A half sentence to end a message with. */
    static String to(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String one) -> distance(word, one))
                        .thenComparing(one -> one))
                .filter(one -> distance(word, one) <= Math.max(2, word.length() / 3))
                .map(one -> ": did you mean '" + one + "'?")
                .orElse(
                        known.isEmpty()
                                ? ": there is none at all"
                                : ": there is "
                                        + String.join(
                                                ", ", known.stream().sorted().toList()));
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substitution, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
