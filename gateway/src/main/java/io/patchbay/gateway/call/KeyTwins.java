package io.patchbay.gateway.call;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Tells the second news of a key from a second press: some phones send each key by INFO and in their media too. Belongs to the
 * call's loop.
 */
final class KeyTwins {
    /** The two ways; what comes by one way alone is never a twin. */
    enum Way {
        MEDIA,
        INFO
    }

    private static final long TOGETHER_NANOS = Duration.ofSeconds(1).toNanos(); // an INFO may come at the key's end
    private static final int MOST = 32;

    private record Press(char key, Way way, long nanos) {}

    private final Deque<Press> alone = new ArrayDeque<>(); // without a twin yet, oldest first

    /** Whether the key was told of already, by the other way. */
    boolean isTwin(char key, Way way, long nanos) {
        while (!alone.isEmpty() && (alone.size() >= MOST || nanos - alone.peek().nanos > TOGETHER_NANOS)) {
            alone.remove();
        }
        for (Iterator<Press> i = alone.iterator(); i.hasNext(); ) {
            Press press = i.next();
            if (press.key == key && press.way != way) {
                i.remove();
                return true;
            }
        }
        alone.add(new Press(key, way, nanos));
        return false;
    }
}
