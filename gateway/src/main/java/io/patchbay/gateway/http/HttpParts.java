package io.patchbay.gateway.http;

import io.patchbay.gateway.access.Access;
import io.patchbay.gateway.health.Readiness;
import io.patchbay.gateway.metrics.Metrics;
import java.nio.file.Path;
import java.util.List;

/**
 * What the HTTP server is given by the appliance.
 *
 * @param dataDirectory where the token is kept
 * @param adminRoutes what the administration API does
 */
public record HttpParts(
        Path dataDirectory,
        ServerCertificate certificate,
        Access access,
        Readiness readiness,
        Metrics metrics,
        ControlEndpoint control,
        ControlTimings controlTimings,
        SipDoor sip,
        SipWebSocketConfig sipWebSockets,
        SourceLimit connectionsPerSource,
        List<AdminRoute> adminRoutes) {
    public HttpParts {
        adminRoutes = List.copyOf(adminRoutes);
    }
}
