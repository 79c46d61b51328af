package io.patchbay.media.sdp;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The value of an {@code a=fmtp} (RFC 8866 §6.15).
 *
 * @param parameters as written, such as {@code useinbandfec=1;maxplaybackrate=16000}
 */
public record Fmtp(int payloadType, String parameters) {
    public Fmtp {
        SdpText.payloadType(payloadType);
        SdpText.line("fmtp", parameters);
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("SDP fmtp without parameters");
        }
    }

    /** Reads {@code 111 useinbandfec=1}; empty where it makes no sense. */
    static Optional<Fmtp> parse(String value) {
        String[] fields = value.split("\\s+", 2);
        if (fields.length < 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Fmtp(Integer.parseInt(fields[0]), fields[1].strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The parameters by name in lower case; those without a value have an empty one. The first of a name counts. */
    public Map<String, String> byName() {
        Map<String, String> byName = new LinkedHashMap<>();
        for (String parameter : parameters.split(";")) {
            String[] parts = parameter.strip().split("=", 2);
            if (!parts[0].isBlank()) {
                byName.putIfAbsent(parts[0].strip().toLowerCase(Locale.ROOT), parts.length > 1 ? parts[1].strip() : "");
            }
        }
        return byName;
    }

    Attribute toAttribute() {
        return new Attribute("fmtp", payloadType + " " + parameters);
    }
}
