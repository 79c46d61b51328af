package io.patchbay.media.sfu;

import io.patchbay.media.rtp.HeaderExtensions;
import io.patchbay.media.rtp.RtpPacket;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A way in and out of a router, and the owner of the producers and consumers on it. Belongs to the router's loop, as they
 * do.
 */
public abstract class Transport implements AutoCloseable {
    private final String id = UUID.randomUUID().toString();
    private final Router router;
    private final TransportStreams streams = new TransportStreams();
    private final RtpPacket packet = new RtpPacket();
    private final ReceivedRtcp receivedRtcp = new ReceivedRtcp(this);
    private final TransportRtcp rtcp;
    private final SenderClock senderClock = new SenderClock();
    private final SnapshotList<TransportListener> listeners = new SnapshotList<>();
    private String cname; // of the producers on it: the sender's, or one of ours
    private int transportSequenceExtension;
    private long nextMid;
    private boolean closed;
    private long packetsReceived;
    private long bytesReceived;
    private long packetsSent;
    private long bytesSent;
    private long packetsDropped;

    Transport(Router router) {
        this.router = router;
        this.rtcp = new TransportRtcp(this, router.id());
    }

    public final String id() {
        return id;
    }

    final Router router() {
        return router;
    }

    final TransportRtcp rtcp() {
        return rtcp;
    }

    final SenderClock senderClock() {
        return senderClock;
    }

    /**
     * Takes a stream in.
     *
     * @throws RtpParametersException where the parameters contradict themselves, or another producer of this transport
     * @throws UnsupportedRtpException where the router has none of its codecs, or it has several encodings
     */
    public final Producer produce(ProducerOptions options) {
        assertUsable();
        RtpParameters wanted = ProducerParameters.complete(options.kind(), options.rtpParameters(), cname());
        streams.assertDistinct(wanted);
        Ortc.ProducerRtp negotiated = Ortc.mapProducer(wanted, router.rtpCapabilities(), Transport::randomSsrc);
        RtpParameters consumable = Ortc.consumable(
                options.kind(), negotiated.parameters(), router.rtpCapabilities(), negotiated.mapping());
        Producer producer = new Producer(this, options.kind(), negotiated, consumable, options.paused());
        cname = wanted.rtcp().cname();
        streams.add(producer);
        learnTransportSequence(producer);
        router.added(producer);
        return producer;
    }

    private String cname() {
        return cname == null ? UUID.randomUUID().toString().substring(0, 8) : cname;
    }

    private void learnTransportSequence(Producer producer) {
        int id = HeaderExtensionIds.idOf(
                producer.rtpParameters().headerExtensions(), HeaderExtensions.TRANSPORT_SEQUENCE_NUMBER);
        if (id != HeaderExtensionIds.NONE
                && producer.mediaCodec().rtcpFeedback().contains(RtcpFeedback.TRANSPORT_CC)) {
            transportSequenceExtension = id;
        }
    }

    /**
     * Sends a producer's stream out.
     *
     * @throws IllegalArgumentException where the router has no such producer
     * @throws UnsupportedRtpException where the receiver has none of its codecs
     */
    public final Consumer consume(ConsumerOptions options) {
        assertUsable();
        Producer producer = router.producer(options.producerId())
                .orElseThrow(() -> new IllegalArgumentException("there is no producer " + options.producerId()));
        RtpParameters offered = ConsumerRtp.parameters(
                producer.consumable(), options.rtpCapabilities(), producer.kind() == MediaKind.VIDEO, this::freeSsrc);
        RtpParameters parameters = new RtpParameters(
                String.valueOf(nextMid++),
                offered.codecs(),
                offered.headerExtensions(),
                offered.encodings(),
                new RtcpParameters(offered.rtcp().cname(), true, true));
        Consumer consumer = new Consumer(this, producer, parameters, options.paused());
        streams.add(consumer);
        producer.add(consumer);
        router.consumerAdded();
        consumer.requestKeyFrame();
        return consumer;
    }

    private static long randomSsrc() {
        return ThreadLocalRandom.current().nextLong(100_000_000L, 1_000_000_000L);
    }

    private long freeSsrc() {
        long ssrc = randomSsrc();
        while (streams.consumer(ssrc) != null) {
            ssrc = randomSsrc();
        }
        return ssrc;
    }

    private void assertUsable() {
        router.assertOwner();
        if (closed) {
            throw new IllegalStateException("transport " + id + " is closed");
        }
    }

