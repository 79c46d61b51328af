package io.patchbay.gateway.trunk;

import io.patchbay.gateway.http.AdminRoute;
import io.patchbay.gateway.http.AdminRoute.Method;
import java.util.List;

/** What an operator asks about trunks. */
public final class TrunkRoutes {
    private final Trunks trunks;

    public TrunkRoutes(Trunks trunks) {
        this.trunks = trunks;
    }

    public List<AdminRoute> routes() {
        return List.of(new AdminRoute(Method.GET, "/trunks", request -> trunks.views()));
    }
}
