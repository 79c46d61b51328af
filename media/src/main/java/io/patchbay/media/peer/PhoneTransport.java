package io.patchbay.media.peer;

import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.rtp.RtpSink;
import io.patchbay.media.sdp.MediaProtection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets of a phone: tells RTP from RTCP and the phone from strangers, sends back where packets come from. Sockets stay
 * unconnected: that costs no allocation as long as one source sends, and strangers can be counted. Belongs to the media loop.
 */
final class PhoneTransport implements RtpSink, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PhoneTransport.class);
    private static final int MTU = 2_048;

    /** Takes what comes from the phone. Bytes are on loan. */
    interface Receiver {
        /** Whether the phone may send this payload type. */
        boolean knows(int payloadType);

        void onRtp(RtpPacket packet, long nowNanos);

        void onRtcp(byte[] buffer, int length, long nowNanos);

        void onLearned(InetSocketAddress address);
    }

    private final String name;
    private final MediaPorts ports;
    private final Receiver receiver;
    private final RemoteAddress remote = new RemoteAddress();
    private final RtcpAddress remoteRtcp = new RtcpAddress();
    private final ByteBuffer in = ByteBuffer.allocateDirect(MTU);
    private final ByteBuffer out = ByteBuffer.allocateDirect(MTU);
    private final byte[] bytes = new byte[MTU];
    private final RtpPacket packet = new RtpPacket();
    private final PacketProtection protection = new PacketProtection(MTU);
    private boolean mux;

    private long malformed;
    private long strangers;
    private long unknownPayloadTypes;
    private long unauthenticated;
    private long bytesReceived;
    private long packetsSent;
    private long bytesSent;
    private long unsent;

    /** On the loop. */
    PhoneTransport(String name, MediaLoop loop, MediaPorts ports, Receiver receiver) throws IOException {
        this.name = name;
        this.ports = ports;
        this.receiver = receiver;
        loop.register(ports.rtp(), SelectionKey.OP_READ, budget -> read(ports.rtp(), budget));
        loop.register(ports.rtcp(), SelectionKey.OP_READ, budget -> read(ports.rtcp(), budget));
    }

    /**
     * A round of offer and answer is over.
     *
     * @param rtp where the phone says it takes RTP; null where it is no address to send to
     * @param rtcp the same for RTCP
     */
    void announce(InetSocketAddress rtp, InetSocketAddress rtcp, boolean mux) {
        this.mux = mux;
        remote.announce(rtp);
        remoteRtcp.announce(rtp, rtcp);
    }

    /** Belongs to {@link #announce}: how packets of both directions are protected from now on. */
    void protect(MediaProtection agreed) {
        protection.become(agreed);
    }

    /** Sends a packet to the phone, if it is known where. */
    @Override
    public void onRtp(RtpPacket packet) {
        InetSocketAddress target = remote.target();
        if (target == null) {
            return;
        }
        int length = protection.protect(packet.buffer(), packet.offset(), packet.length());
        if (send(ports.rtp(), protection.packet(), protection.offset(), length, target)) {
            packetsSent++;
            bytesSent += packet.length();
        }
    }

    void sendRtcp(byte[] buffer, int length) {
        InetSocketAddress target = mux ? remote.target() : remoteRtcp.target(remote.target());
        if (target != null) {
            int sent = protection.protectControl(buffer, length);
            send(mux ? ports.rtp() : ports.rtcp(), protection.packet(), protection.offset(), sent, target);
        }
    }

    RemoteAddress remote() {
        return remote;
    }

    long malformed() {
        return malformed;
    }

    long strangers() {
        return strangers;
    }

    long unknownPayloadTypes() {
        return unknownPayloadTypes;
    }

    /** Packets that were not protected as agreed on. */
    long unauthenticated() {
        return unauthenticated;
    }

    /** How packets are protected, for a reader. */
    String protection() {
        return protection.toString();
    }

    /** Of RTP of the phone. */
    long bytesReceived() {
        return bytesReceived;
    }

    /** Of RTP. */
    long packetsSent() {
        return packetsSent;
    }

    /** Of RTP. */
    long bytesSent() {
        return bytesSent;
    }

    /** Packets that the system refused to take. */
    long unsent() {
        return unsent;
    }

    @Override
    public void close() {
        protection.close();
        ports.close();
    }

    private void read(DatagramChannel channel, int budget) throws IOException {
        long now = System.nanoTime();
        for (int i = 0; i < budget && channel.isOpen(); i++) {
            in.clear();
            SocketAddress source = channel.receive(in);
            if (source == null) {
                return;
            }
            int length = in.flip().remaining();
            in.get(bytes, 0, length);
            take(channel == ports.rtcp(), (InetSocketAddress) source, length, now);
        }
    }

    private void take(boolean onRtcpPort, InetSocketAddress source, int length, long now) {
        if (RtpPacket.isRtcp(bytes, 0, length)) {
            takeRtcp(onRtcpPort, source, length, now);
        } else if (onRtcpPort || !packet.parse(bytes, 0, length)) {
            malformed++;
        } else if (!receiver.knows(packet.payloadType())) {
            unknownPayloadTypes++;
        } else {
            takeRtp(source, length, now);
        }
    }

    private void takeRtp(InetSocketAddress source, int received, long now) {
        if (remote.isStranger(source)) {
            strangers++;
            return;
        }
        int length = protection.unprotect(bytes, received);
        if (length < 0 || !packet.parse(bytes, 0, length)) {
            unauthenticated++;
            return;
        }
        InetSocketAddress before = remote.isLearned() ? remote.target() : null;
        if (!remote.accepts(source, now)) {
            strangers++;
            return;
        }
        if (before != remote.target()) {
            receiver.onLearned(remote.target());
        }
        bytesReceived += length;
        receiver.onRtp(packet, now);
    }

    private void takeRtcp(boolean onRtcpPort, InetSocketAddress source, int received, long now) {
        if (!remoteRtcp.accepts(source, remote.target(), onRtcpPort)) {
            strangers++;
            return;
        }
        int length = protection.unprotectControl(bytes, received);
        if (length < 0) {
            unauthenticated++;
            return;
        }
        receiver.onRtcp(bytes, length, now);
    }

    private boolean send(DatagramChannel channel, byte[] buffer, int offset, int length, InetSocketAddress target) {
        if (length < 0) {
            unsent++;
            return false;
        }
        out.clear();
        out.put(buffer, offset, length).flip();
        try {
            if (channel.send(out, target) > 0) {
                return true;
            }
        } catch (IOException e) {
            if (unsent == 0) {
                log.warn("{}: cannot send to {}: {}", name, target, e.getMessage());
            }
        }
        unsent++;
        return false;
    }
}
