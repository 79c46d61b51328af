package io.patchbay.media.sfu;

import io.patchbay.media.rtp.HeaderExtensions;
import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.rtp.SsrcTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A way in and out of a router, and the owner of the producers and consumers on it. Belongs to the router's loop, as they
 * do.
 */
public abstract class Transport implements AutoCloseable {
    private final String id = UUID.randomUUID().toString();
    private final Router router;
    private final Map<String, Producer> producers = new LinkedHashMap<>();
    private final Map<String, Consumer> consumers = new LinkedHashMap<>();
    private final SsrcTable<Producer> producersBySsrc = new SsrcTable<>();
    private final SsrcTable<Consumer> consumersBySsrc = new SsrcTable<>();
    private final RtpPacket packet = new RtpPacket();
    private final ReceivedRtcp receivedRtcp = new ReceivedRtcp(this);
    private final TransportRtcp rtcp;
    private final SenderClock senderClock = new SenderClock();
    private List<TransportListener> listeners = List.of();
    private String cname; // of the producers on it: the sender's, or one of ours
    private int midExtension; // HeaderExtensionIds.NONE while no producer has it; the same for all of a transport
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
        RtpEncodingParameters encoding = wanted.encodings().get(0);
        if (encoding.ssrc() != null && producersBySsrc.get(encoding.ssrc()) != null) {
            throw new RtpParametersException("another producer of this transport has SSRC " + encoding.ssrc());
        }
        if (wanted.mid() != null && producerByMid(wanted.mid()) != null) {
            throw new RtpParametersException("another producer of this transport has MID " + wanted.mid());
        }
        Ortc.ProducerRtp negotiated = Ortc.mapProducer(wanted, router.rtpCapabilities(), Transport::randomSsrc);
        RtpParameters consumable = Ortc.consumable(
                options.kind(), negotiated.parameters(), router.rtpCapabilities(), negotiated.mapping());
        Producer producer = new Producer(this, options.kind(), negotiated, consumable, options.paused());
        cname = wanted.rtcp().cname();
        producers.put(producer.id(), producer);
        if (encoding.ssrc() != null) {
            producersBySsrc.put(encoding.ssrc(), producer);
        }
        learnExtensions(producer);
        router.added(producer);
        return producer;
    }

    private String cname() {
        return cname == null ? UUID.randomUUID().toString().substring(0, 8) : cname;
    }

    private void learnExtensions(Producer producer) {
        List<RtpHeaderExtensionParameters> extensions = producer.rtpParameters().headerExtensions();
        int mid = HeaderExtensionIds.idOf(extensions, HeaderExtensions.MID);
        midExtension = mid == HeaderExtensionIds.NONE ? midExtension : mid;
        int sequence = HeaderExtensionIds.idOf(extensions, HeaderExtensions.TRANSPORT_SEQUENCE_NUMBER);
        if (sequence != HeaderExtensionIds.NONE
                && producer.mediaCodec().rtcpFeedback().contains(RtcpFeedback.TRANSPORT_CC)) {
            transportSequenceExtension = sequence;
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
        RtpParameters offered = Ortc.consumer(
                producer.consumable(), options.rtpCapabilities(), producer.kind() == MediaKind.VIDEO, this::freeSsrc);
        RtpParameters parameters = new RtpParameters(
                String.valueOf(nextMid++),
                offered.codecs(),
                offered.headerExtensions(),
                offered.encodings(),
                new RtcpParameters(offered.rtcp().cname(), true, true));
        Consumer consumer = new Consumer(this, producer, parameters, options.paused());
        consumers.put(consumer.id(), consumer);
        consumersBySsrc.put(consumer.ssrc(), consumer);
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
        while (consumersBySsrc.get(ssrc) != null) {
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

    final Producer producerBySsrc(long ssrc) {
        return producersBySsrc.get(ssrc);
    }

    final Consumer consumerBySsrc(long ssrc) {
        return consumersBySsrc.get(ssrc);
    }

    private Producer producerByMid(String mid) {
        for (Producer producer : producers.values()) {
            if (mid.equals(producer.rtpParameters().mid())) {
                return producer;
            }
        }
        return null;
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
        Producer producer = producersBySsrc.get(packet.ssrc());
        if (producer == null) {
            producer = learnByMid();
        }
        if (producer == null) {
            dropped(BadPackets.Kind.RTP, "no producer has its SSRC or MID");
        } else {
            producer.receive(packet, nowNanos);
        }
    }

    /** RFC 9143 §9.2: a packet whose SSRC is new belongs to the producer whose MID it carries. */
    private Producer learnByMid() {
        int at = midExtension == HeaderExtensionIds.NONE ? -1 : packet.findExtension(midExtension);
        if (at < 0) {
            return null;
        }
        String mid =
                new String(packet.buffer(), at, packet.extensionLength(at), java.nio.charset.StandardCharsets.UTF_8);
        Producer producer = producerByMid(mid);
        if (producer == null || producer.stream() != null) {
            return null;
        }
        producer.learnSsrc(packet.ssrc());
        producersBySsrc.put(packet.ssrc(), producer);
        return producer;
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
        for (Producer producer : producers.values()) {
            producer.onTick(nowNanos);
        }
        if (isConnected()) {
            rtcp.onTick(producers.values(), consumers.values(), nowNanos);
        }
    }

    /** The way to the other side opened, maybe again: whoever receives video needs a key frame. */
    final void connected() {
        consumers.values().forEach(Consumer::restart);
    }

    public final void addListener(TransportListener listener) {
        List<TransportListener> more = new ArrayList<>(listeners);
        more.add(listener);
        listeners = List.copyOf(more);
    }

    final List<TransportListener> listeners() {
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
        List.copyOf(consumers.values()).forEach(Consumer::transportClosed);
        List.copyOf(producers.values()).forEach(Producer::transportClosed);
        release();
    }

    /** Lets go of sockets, paths and keys. */
    abstract void release();

    final void removed(Producer producer) {
        producers.remove(producer.id());
        if (producer.stream() != null) {
            producersBySsrc.remove(producer.stream().ssrc());
        }
        router.removed(producer);
    }

    final void removed(Consumer consumer) {
        consumers.remove(consumer.id());
        consumersBySsrc.remove(consumer.ssrc());
        router.consumerRemoved();
        forget(consumer.ssrc());
    }

    /** A stream that was sent is over. */
    void forget(long ssrc) {}

    public abstract TransportDump dump();

    final List<ProducerDump> dumpProducers() {
        return producers.values().stream().map(Producer::dump).toList();
    }

    final List<ConsumerDump> dumpConsumers() {
        return consumers.values().stream().map(Consumer::dump).toList();
    }

    public final TransportStats stats() {
        return new TransportStats(id, packetsReceived, bytesReceived, packetsSent, bytesSent, packetsDropped);
    }
}
