package io.patchbay.gateway.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.media.quality.CallQuality;
import java.util.Optional;

/** How a call sounded, as one column of text; what is not known is written as "NaN". */
final class KeptQuality {
    private static final ObjectMapper JSON = new ObjectMapper();

    private KeptQuality() {}

    /** Null for none. */
    static String write(Optional<CallQuality> quality) {
        try {
            return quality.isEmpty() ? null : JSON.writeValueAsString(quality.get());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("figures that cannot be written", e);
        }
    }

    static Optional<CallQuality> read(String json) {
        try {
            return json == null ? Optional.empty() : Optional.of(JSON.readValue(json, CallQuality.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the figures of a call record cannot be read: " + json, e);
        }
    }

    /** Null where it is not known. */
    static Double known(double score) {
        return Double.isNaN(score) ? null : score;
    }
}
