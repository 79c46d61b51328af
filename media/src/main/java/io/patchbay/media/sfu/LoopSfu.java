package io.patchbay.media.sfu;

import io.patchbay.media.loop.MediaLoop;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The part of the SFU that belongs to one media loop: its ports and its routers. */
final class LoopSfu {
    private final MediaLoop loop;
    private final WebRtcServer server;
    private final SfuConfig config;
    private final DtlsContext dtls;
    private final SfuCounters counters;
    private final Set<Router> routers = new LinkedHashSet<>();

    LoopSfu(MediaLoop loop, WebRtcServer server, SfuConfig config, DtlsContext dtls, SfuCounters counters) {
        this.loop = loop;
        this.server = server;
        this.config = config;
        this.dtls = dtls;
        this.counters = counters;
    }

    MediaLoop loop() {
        return loop;
    }

    WebRtcServer server() {
        return server;
    }

    SfuConfig config() {
        return config;
    }

    DtlsContext dtls() {
        return dtls;
    }

    SfuCounters counters() {
        return counters;
    }

    Router createRouter(List<RtpCodecCapability> codecs) {
        loop.assertOwner();
        Router router = new Router(this, Ortc.routerCapabilities(codecs, SupportedRtp.OURS));
        routers.add(router);
        return router;
    }

    void removed(Router router) {
        routers.remove(router);
    }

    /** On the loop. */
    void close() {
        List.copyOf(routers).forEach(Router::close);
        server.close();
    }
}
