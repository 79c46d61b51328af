package io.patchbay.gateway.config;

import java.util.List;

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
                newer.limits,
                newer.outbound,
                data,
                newer.log,
                newer.shutdown);
    }
}
