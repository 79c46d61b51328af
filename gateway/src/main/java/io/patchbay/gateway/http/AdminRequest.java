package io.patchbay.gateway.http;

import io.javalin.http.Context;
import java.util.Optional;

/** What came with a request to the administration API. */
public final class AdminRequest {
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
     * The body as a record.
     *
     * @throws Problem 400 where it isn't one
     */
    public <T> T body(Class<T> type) {
        return Json.read(context.bodyAsBytes(), type);
    }
}
