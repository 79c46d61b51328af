package io.patchbay.gateway.admission;

import io.patchbay.gateway.config.RoomsConfig;
import io.patchbay.gateway.config.Secret;
import io.patchbay.gateway.log.OncePerSecond;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who knows the PIN of a room. Wrong ones are counted by source and by room; where there were too many of late, no further one
 * is looked at, so that guessing takes weeks from however many places. Any thread.
 */
public final class Pins {
    private static final Logger log = LoggerFactory.getLogger(Pins.class);
    static final int OF_SOURCE = 6;
    static final Duration SOURCE_FORGETS = Duration.ofSeconds(20);
    static final int OF_ROOM = 30;
    static final Duration ROOM_FORGETS = Duration.ofMinutes(1);

    private final Supplier<RoomsConfig> rooms;
    private final Predicate<InetAddress> isShared;
    private final Counters<Source> bySource;
    private final Counters<String> byRoom;
    private final LongAdder wrong = new LongAdder();
    private final OncePerSecond reports = new OncePerSecond();

    /** What becomes of a PIN. */
    public enum Verdict {
        RIGHT,
        WRONG,
        /** It was not looked at: too many were wrong of late. */
        TOO_OFTEN
    }

    /** @param isShared whether many people come from that address, who must not lock each other out: a trunk's */
    public Pins(Supplier<RoomsConfig> rooms, Predicate<InetAddress> isShared, Clock clock) {
        this.rooms = rooms;
        this.isShared = isShared;
        bySource = new Counters<>(clock);
        byRoom = new Counters<>(clock);
    }

    /** Whether one has to know a PIN to come into {@code room}. */
    public boolean guard(String room) {
        return pinOf(room).isPresent();
    }

    /** How many digits the PIN of {@code room} has; 0 where it has none. */
    public int digitsOf(String room) {
        return pinOf(room).map(pin -> pin.reveal().length()).orElse(0);
    }

    /** Looks at what somebody at {@code source} typed, in time that tells nothing about how much of it is right. */
    public synchronized Verdict check(String room, String typed, InetAddress source) {
        Optional<Secret> pin = pinOf(room);
        if (pin.isEmpty()) {
            return Verdict.RIGHT;
        }
        String name = room.toLowerCase(Locale.ROOT);
        Source from = Source.of(source);
        boolean shared = isShared.test(source);
        if (byRoom.isFull(name, OF_ROOM, ROOM_FORGETS) || !shared && bySource.isFull(from, OF_SOURCE, SOURCE_FORGETS)) {
            return Verdict.TOO_OFTEN;
        }
        if (MessageDigest.isEqual(hash(pin.get().reveal()), hash(typed))) {
            return Verdict.RIGHT;
        }
        byRoom.add(name, OF_ROOM, ROOM_FORGETS);
        if (!shared) {
            bySource.add(from, OF_SOURCE, SOURCE_FORGETS);
        }
        wrong.increment();
        reports.run(others ->
                log.warn("room {}: a wrong PIN from {} ({} others since the last such line)", name, from, others));
        return Verdict.WRONG;
    }

    /** Wrong PINs since the start. */
    public long wrong() {
        return wrong.sum();
    }

    private Optional<Secret> pinOf(String room) {
        return rooms.get().pinOf(room);
    }

    /** Of one length, whatever was typed. */
    private static byte[] hash(String pin) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(pin.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
