package io.patchbay.gateway.health;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What must be ready before calls are taken. Each part is named before it starts, so that a part that never comes up is
 * seen too. Any thread.
 */
public final class Readiness {
    private final List<Part> parts = new CopyOnWriteArrayList<>();

    /**
     * Names a part, which is not ready yet.
     *
     * @param waitingFor what is missing while it isn't, as a sentence: "the ciphers are being primed"
     */
    public Part expect(String waitingFor) {
        Part part = new Part(waitingFor);
        parts.add(part);
        return part;
    }

    public boolean isReady() {
        return reasons().isEmpty();
    }

    /** Why not; empty where everything is ready. */
    public List<String> reasons() {
        return parts.stream()
                .map(part -> part.reason)
                .filter(reason -> !reason.isEmpty())
                .toList();
    }

    /** One thing that has to be ready. */
    public static final class Part {
        private volatile String reason;

        private Part(String reason) {
            this.reason = reason;
        }

        public void ready() {
            reason = "";
        }

        /** @param why as a sentence: "shutting down" */
        public void notReady(String why) {
            reason = why;
        }
    }
}
