package io.patchbay.testbeds.load;

/**
 * What a load is made of.
 *
 * @param target whom it is for
 * @param host the target's address
 * @param port of its SIP (appliance), WebSocket (Janus) or ng protocol (rtpengine)
 * @param httpPort the appliance's plain HTTP, for the browsers' control protocol
 * @param calls phones
 * @param perRoom phones in a room
 * @param listeners whether each room has a browser that consumes all its phones
 * @param alwaysSpeaking whether phones speak all the time, rather than a third of it
 */
public record LoadPlan(
        Target target,
        String host,
        int port,
        int httpPort,
        int calls,
        int perRoom,
        boolean listeners,
        boolean alwaysSpeaking) {

    /** Who is put under load. */
    public enum Target {
        APPLIANCE,
        /** AudioBridge, with plain RTP participants. */
        JANUS,
        /** Each call a pair: one side G.711, one Opus. */
        RTPENGINE
    }

    public LoadPlan {
        if (calls < 1 || perRoom < 1) {
            throw new IllegalArgumentException(
                    "a load needs at least one call, and one a room; not %d and %d".formatted(calls, perRoom));
        }
    }

    public LoadPlan withCalls(int number) {
        return new LoadPlan(target, host, port, httpPort, number, perRoom, listeners, alwaysSpeaking);
    }

    public LoadPlan inRoomsOf(int phones) {
        return new LoadPlan(target, host, port, httpPort, calls, phones, listeners, alwaysSpeaking);
    }

    public LoadPlan withoutListeners() {
        return new LoadPlan(target, host, port, httpPort, calls, perRoom, false, alwaysSpeaking);
    }

    public LoadPlan allSpeaking() {
        return new LoadPlan(target, host, port, httpPort, calls, perRoom, listeners, true);
    }

    int rooms() {
        return (calls + perRoom - 1) / perRoom;
    }
}
