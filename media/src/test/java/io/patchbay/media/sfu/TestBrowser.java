package io.patchbay.media.sfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.media.dtls.CertificateFingerprint;
import io.patchbay.media.dtls.DtlsIdentity;
import io.patchbay.media.dtls.DtlsListener;
import io.patchbay.media.dtls.DtlsSession;
import io.patchbay.media.dtls.DtlsSide;
import io.patchbay.media.dtls.HandshakePool;
import io.patchbay.media.ice.Check;
import io.patchbay.media.rtp.HeaderExtensionBlock;
import io.patchbay.media.rtp.RtcpWriter;
import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.srtp.SrtpKeys;
import io.patchbay.media.srtp.SrtpSession;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The media side of a browser, as small as can be: ICE checks, DTLS, SRTP over a real socket. One thread owns its state. */
final class TestBrowser implements AutoCloseable {
    private static final DtlsIdentity IDENTITY = DtlsIdentity.generate(Clock.systemUTC());
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    final WebRtcTransport transport;
    final List<byte[]> rtp = new CopyOnWriteArrayList<>(); // without protection
    final List<byte[]> rtcp = new CopyOnWriteArrayList<>();
    final List<byte[]> raw = new CopyOnWriteArrayList<>(); // media as it was on the wire
    final List<byte[]> stun = new CopyOnWriteArrayList<>();
    volatile String dtlsState = "new";

    private final SfuFixture sfu;
    private final boolean tcp;
    private final HandshakePool pool = new HandshakePool(2);
    private final ExecutorService own = Executors.newSingleThreadExecutor(task -> daemon(task, "test-browser"));
    private final HeaderExtensionBlock block = new HeaderExtensionBlock();
    private Path path;
    private DtlsSession dtls;
    private SrtpSession srtp;

    /** A socket and the thread that reads it. */
    private interface Path extends AutoCloseable {
        void send(byte[] packet, int length) throws IOException;

        @Override
        void close() throws IOException;
    }

