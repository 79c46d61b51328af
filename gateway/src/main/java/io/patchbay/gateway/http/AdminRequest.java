package io.patchbay.gateway.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;

/** What came with a request to the administration API. */
public final class AdminRequest {
    private static final int BODY_BYTES = 64 * 1024;
    private static final byte[] NOTHING = {'{', '}'};

    private final Context context;

    AdminRequest(Context context) {
        this.context = context;
    }

    /** The part of the path that {@code name} stands for in the route. */
    public String pathParameter(String name) {
        return context.pathParam(name);
    }

    public Optional<String> queryParameter(String name) {
        return Optional.ofNullable(context.queryParam(name));
    }

    /**
     * The body as a record; no body is an empty object.
     *
     * @throws Problem 400 where it isn't one, 413 where it is longer than 64 KiB
     */
    public <T> T body(Class<T> type) {
        try {
            byte[] body = context.req().getInputStream().readNBytes(BODY_BYTES + 1);
            if (body.length > BODY_BYTES) {
                throw new Problem(
                        413, "too-large", "The body is too large", "at most %d bytes are read".formatted(BODY_BYTES));
            }
            return Json.read(body.length == 0 ? NOTHING : body, type);
        } catch (IOException e) {
            throw Problem.badRequest("the body did not come whole");
        }
    }
}
