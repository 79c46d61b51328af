package io.patchbay.gateway.room;

import java.util.LinkedHashMap;
import java.util.Map;

/** How fast a chat may go: for each writer, and for all of them. Belongs to the room's loop. */
final class ChatPace {
    private static final double WRITER_PER_SECOND = 1;
    private static final double WRITER_BURST = 10;
    private static final double ROOM_PER_SECOND = 20;
    private static final double ROOM_BURST = 60;
    private static final int MOST_WRITERS = 1_000; // the ones heard of last; the names of strangers cost nothing

    private final Map<String, Bucket> writers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_WRITERS;
        }
    };
    private final Bucket room = new Bucket(ROOM_PER_SECOND, ROOM_BURST);

    /** @return false where the message is one too many */
    boolean allows(String writer, long nowNanos) {
        return writers.computeIfAbsent(writer, key -> new Bucket(WRITER_PER_SECOND, WRITER_BURST))
                        .take(nowNanos)
                && room.take(nowNanos);
    }

    private static final class Bucket {
        private final double perSecond;
        private final double burst;
        private double tokens;
        private long lastNanos;
        private boolean begun;

        Bucket(double perSecond, double burst) {
            this.perSecond = perSecond;
            this.burst = burst;
            this.tokens = burst;
        }

        boolean take(long nowNanos) {
            if (begun) {
                tokens = Math.min(burst, tokens + (nowNanos - lastNanos) / 1e9 * perSecond);
            }
            begun = true;
            lastNanos = nowNanos;
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }
    }
}