    TestBrowser(SfuFixture sfu, WebRtcTransport transport, boolean tcp) {
        this.sfu = sfu;
        this.transport = transport;
        this.tcp = tcp;
        path = open();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private Path open() {
        IceCandidate candidate = transport.iceCandidates().stream()
                .filter(offered -> offered.protocol().equals(tcp ? "tcp" : "udp"))
                .findFirst()
                .orElseThrow();
        try {
            InetSocketAddress to = new InetSocketAddress(InetAddress.getByName(candidate.address()), candidate.port());
            return tcp ? new TcpPath(to) : new UdpPath(to);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The browser's network changed: another socket from now on. */
    void move() {
        Path before = path;
        path = open();
        try {
            before.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    CertificateFingerprint fingerprint() {
        return IDENTITY.fingerprint();
    }

    Check check() {
        IceParameters ice = transport.iceParameters();
        return Check.of(ice.usernameFragment(), ice.password());
    }

    void send(Check check) {
        byte[] bytes = check.bytes();
        send(bytes, bytes.length);
    }

    void send(byte[] packet, int length) {
        try {
            path.send(packet, length);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nominates a path and waits until the SFU has it. */
    void nominate() {
        int before = stun.size();
        send(check().nominating());
        await().atMost(PATIENCE).until(() -> stun.size() > before);
        assertThat(Check.errorCode(stun.get(stun.size() - 1))).isZero();
    }

    void connect() {
        connect(DtlsSide.CLIENT, IDENTITY.fingerprint());
        await().atMost(PATIENCE).until(() -> dtlsState.equals("connected"));
        await().atMost(PATIENCE).until(() -> sfu.on(transport::isConnected));
    }

    /** @param shown the fingerprint that signalling announces for us */
    void connect(DtlsSide side, CertificateFingerprint shown) {
        DtlsParameters ours = new DtlsParameters(
                side == DtlsSide.CLIENT ? DtlsRole.CLIENT : DtlsRole.SERVER,
                List.of(new DtlsFingerprint(shown.algorithm(), shown.value())));
        DtlsFingerprint theirs = transport.dtlsParameters().fingerprints().get(0);
        own.execute(() -> {
            dtls = new DtlsSession(
                    side,
                    IDENTITY,
                    List.of(new CertificateFingerprint(theirs.algorithm(), theirs.value())),
                    pool,
                    PATIENCE,
                    own,
                    new Dtls());
        });
        sfu.run(() -> transport.connect(ours));
        nominate();
        own.execute(dtls()::start);
    }

    private DtlsSession dtls() {
        await().atMost(PATIENCE).until(() -> dtls != null);
        return dtls;
    }

    /** Sends an RTP packet with MID-less header extensions as Chromium does. */
    void sendRtp(long ssrc, int payloadType, int sequence, long timestamp, byte[] payload) {
        own.execute(() -> {
            byte[] packet = new byte[1_500];
            block.clear().add16(SfuFixture.TRANSPORT_SEQUENCE, sequence).add8(SfuFixture.LEVEL, 20);
            int header = block.writeHeader(packet, 0, payloadType, false, sequence, timestamp, ssrc);
            System.arraycopy(payload, 0, packet, header, payload.length);
            send(packet, srtp.protect(packet, 0, header + payload.length));
        });
    }

    void sendAudio(long ssrc, int sequence) {
        sendRtp(ssrc, SfuFixture.OPUS, sequence, 960L * sequence, new byte[] {1, 2, 3, (byte) sequence});
    }

    void sendVideo(long ssrc, int sequence, boolean keyFrame) {
        byte[] payload = {0x10, (byte) (keyFrame ? 0 : 1), 9, (byte) sequence};
        sendRtp(ssrc, SfuFixture.VP8, sequence, 3_000L * sequence, payload);
    }

    void sendRtcp(Consumer<RtcpWriter> contents) {
        own.execute(() -> {
            byte[] packet = new byte[1_500];
            RtcpWriter writer = new RtcpWriter().wrap(packet, 0, 1_200);
            contents.accept(writer);
            send(packet, srtp.protectControl(packet, 0, writer.length()));
        });
    }

    /** Protects and sends whatever is in {@code packet}. */
    void sendProtected(byte[] packet, boolean control) {
        own.execute(() -> {
            byte[] roomy = Arrays.copyOf(packet, packet.length + 64);
            try {
                send(
                        roomy,
                        control ? srtp.protectControl(roomy, 0, packet.length) : srtp.protect(roomy, 0, packet.length));
            } catch (RuntimeException e) {
                send(packet, packet.length); // so malformed that our own SRTP refuses it
            }
        });
    }

    /** Those received with {@code ssrc} so far. */
    List<RtpPacket> received(long ssrc) {
        return rtp.stream()
                .map(bytes -> {
                    RtpPacket packet = new RtpPacket();
                    assertThat(packet.parse(bytes, 0, bytes.length)).isTrue();
                    return packet;
                })
                .filter(packet -> packet.ssrc() == ssrc)
                .toList();
    }

    private void onPacket(byte[] packet, int length) {
        int first = packet[0] & 0xFF;
        if (first <= 3) {
            stun.add(Arrays.copyOf(packet, length));
        } else if (first >= 20 && first <= 63) {
            if (dtls != null) {
                dtls.receive(packet, 0, length);
            }
        } else if (srtp != null) {
            raw.add(Arrays.copyOf(packet, length));
            boolean control = RtpPacket.isRtcp(packet, 0, length);
            int plain = control ? srtp.unprotectControl(packet, 0, length) : srtp.unprotect(packet, 0, length);
            if (plain != SrtpSession.REJECTED) {
                (control ? rtcp : rtp).add(Arrays.copyOf(packet, plain));
            }
        }
    }

    /** Ends DTLS as a page that is closed does. */
    void sayGoodbye() {
        own.execute(dtls::close);
    }

    @Override
    public void close() {
        own.execute(() -> {
            if (dtls != null) {
                dtls.close();
            }
            own.shutdown();
        });
        try {
            path.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        pool.close();
    }

    private final class Dtls implements DtlsListener {
        @Override
        public void onSend(byte[] datagram) {
            send(datagram, datagram.length);
        }

        @Override
        public void onConnecting() {
            dtlsState = "connecting";
        }

        @Override
        public void onConnected(SrtpKeys keys) {
            srtp = new SrtpSession(keys);
            dtlsState = "connected";
        }

        @Override
        public void onFailed(String reason) {
            dtlsState = "failed";
        }

        @Override
        public void onClosedByPeer() {
            dtlsState = "closed";
        }
    }

    private final class UdpPath implements Path {
        private final DatagramSocket socket = new DatagramSocket();

        UdpPath(InetSocketAddress to) throws IOException {
            socket.connect(to);
            daemon(this::read, "test-browser-udp").start();
        }

        private void read() {
            try {
                while (true) {
                    byte[] buffer = new byte[2_048];
                    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                    socket.receive(packet);
                    own.execute(() -> onPacket(buffer, packet.getLength()));
                }
            } catch (IOException | java.util.concurrent.RejectedExecutionException e) {
                // closed
            }
        }

        @Override
        public void send(byte[] packet, int length) throws IOException {
            if (!socket.isClosed()) {
                socket.send(new DatagramPacket(packet, length));
            }
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private final class TcpPath implements Path {
        private final Socket socket;
        private final DataOutputStream out;

        TcpPath(InetSocketAddress to) throws IOException {
            socket = new Socket(to.getAddress(), to.getPort());
            out = new DataOutputStream(socket.getOutputStream());
            daemon(this::read, "test-browser-tcp").start();
        }

        private void read() {
            try {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                while (true) {
                    byte[] packet = new byte[in.readUnsignedShort()];
                    in.readFully(packet);
                    byte[] roomy = Arrays.copyOf(packet, packet.length + 64);
                    own.execute(() -> onPacket(roomy, packet.length));
                }
            } catch (IOException | java.util.concurrent.RejectedExecutionException e) {
                // closed
            }
        }

        @Override
        public void send(byte[] packet, int length) throws IOException {
            if (!socket.isClosed()) {
                byte[] frame = new byte[2 + length];
                frame[0] = (byte) (length >> 8);
                frame[1] = (byte) length;
                System.arraycopy(packet, 0, frame, 2, length);
                out.write(frame);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
