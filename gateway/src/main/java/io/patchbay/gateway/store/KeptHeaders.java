package io.patchbay.gateway.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.sip.HeaderField;
import java.util.List;

/** Header fields of a call, as one column of text. */
final class KeptHeaders {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 40;
    private static final int VALUE = 300;

    private KeptHeaders() {}

    /** Cut to what the column holds: the first 40, each with 300 characters of its value. */
    static List<HeaderField> cut(List<HeaderField> headers) {
        return headers.stream()
                .limit(MOST)
                .map(header -> new HeaderField(header.name(), head(header.value())))
                .toList();
    }

    static String write(List<HeaderField> headers) {
        try {
            return JSON.writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("header fields that cannot be written", e);
        }
    }

    static List<HeaderField> read(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the header fields of a call record cannot be read: " + json, e);
        }
    }

    private static String head(String text) {
        return text.length() <= VALUE ? text : text.substring(0, VALUE - 1) + "…";
    }
}
