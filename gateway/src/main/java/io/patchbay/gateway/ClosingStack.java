package io.patchbay.gateway;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started, to be closed in the opposite order. A part that fails to close doesn't keep the others open. */
final class ClosingStack implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ClosingStack.class);

    private record Entry(String name, AutoCloseable part) {}

    private final Deque<Entry> entries = new ArrayDeque<>(); // guarded by this

    /** Takes ownership of {@code part}. */
    synchronized <T extends AutoCloseable> T add(String name, T part) {
        entries.push(new Entry(name, part));
        return part;
    }

    @Override
    public void close() {
        for (Entry entry = next(); entry != null; entry = next()) {
            try {
                entry.part().close();
            } catch (Exception e) {
                log.error("closing {} failed", entry.name(), e);
            }
        }
    }

    private synchronized Entry next() {
        return entries.poll();
    }
}
