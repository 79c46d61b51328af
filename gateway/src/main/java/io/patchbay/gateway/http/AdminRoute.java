package io.patchbay.gateway.http;

/**
 * One thing that the administration API does.
 *
 * @param path below {@code /api/v1}, as {@code /calls}; a part in braces is a parameter: {@code /calls/{id}}
 */
public record AdminRoute(Method method, String path, Handler handler) {

    /** The methods in use. */
    public enum Method {
        GET,
        POST,
        DELETE
    }

    /** Answers a request whose sender has shown the token. On an HTTP thread: may wait, but not for long. */
    public interface Handler {
        /**
         * @return the answer, written as JSON
         * @throws Problem where it cannot be done
         */
        Object handle(AdminRequest request);
    }
}
