package io.patchbay.media.sdp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one audio m-line of the other end has in common with us, in its own order. */
final class OfferedAudio {
    private static final int MAX_NAMES = 8;
    private static final int MAX_NAME = 24;

    private final MediaDescription media;
    private final Map<Integer, AudioFormat> common = new LinkedHashMap<>();
    private final Map<Integer, Integer> events = new LinkedHashMap<>(); // payload type by clock rate
    private boolean comfortNoise;
    private final Set<String> names = new LinkedHashSet<>();

    /** @param implied what dynamic payload types without an rtpmap mean: those of our offer, when this is its answer */
    OfferedAudio(MediaDescription media, AudioCapabilities ours, Map<Integer, RtpMap> implied) {
        this.media = media;
        Map<Integer, RtpMap> maps = media.rtpMaps();
        for (String format : media.formats()) {
            payloadType(format)
                    .flatMap(payloadType -> Optional.ofNullable(maps.get(payloadType))
                            .or(() -> Optional.ofNullable(implied.get(payloadType)))
                            .or(() -> StaticPayloadTypes.rtpMap(payloadType)))
                    .ifPresentOrElse(map -> add(map, payloadType(format).orElseThrow(), ours), () -> name(format));
        }
    }

    private void add(RtpMap map, int payloadType, AudioCapabilities ours) {
        name(map.encodingName());
        if (ours.telephoneEvents() && map.encodingName().equalsIgnoreCase(AudioFormat.TELEPHONE_EVENT)) {
            if (ours.formats().stream().anyMatch(format -> format.clockRate() == map.clockRate())) {
                events.putIfAbsent(map.clockRate(), payloadType);
            }
            return;
        }
        comfortNoise |= ComfortNoise.MAP.equals(map);
        for (AudioFormat format : ours.formats()) {
            if (format.matches(map) && !common.containsValue(format)) {
                common.putIfAbsent(payloadType, format);
            }
        }
    }

    private void name(String name) {
        if (names.size() <= MAX_NAMES) {
            String cut = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
            names.add(cut.replaceAll("[^\\x21-\\x7E]", "?"));
        }
    }

    private static Optional<Integer> payloadType(String format) {
        if (format.length() > 3 || !format.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        int payloadType = Integer.parseInt(format);
        return payloadType <= 127 ? Optional.of(payloadType) : Optional.empty();
    }

    MediaDescription media() {
        return media;
    }

    /** The codecs in common by payload type, in the order of the m-line. */
    Map<Integer, AudioFormat> common() {
        return common;
    }

    /** The payload types of telephone events in common, by clock rate. */
    Map<Integer, Integer> events() {
        return events;
    }

    /** Whether it has comfort noise, and a codec that goes with it. */
    boolean comfortNoise() {
        return comfortNoise && ComfortNoise.fits(common.values());
    }

    Optional<Fmtp> fmtp(int payloadType) {
        return Optional.ofNullable(media.fmtps().get(payloadType));
    }

    /** The encoding names it has, for a reader: a few of them, cut short. */
    String names() {
        List<String> shown = new ArrayList<>(names);
        if (shown.size() > MAX_NAMES) {
            shown.set(MAX_NAMES, "...");
        }
        return String.join(", ", shown);
    }
}
