package io.patchbay.media.sdp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which payload numbers of ours mean what; once used in a session, a number keeps its meaning (RFC 3264 §8.3.2). */
final class PayloadNumbers {
    private static final int FIRST_DYNAMIC = 96;
    private static final int LAST_DYNAMIC = 127;

    // what browsers and most phones use: nothing but custom
    private static final int OPUS = 111;
    private static final int EVENTS_8000 = 101;
    private static final int EVENTS_48000 = 110;

    private final Map<Integer, AudioFormat> codecs = new LinkedHashMap<>();
    private final Map<Integer, Integer> events = new LinkedHashMap<>(); // payload type by clock rate

    /** Remembers what an agreed description said. */
    void keep(Map<Integer, AudioFormat> codecs, Map<Integer, Integer> events) {
        this.codecs.putAll(codecs);
        this.events.putAll(events);
    }

    /** Numbers for all of {@code ours}, best first; {@code first} goes before all others. */
    Map<Integer, AudioFormat> codecs(AudioCapabilities ours, Optional<AudioFormat> first) {
        List<AudioFormat> order = new ArrayList<>(ours.formats());
        first.filter(order::remove).ifPresent(format -> order.add(0, format));
        Map<Integer, AudioFormat> numbered = new LinkedHashMap<>();
        for (AudioFormat format : order) {
            numbered.put(numberOf(format, numbered), format);
        }
        return numbered;
    }

    /** Numbers for telephone events, by clock rate, that go with {@code numberedCodecs}. */
    Map<Integer, Integer> events(AudioCapabilities ours, Map<Integer, AudioFormat> numberedCodecs) {
        Map<Integer, Integer> numbered = new LinkedHashMap<>();
        if (ours.telephoneEvents()) {
            ours.formats().stream().map(AudioFormat::clockRate).distinct().forEach(clockRate -> {
                Integer kept = events.get(clockRate);
                int usual = clockRate == AudioFormat.OPUS.clockRate() ? EVENTS_48000 : EVENTS_8000;
                numbered.put(clockRate, kept != null ? kept : free(usual, numberedCodecs, numbered));
            });
        }
        return numbered;
    }

    private int numberOf(AudioFormat format, Map<Integer, AudioFormat> numbered) {
        for (Map.Entry<Integer, AudioFormat> entry : codecs.entrySet()) {
            if (entry.getValue().equals(format)) {
                return entry.getKey();
            }
        }
        for (int payloadType = 0; payloadType < FIRST_DYNAMIC; payloadType++) {
            if (StaticPayloadTypes.rtpMap(payloadType).filter(format::matches).isPresent()) {
                return payloadType;
            }
        }
        return free(OPUS, numbered, Map.of());
    }

    /** {@code usual}, or the first dynamic number that means nothing yet. */
    private int free(int usual, Map<Integer, AudioFormat> newCodecs, Map<Integer, Integer> newEvents) {
        for (int candidate = usual; ; candidate = candidate == LAST_DYNAMIC ? FIRST_DYNAMIC : candidate + 1) {
            boolean taken = codecs.containsKey(candidate)
                    || events.containsValue(candidate)
                    || newCodecs.containsKey(candidate)
                    || newEvents.containsValue(candidate);
            if (!taken) {
                return candidate;
            }
        }
    }
}
