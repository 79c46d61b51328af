package io.patchbay.gateway.http;

import io.patchbay.gateway.log.OncePerSecond;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Jetty itself refuses, before a route of ours is asked: malformed requests and handshakes. Counted, hardly logged. */
final class JettyProblems extends ErrorHandler implements SslHandshakeListener {
    private static final Logger log = LoggerFactory.getLogger(JettyProblems.class);

    private final LongAdder malformed = new LongAdder();
    private final OncePerSecond perSecond = new OncePerSecond();

    /** Requests and handshakes that made no sense, since the start. */
    long malformed() {
        return malformed.sum();
    }

    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback) {
        Problem problem = problem(code, message);
        if (code < 500) {
            count("request", message);
        }
        byte[] body = Json.write(problem.body());
        response.setStatus(problem.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        Content.Sink.write(response, true, Json.text(body), callback);
    }

    /** For requests so malformed that nothing but the connection is known of them. */
    @Override
    public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
        count("request", reason);
        fields.put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        return ByteBuffer.wrap(Json.write(problem(status, reason).body()));
    }

    @Override
    public void handshakeFailed(Event event, Throwable failure) {
        count("TLS handshake", failure.getMessage());
    }

    private void count(String what, String why) {
        malformed.increment();
        perSecond.run(others -> log.debug("malformed {}: {} ({} others since the last such line)", what, why, others));
    }

    private static Problem problem(int status, String message) {
        int valid = status >= 400 && status <= 599 ? status : 500;
        String detail = message == null ? "the request could not be read as HTTP" : message;
        return new Problem(valid, "http", HttpStatus.getMessage(valid), detail);
    }
}
