package io.patchbay.media.sfu;

/** The transport of those in this process: they hand packets to {@link Producer#send} and take them by {@link Consumer#sink}. */
public final class DirectTransport extends Transport {
    DirectTransport(Router router) {
        super(router);
    }

    @Override
    boolean isConnected() {
        return false; // nothing goes over a network; consumers have sinks
    }

    @Override
    int sendRtp(byte[] buffer, int length) {
        return 0;
    }

    @Override
    void sendRtcp(byte[] buffer, int length) {}

    @Override
    void sendAgain(byte[] buffer, int offset, int length) {}

    @Override
    void release() {}

    @Override
    Object describePeer() {
        return "a sender in this process";
    }

    @Override
    public TransportDump dump() {
        return new TransportDump(id(), "direct", null, null, null, dumpProducers(), dumpConsumers());
    }
}
