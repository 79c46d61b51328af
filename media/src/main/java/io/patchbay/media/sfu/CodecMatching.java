package io.patchbay.media.sfu;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Whether two descriptions mean the same codec. */
final class CodecMatching {
    private CodecMatching() {}

    /** By name, clock rate and channels; for multi-channel Opus by its streams too. */
    static boolean isSameCodec(Codec a, Codec b) {
        String name = a.mimeType().toLowerCase(Locale.ROOT);
        if (!name.equals(b.mimeType().toLowerCase(Locale.ROOT))
                || !a.clockRate().equals(b.clockRate())
                || !Objects.equals(a.channels(), b.channels())) {
            return false;
        }
        return !name.equals("audio/multiopus")
                || sameParameter(a, b, "num_streams", null) && sameParameter(a, b, "coupled_streams", null);
    }

    /** As {@link #isSameCodec}, and one's packets can be decoded by the other. */
    static boolean isCompatible(Codec a, Codec b) {
        if (!isSameCodec(a, b)) {
            return false;
        }
        return switch (a.mimeType().toLowerCase(Locale.ROOT)) {
            case "video/h264", "video/h264-svc" -> sameParameter(a, b, "packetization-mode", 0) && sameProfile(a, b);
            case "video/vp9" -> sameParameter(a, b, "profile-id", 0);
            default -> true;
        };
    }

    private static boolean sameProfile(Codec a, Codec b) {
        H264Profile ofA = H264Profile.of(a.parameters());
        H264Profile ofB = H264Profile.of(b.parameters());
        return ofA != null && ofB != null && ofA.profile() == ofB.profile();
    }

    private static boolean sameParameter(Codec a, Codec b, String name, Object absent) {
        Object inA = a.parameters().getOrDefault(name, absent);
        Object inB = b.parameters().getOrDefault(name, absent);
        // Some write numbers as strings.
        return Objects.equals(inA, inB)
                || inA != null && inB != null && inA.toString().equals(inB.toString());
    }

    /** The sender's parameters with what an answer from a router with {@code capability} would change: H.264's level. */
    static Map<String, Object> negotiated(RtpCodecParameters sender, RtpCodecCapability capability) {
        String name = sender.mimeType().toLowerCase(Locale.ROOT);
        if (!name.equals("video/h264") && !name.equals("video/h264-svc")) {
            return sender.parameters();
        }
        String id = H264Profile.answer(sender.parameters(), capability.parameters());
        if (id == null) {
            return sender.parameters();
        }
        Map<String, Object> changed = new LinkedHashMap<>(sender.parameters());
        changed.put(H264Profile.ID, id);
        return changed;
    }
}
