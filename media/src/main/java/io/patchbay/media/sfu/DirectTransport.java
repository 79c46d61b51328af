package io.patchbay.media.sfu;

/** The transport of those in this process: they hand packets to {@link Producer#send} and take them by {@link Consumer#sink}. */
public final class DirectTransport extends Transport {
    DirectTransport() {}

    @Override
    public TransportDump dump() {
        throw new UnsupportedOperationException();
    }
}
