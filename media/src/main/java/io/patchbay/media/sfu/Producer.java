package io.patchbay.media.sfu;

import io.patchbay.media.rtp.HeaderExtensions;
import io.patchbay.media.rtp.RtpPacket;
import java.util.UUID;

/** A stream that comes into a router. Belongs to the router's loop. */
public final class Producer implements AutoCloseable {
    private final String id = UUID.randomUUID().toString();
    private final Transport transport;
    private final MediaKind kind;
    private final RtpParameters parameters;
    private final RtpParameters consumable;
    private final PayloadTypes payloadTypes;
    private final int levelExtension;
    private final KeyFrameRequests keyFrameRequests = new KeyFrameRequests(this::askForKeyFrame);
    private final SnapshotList<Consumer> consumers = new SnapshotList<>();
    private final SnapshotList<ProducerListener> listeners = new SnapshotList<>();
    private final SnapshotList<LevelSink> levelSinks = new SnapshotList<>();
    private ReceivedStream stream; // null until its SSRC is known
    private boolean paused;
    private boolean closed;
    private int activeConsumers;
    private int firNumber;

    Producer(
            Transport transport,
            MediaKind kind,
            Ortc.ProducerRtp negotiated,
            RtpParameters consumable,
            boolean paused) {
        this.transport = transport;
        this.kind = kind;
        this.parameters = negotiated.parameters();
        this.consumable = consumable;
        this.paused = paused;
        payloadTypes = new PayloadTypes(parameters, negotiated.mapping());
        levelExtension = HeaderExtensionIds.idOf(parameters.headerExtensions(), HeaderExtensions.AUDIO_LEVEL);
        Long ssrc = parameters.encodings().get(0).ssrc();
        if (ssrc != null) {
            learnSsrc(ssrc);
        }
    }

    public String id() {
        return id;
    }

    public MediaKind kind() {
        return kind;
    }

    /** As the sender sends it. */
    public RtpParameters rtpParameters() {
        return parameters;
    }

    /** As the router offers it to consumers. */
    RtpParameters consumable() {
        return consumable;
    }

    Transport transport() {
        return transport;
    }

    public boolean paused() {
        return paused;
    }

    public void pause() {
        transport.router().assertOwner();
        if (closed || paused) {
            return;
        }
        paused = true;
        consumers.forEach(Consumer::onProducerPaused);
        listeners.forEach(ProducerListener::onPaused);
    }

    public void resume() {
        transport.router().assertOwner();
        if (closed || !paused) {
            return;
        }
        paused = false;
        consumers.forEach(Consumer::onProducerResumed);
        listeners.forEach(ProducerListener::onResumed);
        if (kind == MediaKind.VIDEO && activeConsumers > 0) {
            requestKeyFrame();
        }
    }

    /**
     * Sends a packet of an in-process sender, with the SSRC, payload type and extension ids of {@link #rtpParameters()}. The
     * packet is on loan: it is free again when this returns, with its contents untouched.
     *
     * @throws IllegalStateException where the producer's transport is not a {@link DirectTransport}
     */
    public void send(RtpPacket packet) {
        transport.router().assertOwner();
        if (!(transport instanceof DirectTransport)) {
            throw new IllegalStateException(
                    "producer %s: only producers of direct transports are sent to".formatted(id));
        }
        if (!closed) {
            transport.countReceived(packet.length());
            receive(packet, System.nanoTime());
        }
    }

    /** The sender's SSRC was not told and has shown itself. */
    void learnSsrc(long ssrc) {
        stream = new ReceivedStream(ssrc, mediaCodec().clockRate(), wantsNack());
    }

    private boolean wantsNack() {
        return kind == MediaKind.VIDEO && mediaCodec().rtcpFeedback().contains(RtcpFeedback.NACK);
    }

    /** The first codec, which tells the clock rate and the feedback. */
    RtpCodecParameters mediaCodec() {
        return parameters.codecs().get(0);
    }

    /** Null until the SSRC is known. */
    ReceivedStream stream() {
        return stream;
    }

