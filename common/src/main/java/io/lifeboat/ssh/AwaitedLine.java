package io.lifeboat.ssh;

import java.util.function.Predicate;

/** Waits for a line. What a command has left behind in the background is listened to as well, up to the timeout: the line may be its. */
public record AwaitedLine(Predicate<String> line) implements Predicate<String> {

    @Override
    public boolean test(String one) {
        return line.test(one);
    }
}
