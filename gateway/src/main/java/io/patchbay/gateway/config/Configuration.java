package io.patchbay.gateway.config;

import java.util.List;
import java.util.stream.Stream;

/** Everything that can be set, read and validated as a whole by {@link ConfigLoader}. */
public record Configuration(
        SipConfig sip,
        HttpConfig http,
        MediaConfig media,
        AccessConfig access,
        RoomsConfig rooms,
        RegistrarConfig registrar,
        List<DeviceConfig> devices,
        List<TrunkConfig> trunks,
        List<RouteConfig> routes,
        TestsConfig tests,
        LimitsConfig limits,
        OutboundConfig outbound,
        DataConfig data,
        LogConfig log,
        ShutdownConfig shutdown) {
    public Configuration {
        devices = List.copyOf(devices);
        trunks = List.copyOf(trunks);
        routes = List.copyOf(routes);
    }

    /** The routes, and behind them those to test lines where these are open. */
    public List<RouteConfig> allRoutes() {
        return Stream.concat(routes.stream(), tests.routes().stream()).toList();
    }

    /**
     * This configuration with those parts of {@code newer} that change without a restart; {@link ConfigChanges} names
     * the others.
     */
    public Configuration withLivePartsOf(Configuration newer) {
        return new Configuration(
                sip,
                http,
                media,
                newer.access,
                newer.rooms,
                registrar,
                newer.devices,
                newer.trunks,
                newer.routes,
                newer.tests,
                newer.limits,
                newer.outbound,
                data,
                newer.log,
                newer.shutdown);
    }
}
