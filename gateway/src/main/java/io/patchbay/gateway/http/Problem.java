package io.patchbay.gateway.http;

/**
 * A request that is not fulfilled, as problem+json tells it (RFC 9457).
 *
 * <p>Status 400 to 599; the kind is short, stable and for programs: {@code not-let-in}. The detail says what was wrong, on
 * what, and what to do.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String TYPE_PREFIX = "urn:patchbay:problem:";

    private final int status;
    private final String kind;
    private final String title;

    public Problem(int status, String kind, String title, String detail) {
        super(detail, null, false, false); // an answer, not a fault: nobody reads its stack
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("a problem has a status from 400 to 599, not " + status);
        }
        this.status = status;
        this.kind = kind;
        this.title = title;
    }

    public static Problem badRequest(String detail) {
        return new Problem(400, "bad-request", "The request is malformed", detail);
    }

    public static Problem notFound(String detail) {
        return new Problem(404, "not-found", "There is nothing here", detail);
    }

    public int status() {
        return status;
    }

    public String detail() {
        return getMessage();
    }

    Body body() {
        return new Body(TYPE_PREFIX + kind, title, status, detail());
    }

    /** As it is written. */
    record Body(String type, String title, int status, String detail) {}
}
