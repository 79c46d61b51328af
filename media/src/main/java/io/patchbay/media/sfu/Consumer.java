package io.patchbay.media.sfu;

import io.patchbay.media.rtp.ReportBlock;
import io.patchbay.media.rtp.RtcpWriter;
import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.rtp.RtpSink;
import java.util.UUID;

/** A producer's stream as one receiver gets it. Belongs to the router's loop. */
public final class Consumer implements AutoCloseable {
    private final String id = UUID.randomUUID().toString();
    private final Transport transport;
    private final Producer producer;
    private final RtpParameters parameters;
    private final ForwardedStream stream;
    private final SnapshotList<ConsumerListener> listeners = new SnapshotList<>();
    private RtpSink sink; // of a direct transport only
    private byte[] ownBytes; // with it: its owner may send into the same router meanwhile
    private boolean paused;
    private boolean closed;
    private boolean syncing = true; // the next packet, for video of a key frame, begins anew
    private long keyFramesRequested;

    Consumer(Transport transport, Producer producer, RtpParameters parameters, boolean paused) {
        this.transport = transport;
        this.producer = producer;
        this.parameters = parameters;
        this.paused = paused;
        this.stream = new ForwardedStream(
                parameters, producer.rtpParameters(), transport.router().clock());
    }

    public String id() {
        return id;
    }

    public String producerId() {
        return producer.id();
    }

    public MediaKind kind() {
        return producer.kind();
    }

    public RtpParameters rtpParameters() {
        return parameters;
    }

    long ssrc() {
        return stream.ssrc();
    }

    public boolean paused() {
        return paused;
    }

    public boolean producerPaused() {
        return producer.paused();
    }

    public void pause() {
        transport.router().assertOwner();
        if (!closed && !paused) {
            paused = true;
            producer.consumersChanged();
        }
    }

    /** Lets packets through; video begins with a key frame, which is asked for. */
    public void resume() {
        transport.router().assertOwner();
        if (!closed && paused) {
            paused = false;
            restart();
            producer.consumersChanged();
        }
    }

    /** Asks the producer for a key frame; at most one a second goes out to it. */
    public void requestKeyFrame() {
        if (!closed && kind() == MediaKind.VIDEO && !paused) {
            keyFramesRequested++;
            producer.requestKeyFrame();
        }
    }

    /** Begins anew, after a time without packets. */
    void restart() {
        syncing = true;
        requestKeyFrame();
    }

    /**
     * Where the packets of a consumer on a {@link DirectTransport} go. They are on loan.
     *
     * @throws IllegalStateException where the consumer's transport is another
     */
    public void sink(RtpSink sink) {
        if (!(transport instanceof DirectTransport)) {
            throw new IllegalStateException("consumer %s: only those of direct transports have a sink".formatted(id));
        }
        this.sink = sink;
        if (ownBytes == null) {
            ownBytes = new byte[Router.SCRATCH_BYTES];
        }
    }

    /** Passes a packet of the producer on. */
    void forward(RtpPacket packet, int payloadType, boolean keyFrame, long nowNanos) {
        if (paused || closed || !stream.takes(payloadType) || !isReady()) {
            return;
        }
        if (syncing) {
            if (kind() == MediaKind.VIDEO && !keyFrame) {
                return;
            }
            stream.sync(packet.sequenceNumber());
            syncing = false;
        }
        byte[] out = sink != null ? ownBytes : transport.router().scratch();
        int length = stream.rewrite(packet, payloadType, out);
        if (length == 0) {
            return;
        }
        stream.sent(nowNanos);
        if (sink != null) {
            transport.countSent(length);
            sink.onRtp(stream.rewritten());
        } else {
            int onWire = transport.sendRtp(out, length);
            if (onWire > 0) {
                stream.keep(out, onWire, nowNanos);
            }
        }
    }

    private boolean isReady() {
        return sink != null || transport.isConnected();
    }

    /** A packet without payload is not passed on. */
    void leaveOut(RtpPacket packet) {
        if (!paused && !syncing) {
            stream.leaveOut(packet.sequenceNumber());
        }
    }

    void onNack(int sequenceNumber, long nowNanos) {
        if (!paused && !closed) {
            stream.retransmit(sequenceNumber, transport, nowNanos);
        }
    }

    void onReportBlock(ReportBlock block, long nowNanos) {
        stream.onReportBlock(block, nowNanos);
    }

    boolean writeReport(RtcpWriter writer, long nowNanos) {
        return paused
                || stream.writeReport(
                        writer, producer.stream(), producer.transport().senderClock(), nowNanos);
    }

    public void addListener(ConsumerListener listener) {
        listeners.add(listener);
    }

    void onProducerPaused() {
        listeners.forEach(ConsumerListener::onProducerPaused);
    }

    void onProducerResumed() {
        syncing = true;
        listeners.forEach(ConsumerListener::onProducerResumed);
    }

    public boolean closed() {
        return closed;
    }

    /** Closing twice is allowed. */
    @Override
    public void close() {
        transport.router().assertOwner();
        if (!closed) {
            end();
            producer.remove(this);
        }
    }

    /** Its transport ends. */
    void transportClosed() {
        if (!closed) {
            end();
            producer.remove(this);
            listeners.forEach(ConsumerListener::onTransportClosed);
        }
    }

    /** Its producer ends. */
    void producerClosed() {
        if (!closed) {
            end();
            listeners.forEach(ConsumerListener::onProducerClosed);
        }
    }

    private void end() {
        closed = true;
        sink = null;
        transport.removed(this);
    }

    public ConsumerDump dump() {
        return new ConsumerDump(id, transport.id(), producer.id(), kind(), paused, producer.paused(), parameters);
    }

    public ConsumerStats stats() {
        ReportBlock remote = stream.statistics().remote();
        long roundTrip = stream.statistics().roundTripNanos();
        return new ConsumerStats(
                id,
                producer.id(),
                kind(),
                parameters.codecs().get(0).mimeType(),
                stream.statistics().packets(),
                stream.statistics().octets(),
                remote == null ? 0 : remote.cumulativeLost(),
                remote == null ? 0 : remote.fractionLost() / 256.0,
                roundTrip < 0 ? -1 : roundTrip / 1e6,
                stream.retransmitted(),
                keyFramesRequested);
    }
}
