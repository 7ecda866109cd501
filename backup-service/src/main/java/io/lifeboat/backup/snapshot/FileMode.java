package io.lifeboat.backup.snapshot;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file's permissions, as octal digits such as {@code 0640}. */
final class FileMode {

    private static final int BITS = 9;

    private FileMode() {}

    static String of(Set<PosixFilePermission> permissions) {
        String letters = PosixFilePermissions.toString(permissions);
        int bits = 0;
        for (int i = 0; i < letters.length(); i++) {
            bits = bits << 1 | (letters.charAt(i) == '-' ? 0 : 1);
        }
        return "0%03o".formatted(bits);
    }

    static Set<PosixFilePermission> parse(String mode) {
        int bits = Integer.parseInt(mode, 8);
        StringBuilder letters = new StringBuilder();
        for (int i = BITS - 1; i >= 0; i--) {
            letters.append((bits >> i & 1) == 0 ? '-' : "xwr".charAt(i % 3));
        }
        return PosixFilePermissions.fromString(letters.toString());
    }
}
