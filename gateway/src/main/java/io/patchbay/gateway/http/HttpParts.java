package io.patchbay.gateway.http;

import io.patchbay.gateway.access.Access;
import io.patchbay.gateway.health.Readiness;
import io.patchbay.gateway.metrics.Metrics;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the HTTP server is given by the appliance.
 *
 * @param dataDirectory where the certificate and the token are kept
 * @param certificateAddresses those that a certificate of our own names; asked at the start and at each reload
 * @param adminRoutes what the administration API does
 */
public record HttpParts(
        Path dataDirectory,
        Supplier<Set<InetAddress>> certificateAddresses,
        Access access,
        Readiness readiness,
        Metrics metrics,
        ControlEndpoint control,
        ControlTimings controlTimings,
        List<AdminRoute> adminRoutes) {
    public HttpParts {
        adminRoutes = List.copyOf(adminRoutes);
    }
}
