package io.patchbay.media.ice;

import java.net.InetSocketAddress;
import java.time.Duration;

/** Told by an {@link IceFullAgent}, on its owner's thread. */
public interface FullAgentListener {
    /** Packets go this way from now on. */
    void onSelected(IceBase base, InetSocketAddress remote);

    /** No way was found. Told once a round of checks. */
    void onFailed(String reason);

    /** The other end answered nothing any more for {@code silence}: nothing may be sent to it (RFC 7675 §5.1). */
    void onConsentLost(InetSocketAddress remote, Duration silence);
}
