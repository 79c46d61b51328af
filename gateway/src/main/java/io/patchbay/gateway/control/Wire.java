package io.patchbay.gateway.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** The messages of the control protocol as text. Any thread. */
final class Wire {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // the protocol: unknown fields are ignored
            .build();

    private Wire() {}

    /** A request as it came; {@code data} is an object, empty where there was none. */
    record Request(long id, String method, JsonNode data) {}

    private record Response(long id, boolean ok, Object data) {}

    private record ErrorResponse(long id, boolean ok, ErrorBody error) {}

    private record ErrorBody(String code, String message) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record Event(String event, Object data) {}

    /** @throws ControlError where {@code text} is no request; such a message cannot be answered, for want of an id */
    static Request request(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ControlError(ControlError.Code.BAD_REQUEST, "not JSON: " + e.getOriginalMessage());
        }
        if (!root.path("id").isIntegralNumber() || !root.path("method").isTextual()) {
            throw new ControlError(
                    ControlError.Code.BAD_REQUEST,
                    "a request is {\"id\": integer, \"method\": string, \"data\": object}");
        }
        JsonNode data = root.path("data");
        return new Request(
                root.get("id").longValue(),
                root.get("method").textValue(),
                data.isObject() ? data : JSON.createObjectNode());
    }

    /** @throws ControlError naming what is missing or malformed */
    static <T> T read(JsonNode data, Class<T> type) {
        try {
            return JSON.treeToValue(data, type);
        } catch (JsonProcessingException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String message =
                    cause instanceof JsonProcessingException json ? json.getOriginalMessage() : cause.getMessage();
            throw new ControlError(
                    ControlError.Code.BAD_REQUEST,
                    message == null ? "data is malformed: a null where none may be" : message);
        }
    }

    static String response(long id, Object data) {
        return write(new Response(id, true, data));
    }

    static String error(long id, ControlError error) {
        return write(new ErrorResponse(id, false, new ErrorBody(error.code().word(), error.getMessage())));
    }

    static String event(String name, Object data) {
        return write(new Event(name, data));
    }

    static String event(String name, String key, Object value) {
        return event(name, Map.of(key, value));
    }

    private static String write(Object message) {
        try {
            return JSON.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + message.getClass(), e); // our own records always can be
        }
    }
}
