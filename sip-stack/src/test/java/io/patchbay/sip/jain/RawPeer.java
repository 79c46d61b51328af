package io.patchbay.sip.jain;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/** The other end of the wire: sends SIP as text and hands out what comes back. */
abstract class RawPeer implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Deque<SipText> passedOver = new ArrayDeque<>();

    /** Its own port. */
    abstract int port();

    /** The user agent's port. */
    abstract int targetPort();

    /** As a Via spells it. */
    abstract String transport();

    abstract void send(byte[] message);

    /** The next message, null where none comes in time. */
    abstract SipText receive(Duration patience);

    @Override
    public abstract void close();

    final void send(String message) {
        send(message.getBytes(StandardCharsets.UTF_8));
    }

    SipText response(int status) {
        return await(message -> message.status() == status, "a " + status);
    }

    SipText response(int status, String method) {
        return await(
                message -> message.status() == status && message.method().equals(method),
                "a " + status + " to " + method);
    }

    SipText request(String method) {
        return await(message -> !message.isResponse() && message.method().equals(method), method);
    }

    /** The next message that fits; others are kept for later calls. */
    SipText await(Predicate<SipText> wanted, String what) {
        for (SipText message : passedOver) {
            if (wanted.test(message)) {
                passedOver.remove(message);
                return message;
            }
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            SipText message = receive(Duration.ofNanos(deadline - System.nanoTime()));
            if (message != null && wanted.test(message)) {
                return message;
            }
            if (message != null) {
                passedOver.add(message);
            }
        }
        throw new AssertionError("no " + what + " came in " + PATIENCE + "; what came: " + passedOver);
    }

    /** Everything that comes within {@code time}, and what was passed over before. */
    Deque<SipText> collect(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        Deque<SipText> all = new ArrayDeque<>(passedOver);
        passedOver.clear();
        while (System.nanoTime() < deadline) {
            SipText message = receive(Duration.ofNanos(deadline - System.nanoTime()));
            if (message != null) {
                all.add(message);
            }
        }
        return all;
    }
}
