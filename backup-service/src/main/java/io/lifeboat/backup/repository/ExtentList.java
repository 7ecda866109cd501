package io.lifeboat.backup.repository;

import java.util.ArrayList;
import java.util.List;

/** The extents of a file in the making; neighbours become one. */
final class ExtentList {

    private final List<Extent> extents = new ArrayList<>();

    void add(int frame, int offset, int length) {
        if (length == 0) {
            return;
        }
        if (!extents.isEmpty()) {
            Extent last = extents.getLast();
            if (last.frame() == frame && last.offset() + last.length() == offset) {
                extents.set(extents.size() - 1, new Extent(frame, last.offset(), last.length() + length));
                return;
            }
        }
        extents.add(new Extent(frame, offset, length));
    }

    List<Extent> toList() {
        return List.copyOf(extents);
    }
}
