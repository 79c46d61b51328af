package io.patchbay.gateway.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.patchbay.gateway.log.OncePerSecond;
import io.patchbay.gateway.metrics.Metrics;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which request goes where, and how it fails. */
final class Routes {
    private static final Logger log = LoggerFactory.getLogger(Routes.class);

    private final HttpParts parts;
    private final AdminApi adminApi;
    private final WebPages pages = new WebPages();
    private final OncePerSecond faults = new OncePerSecond();

    Routes(HttpParts parts, AdminApi adminApi) {
        this.parts = parts;
        this.adminApi = adminApi;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/healthz", context -> json(context, 200, new Health("ok", List.of())));
        routes.get("/readyz", this::readiness);
        routes.get("/metrics", context -> {
            context.contentType(Metrics.CONTENT_TYPE);
            context.result(parts.metrics().scrape());
        });
        adminApi.addTo(routes, parts.adminRoutes());
        routes.get("/", pages::index);
        routes.get("/rooms/{room}", pages::index);
        routes.get("/<path>", pages::file);
        routes.exception(Problem.class, (problem, context) -> answer(context, problem));
        routes.exception(HttpResponseException.class, (refusal, context) -> answer(context, problem(refusal)));
        routes.exception(Exception.class, this::failed);
    }

    private void readiness(Context context) {
        List<String> reasons = parts.readiness().reasons();
        json(context, reasons.isEmpty() ? 200 : 503, new Health(reasons.isEmpty() ? "ready" : "not ready", reasons));
    }

    /** @param reasons why not, as sentences */
    record Health(String status, List<String> reasons) {}

    private void failed(Exception fault, Context context) {
        faults.run(others -> log.error(
                "{} {} failed ({} others since the last such line)", context.method(), context.path(), others, fault));
        answer(
                context,
                new Problem(
                        500,
                        "internal",
                        "The appliance failed",
                        "this is a fault of the appliance; its log says more"));
    }

    private static Problem problem(HttpResponseException refusal) {
        Map<String, String> details = refusal.getDetails();
        String allowed = details.containsKey("availableMethods") ? "; allowed: " + details.get("availableMethods") : "";
        int status = refusal.getStatus();
        return new Problem(
                status >= 400 && status <= 599 ? status : 500,
                "http",
                refusal.getMessage(),
                refusal.getMessage() + allowed);
    }

    private static void answer(Context context, Problem problem) {
        context.header("Cache-Control", "no-store");
        context.status(problem.status());
        context.contentType("application/problem+json");
        context.result(Json.write(problem.body()));
    }

    private static void json(Context context, int status, Object body) {
        context.header("Cache-Control", "no-store");
        context.status(status);
        context.contentType("application/json");
        context.result(Json.write(body));
    }
}
