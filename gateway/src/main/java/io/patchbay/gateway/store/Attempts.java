package io.patchbay.gateway.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.gateway.route.Attempt;
import java.util.List;

/** What was tried for a call, as one column of text. */
final class Attempts {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 40;
    private static final int TEXT = 250;

    private Attempts() {}

    /** Cut to what the column holds: the first 40, each with 250 characters of its outcome. */
    static List<Attempt> cut(List<Attempt> attempts) {
        return attempts.stream()
                .limit(MOST)
                .map(attempt -> new Attempt(
                        attempt.kind(), head(attempt.name(), 64), head(attempt.outcome(), TEXT), attempt.fits()))
                .toList();
    }

    static String write(List<Attempt> attempts) {
        try {
            return JSON.writeValueAsString(attempts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("attempts that cannot be written", e);
        }
    }

    static List<Attempt> read(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the attempts of a call record cannot be read: " + json, e);
        }
    }

    private static String head(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
