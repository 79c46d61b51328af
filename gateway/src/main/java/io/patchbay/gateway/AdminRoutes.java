package io.patchbay.gateway;

import io.patchbay.gateway.config.ConfigChanges;
import io.patchbay.gateway.config.ConfigException;
import io.patchbay.gateway.http.AdminRequest;
import io.patchbay.gateway.http.AdminRoute;
import io.patchbay.gateway.http.AdminRoute.Method;
import io.patchbay.gateway.http.Problem;
import io.patchbay.gateway.http.TlsException;
import java.time.Instant;
import java.util.List;

/** What an operator asks of the appliance as a whole. */
final class AdminRoutes {
    private final Appliance appliance;
    private final Instant started = Instant.now();

    AdminRoutes(Appliance appliance) {
        this.appliance = appliance;
    }

    List<AdminRoute> routes() {
        return List.of(
                new AdminRoute(Method.GET, "/status", this::status),
                new AdminRoute(Method.POST, "/reload", this::reload));
    }

    /** @param waitingFor why it is not ready, as sentences */
    record Status(
            String version,
            long processId,
            String started,
            boolean ready,
            List<String> waitingFor,
            int httpPort,
            int httpsPort) {}

    private Status status(AdminRequest request) {
        return new Status(
                Version.get(),
                ProcessHandle.current().pid(),
                started.toString(),
                appliance.readiness().isReady(),
                appliance.readiness().reasons(),
                appliance.http().port(),
                appliance.http().httpsPort());
    }

    private ConfigChanges reload(AdminRequest request) {
        try {
            return appliance.reload();
        } catch (ConfigException e) {
            throw new Problem(
                    422, "bad-configuration", "The configuration is not valid; the old one stays", e.getMessage());
        } catch (TlsException e) {
            throw new Problem(
                    422, "bad-certificate", "The certificate cannot be used; all else is in force", e.getMessage());
        }
    }
}