    /** Takes a packet of this stream and forwards it. */
    void receive(RtpPacket packet, long nowNanos) {
        int payloadType = payloadTypes.mapped(packet.payloadType());
        if (payloadType < 0) {
            transport.dropped(BadPackets.Kind.RTP, "its payload type is not the producer's");
            return;
        }
        if (stream == null || !stream.onPacket(packet, nowNanos) || paused) {
            return;
        }
        if (packet.payloadLength() == 0) {
            for (Consumer consumer : consumers) {
                consumer.leaveOut(packet); // padding, which probes the sender's own path
            }
            return;
        }
        boolean keyFrame = kind == MediaKind.VIDEO
                && payloadTypes.keyFrames(packet.payloadType()).begins(packet);
        if (keyFrame) {
            keyFrameRequests.onKeyFrame();
        }
        if (levelExtension != HeaderExtensionIds.NONE && !levelSinks.isEmpty()) {
            tellLevel(packet);
        }
        for (Consumer consumer : consumers) {
            consumer.forward(packet, payloadType, keyFrame, nowNanos);
        }
    }

    private void tellLevel(RtpPacket packet) {
        int level = io.patchbay.media.rtp.AudioLevel.read(packet, levelExtension);
        if (level >= 0) {
            for (LevelSink sink : levelSinks) {
                sink.onLevel(
                        this,
                        io.patchbay.media.rtp.AudioLevel.minusDbov(level),
                        io.patchbay.media.rtp.AudioLevel.voice(level));
            }
        }
    }

    void onTick(long nowNanos) {
        if (kind == MediaKind.VIDEO && !closed) {
            if (stream != null && stream.takeGaveUp() && !paused && activeConsumers > 0) {
                requestKeyFrame();
            }
            keyFrameRequests.onTick(nowNanos);
        }
    }

    void requestKeyFrame() {
        if (kind == MediaKind.VIDEO && !closed && !paused) {
            keyFrameRequests.request(System.nanoTime());
        }
    }

    private void askForKeyFrame() {
        if (transport instanceof DirectTransport) {
            listeners.forEach(ProducerListener::onKeyFrameRequested);
        } else if (stream != null && mediaCodec().rtcpFeedback().contains(RtcpFeedback.PLI)) {
            transport.rtcp().sendPli(stream.ssrc());
        } else if (stream != null && mediaCodec().rtcpFeedback().contains(RtcpFeedback.FIR)) {
            transport.rtcp().sendFir(stream.ssrc(), firNumber++);
        }
    }

    /** How many consumers take packets now (neither closed nor paused). */
    public int activeConsumers() {
        return activeConsumers;
    }

    void add(Consumer consumer) {
        consumers.add(consumer);
        consumersChanged();
    }

    void remove(Consumer consumer) {
        consumers.remove(consumer);
        consumersChanged();
    }

    /** A consumer came, left, paused or resumed. */
    void consumersChanged() {
        int active = 0;
        for (Consumer consumer : consumers) {
            active += consumer.paused() ? 0 : 1;
        }
        if (active != activeConsumers && !closed) {
            activeConsumers = active;
            for (ProducerListener listener : listeners) {
                listener.onActiveConsumers(active);
            }
        }
    }

    public void addListener(ProducerListener listener) {
        listeners.add(listener);
    }

    public void removeListener(ProducerListener listener) {
        listeners.remove(listener);
    }

    void addLevelSink(LevelSink sink) {
        levelSinks.add(sink);
    }

    void removeLevelSink(LevelSink sink) {
        levelSinks.remove(sink);
    }

    public boolean closed() {
        return closed;
    }

    /** Ends it and its consumers. Closing twice is allowed. */
    @Override
    public void close() {
        transport.router().assertOwner();
        if (!closed) {
            end();
            listeners.forEach(ProducerListener::onClosed);
        }
    }

    /** Its transport ends. */
    void transportClosed() {
        if (!closed) {
            end();
            listeners.forEach(ProducerListener::onTransportClosed);
            listeners.forEach(ProducerListener::onClosed);
        }
    }

    private void end() {
        closed = true;
        activeConsumers = 0;
        transport.removed(this);
        consumers.forEach(Consumer::producerClosed);
        consumers.clear();
        levelSinks.forEach(sink -> sink.onProducerGone(this));
        levelSinks.clear();
    }

    public ProducerDump dump() {
        return new ProducerDump(id, transport.id(), kind, paused, parameters, consumers.size(), activeConsumers);
    }

    public ProducerStats stats() {
        boolean known = stream != null;
        return new ProducerStats(
                id,
                kind,
                mediaCodec().mimeType(),
                known ? stream.packets() : 0,
                known ? stream.statistics().octets() : 0,
                known ? Math.max(0, stream.statistics().lost()) : 0,
                known ? stream.statistics().jitterMillis() : 0,
                known ? stream.nacked() : 0,
                keyFrameRequests.sent());
    }
}