    final TransportStreams streams() {
        return streams;
    }

    /** Takes a packet without protection from the other side. */
    final void onRtp(byte[] buffer, int offset, int length, long nowNanos) {
        if (!packet.parse(buffer, offset, length)) {
            dropped(BadPackets.Kind.RTP, "malformed");
            return;
        }
        rtcp.onRtp(nowNanos);
        if (transportSequenceExtension != HeaderExtensionIds.NONE) {
            int at = packet.findExtension(transportSequenceExtension);
            if (at >= 0 && packet.extensionLength(at) >= 2) {
                rtcp.onArrival((buffer[at] & 0xFF) << 8 | buffer[at + 1] & 0xFF, packet.ssrc(), nowNanos);
            }
        }
        Producer producer = streams.producerOf(packet);
        if (producer == null) {
            dropped(BadPackets.Kind.RTP, "no producer has its SSRC or MID");
        } else {
            producer.receive(packet, nowNanos);
        }
    }

    /** Takes an RTCP packet without protection from the other side. */
    final void onRtcp(byte[] buffer, int offset, int length, long nowNanos) {
        if (!receivedRtcp.read(buffer, offset, length, nowNanos)) {
            dropped(BadPackets.Kind.RTCP, "malformed");
        }
    }

    final void dropped(BadPackets.Kind kind, String why) {
        packetsDropped++;
        router.counters().badPackets.dropped(kind, why, describePeer());
    }

    final void countReceived(int bytes) {
        packetsReceived++;
        bytesReceived += bytes;
    }

    final void countSent(int bytes) {
        packetsSent++;
        bytesSent += bytes;
    }

    /** Whether packets can be sent now. */
    abstract boolean isConnected();

    /**
     * Protects the RTP packet at the start of {@code buffer}, behind which there is room, and sends it.
     *
     * @return its length on the wire, as it is in {@code buffer} then, or 0 where it was not made
     */
    abstract int sendRtp(byte[] buffer, int length);

    /** Protects and sends the RTCP packet at the start of {@code buffer}, behind which there is room. */
    abstract void sendRtcp(byte[] buffer, int length);

    /** Sends a packet as {@link #sendRtp} left it. */
    abstract void sendAgain(byte[] buffer, int offset, int length);

    /** Whoever is at the other end, for the log. */
    abstract Object describePeer();

    /** What the other side may send, in bits a second; 0 for as much as it likes. */
    long maxIncomingBitrate() {
        return 0;
    }

    /** Every 20 ms. */
    void onTick(long nowNanos) {
        for (Producer producer : streams.producers()) {
            producer.onTick(nowNanos);
        }
        if (isConnected()) {
            rtcp.onTick(streams, nowNanos);
        }
    }

    /** The way to the other side opened, maybe again: whoever receives video needs a key frame. */
    final void connected() {
        streams.consumers().forEach(Consumer::restart);
    }

    public final void addListener(TransportListener listener) {
        listeners.add(listener);
    }

    final SnapshotList<TransportListener> listeners() {
        return listeners;
    }

    public final boolean closed() {
        return closed;
    }

    /** Ends it, its producers and its consumers. Closing twice is allowed. */
    @Override
    public final void close() {
        router.assertOwner();
        if (!closed) {
            end();
            router.removed(this);
        }
    }

    /** Its router ends. */
    final void routerClosed() {
        if (!closed) {
            end();
            listeners.forEach(TransportListener::onRouterClosed);
        }
    }

    private void end() {
        closed = true;
        streams.consumers().forEach(Consumer::transportClosed);
        streams.producers().forEach(Producer::transportClosed);
        release();
    }

    /** Lets go of sockets, paths and keys. */
    abstract void release();

    final void removed(Producer producer) {
        streams.remove(producer);
        router.removed(producer);
    }

    final void removed(Consumer consumer) {
        streams.remove(consumer);
        router.consumerRemoved();
        forget(consumer.ssrc());
    }

    /** A stream that was sent is over. */
    void forget(long ssrc) {}

    public abstract TransportDump dump();

    final List<ProducerDump> dumpProducers() {
        return streams.producers().stream().map(Producer::dump).toList();
    }

    final List<ConsumerDump> dumpConsumers() {
        return streams.consumers().stream().map(Consumer::dump).toList();
    }

    public final TransportStats stats() {
        return new TransportStats(id, packetsReceived, bytesReceived, packetsSent, bytesSent, packetsDropped);
    }
}
