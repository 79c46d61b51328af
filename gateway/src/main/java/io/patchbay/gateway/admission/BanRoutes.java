package io.patchbay.gateway.admission;

import io.patchbay.gateway.access.IpLiteral;
import io.patchbay.gateway.http.AdminRequest;
import io.patchbay.gateway.http.AdminRoute;
import io.patchbay.gateway.http.AdminRoute.Method;
import io.patchbay.gateway.http.Problem;
import java.util.List;

/** What an operator asks about bans. */
public final class BanRoutes {
    private final Admission admission;

    public BanRoutes(Admission admission) {
        this.admission = admission;
    }

    public List<AdminRoute> routes() {
        return List.of(
                new AdminRoute(Method.GET, "/bans", request -> admission.bans().all().stream()
                        .map(Row::of)
                        .toList()),
                new AdminRoute(Method.DELETE, "/bans/{address}", this::lift));
    }

    record Row(String source, String since, String until, String reason) {
        static Row of(Ban ban) {
            return new Row(
                    ban.source().toString(), ban.since().toString(), ban.until().toString(), ban.reason());
        }
    }

    record Lifted(String address) {}

    private Lifted lift(AdminRequest request) {
        String address = request.pathParameter("address");
        if (!IpLiteral.isOne(address)) {
            throw Problem.badRequest("'%s' is no address".formatted(address));
        }
        if (!admission.bans().lift(IpLiteral.parse(address))) {
            throw Problem.notFound(address + " is not banned");
        }
        return new Lifted(address);
    }
}
