package io.patchbay.testbeds.load;

import io.patchbay.testbeds.phone.PhoneCodec;
import java.util.List;
import java.util.Map;

/**
 * The calls that are listened to: six phones spread over all, each for all others of its room (of a large one, the first few) and
 * for itself; and six browsers, each for one of its room's phones. On the loop.
 */
final class Sample {
    private static final int SIZE = 6;
    private static final int VOICES = 4;

    private final List<MediaLeg> legs;
    private final List<RoomListener> listeners;

    /**
     * @param listened voices that should be heard
     * @param heard of these, those that were
     * @param own phones that hear themselves
     */
    record Heard(int listened, int heard, int own) {}

    private Sample(List<MediaLeg> legs, List<RoomListener> listeners) {
        this.legs = legs;
        this.listeners = listeners;
    }

    static Sample of(List<MediaLeg> legs, List<RoomListener> listeners) {
        return new Sample(legs, listeners);
    }

    void listen() {
        for (int i = 0; i < SIZE; i++) {
            legs.get(leg(i)).listen();
        }
        for (int i = 0; i < Math.min(SIZE, listeners.size()); i++) {
            RoomListener listener = listeners.get(i * listeners.size() / SIZE % listeners.size());
            listener.voices().keySet().stream().sorted().findFirst().ifPresent(listener::listen);
        }
    }

    Heard heard() {
        int listened = 0;
        int heard = 0;
        int own = 0;
        for (int i = 0; i < SIZE; i++) {
            MediaLeg me = legs.get(leg(i));
            List<MediaLeg> others = legs.stream()
                    .filter(leg -> leg != me && leg.room() == me.room())
                    .limit(VOICES)
                    .toList();
            for (MediaLeg other : others) {
                listened++;
                heard += me.ear().hears(other.voice().mark()) ? 1 : 0;
            }
            boolean isMineAlone = legs.stream()
                    .noneMatch(leg -> leg != me
                            && leg.room() == me.room()
                            && leg.voice().mark() == me.voice().mark());
            own += isMineAlone && me.ear().hears(me.voice().mark()) ? 1 : 0;
        }
        for (int i = 0; i < Math.min(SIZE, listeners.size()); i++) {
            RoomListener listener = listeners.get(i * listeners.size() / SIZE % listeners.size());
            Map<Integer, String> voices = listener.voices();
            int ssrc = voices.keySet().stream().sorted().findFirst().orElse(0);
            for (int call = 0; call < legs.size(); call++) {
                if (SipRooms.voice(call).equals(voices.get(ssrc))) {
                    listened++;
                    heard += listener.ear().hears(legs.get(call).voice().mark()) ? 1 : 0;
                }
            }
        }
        return new Heard(listened, heard, own);
    }

    /** The nth of the sample: of pairs, the phone. */
    private int leg(int n) {
        int index = n * legs.size() / SIZE;
        boolean inPairs = legs.size() > 1 && legs.get(1).codec() == PhoneCodec.OPUS;
        return inPairs ? index & ~1 : index;
    }
}
