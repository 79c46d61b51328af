package io.patchbay.media.sfu;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The checks that codec capabilities and codec parameters share. */
final class CodecFields {
    private static final Pattern MIME_TYPE = Pattern.compile("(audio|video)/(.+)", Pattern.CASE_INSENSITIVE);

    private CodecFields() {}

    static MediaKind kindOf(String mimeType) {
        if (mimeType == null) {
            throw new RtpParametersException("codec.mimeType is missing");
        }
        Matcher matcher = MIME_TYPE.matcher(mimeType);
        if (!matcher.matches()) {
            throw new RtpParametersException(
                    "codec.mimeType is '%s'; it must be like 'audio/opus' or 'video/VP8'".formatted(mimeType));
        }
        return MediaKind.of(matcher.group(1));
    }

    static int clockRate(Integer clockRate, String mimeType) {
        if (clockRate == null || clockRate <= 0) {
            throw new RtpParametersException("codec %s: clockRate is %s; it must be a positive number of units a second"
                    .formatted(mimeType, clockRate));
        }
        return clockRate;
    }

    /** Audio has at least one channel, video has none. */
    static Integer channels(Integer channels, MediaKind kind) {
        if (kind == MediaKind.VIDEO) {
            return null;
        }
        return channels == null || channels < 1 ? 1 : channels;
    }

    static Map<String, Object> parameters(Map<String, Object> parameters, String mimeType) {
        if (parameters == null) {
            return Map.of();
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        parameters.forEach((key, value) -> {
            Object known = value == null ? "" : value;
            if (!(known instanceof String) && !(known instanceof Number)) {
                throw new RtpParametersException(
                        "codec %s: parameter %s must be a string or a number".formatted(mimeType, key));
            }
            if (key.equals("apt") && !(known instanceof Integer)) {
                throw new RtpParametersException("codec %s: parameter apt must be a payload type".formatted(mimeType));
            }
            copy.put(key, known);
        });
        return Collections.unmodifiableMap(copy);
    }

    static <T> List<T> listOrEmpty(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    static int payloadType(Integer payloadType, String field) {
        if (payloadType == null || payloadType < 0 || payloadType > 127) {
            throw new RtpParametersException("%s is %s; it must be 0 to 127".formatted(field, payloadType));
        }
        return payloadType;
    }

    static long ssrc(long ssrc, String field) {
        if (ssrc < 0 || ssrc > 0xFFFF_FFFFL) {
            throw new RtpParametersException("%s is %d; it must be 0 to 2^32-1".formatted(field, ssrc));
        }
        return ssrc;
    }
}
