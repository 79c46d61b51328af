package io.patchbay.gateway.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.patchbay.gateway.access.IpLiteral;
import java.net.InetAddress;
import java.util.List;

/** {@code /api/v1}: what an operator may do, with the token of the data directory. */
final class AdminApi {
    static final String PREFIX = "/api/v1";

    private final AdminToken token;
    private final FailedAttempts failed = new FailedAttempts(System::nanoTime);

    AdminApi(AdminToken token) {
        this.token = token;
    }

    void addTo(RoutesConfig routes, List<AdminRoute> adminRoutes) {
        routes.before(PREFIX + "/*", this::authorise);
        for (AdminRoute route : adminRoutes) {
            routes.addHttpHandler(HandlerType.findOrCreate(route.method().name()), PREFIX + route.path(), context -> {
                Object answer = route.handler().handle(new AdminRequest(context));
                context.header("Cache-Control", "no-store");
                context.contentType("application/json");
                context.result(Json.write(answer));
            });
        }
    }

    private void authorise(Context context) {
        InetAddress remote = IpLiteral.parse(context.req().getRemoteAddr());
        long wait = failed.secondsToWait(remote);
        if (wait > 0) {
            context.header("Retry-After", Long.toString(wait));
            throw new Problem(
                    429,
                    "too-many-attempts",
                    "Too many wrong tokens",
                    "%s has shown a wrong token %d times; try again in %d s"
                            .formatted(remote.getHostAddress(), FailedAttempts.ALLOWED, wait));
        }
        if (!token.opens(context.header("Authorization"))) {
            failed.failed(remote);
            context.header("WWW-Authenticate", "Bearer realm=\"patchbay\"");
            throw new Problem(
                    401,
                    "no-token",
                    "The token is missing or wrong",
                    "send Authorization: Bearer TOKEN; the token is in %s in the data directory"
                            .formatted(AdminToken.FILE));
        }
    }
}
