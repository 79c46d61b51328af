package io.patchbay.testbeds.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testbeds.net.Sockets;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A browser that only listens: joins a room, consumes all its producers over one WebRTC transport, keeps ICE's consent fresh, counts the
 * packets of each stream, and keeps one stream to be listened to. It decrypts nothing while it runs. Joining blocks; then it belongs to the loop.
 */
final class RoomListener implements LoadLeg, AutoCloseable {
    private static final int CONSENT_TURNS = 250; // 5 s: RFC 7675 §5.1
    private static final int CLOCK_RATE = 48_000;
    private static final int RTP_HEADER = 12;
    private static final int CHECKS = 20;
    private static final int BURST = 256;
    private static final int CHECK_MILLIS = 250;

    private final DatagramChannel channel;
    private final ControlClient control;
    private final Map<Integer, StreamTally> streams = new HashMap<>(); // by SSRC
    private final Map<Integer, String> voices = new HashMap<>(); // by SSRC: the participant's name
    private StunCheck check;
    private ProtectedEar ear;
    private int turn;
    private long sent;
    private boolean fresh = true;

    private RoomListener(InetAddress address, ControlClient control) {
        channel = Sockets.datagrams(address);
        this.control = control;
    }

    /** Joins a room where the phones already are. */
    static RoomListener join(HttpClient client, DtlsClient dtls, InetSocketAddress http, String room) {
        RoomListener listener = new RoomListener(http.getAddress(), new ControlClient(client, http, room));
        listener.enter(dtls);
        return listener;
    }

    private void enter(DtlsClient dtls) {
        JsonNode capabilities = control.request("hello", Map.of()).path("routerRtpCapabilities");
        JsonNode joined = control.request("join", Map.of("displayName", "listener", "rtpCapabilities", capabilities));
        JsonNode transport = control.request("createWebRtcTransport", Map.of("direction", "recv"));
        String id = transport.path("id").asText();
        Map<String, Object> fingerprint = Map.of("algorithm", "sha-256", "value", dtls.fingerprint());
        control.request(
                "connectWebRtcTransport",
                Map.of(
                        "transportId",
                        id,
                        "dtlsParameters",
                        Map.of("role", "client", "fingerprints", List.of(fingerprint))));
        byte[] keys = connect(transport, dtls);
        for (JsonNode participant : joined.path("participants")) {
            for (JsonNode producer : participant.path("producers")) {
                consume(
                        id,
                        producer.path("id").asText(),
                        participant.path("displayName").asText());
            }
        }
        ear = new ProtectedEar(keys);
    }

    private void consume(String transport, String producer, String name) {
        JsonNode consumer = control.request("consume", Map.of("transportId", transport, "producerId", producer));
        int ssrc = (int) consumer.path("rtpParameters")
                .path("encodings")
                .path(0)
                .path("ssrc")
                .asLong();
        streams.put(ssrc, new StreamTally(CLOCK_RATE));
        voices.put(ssrc, name);
        control.request(
                "resumeConsumer", Map.of("consumerId", consumer.path("id").asText()));
    }

    private byte[] connect(JsonNode transport, DtlsClient dtls) {
        JsonNode ice = transport.path("iceParameters");
        String ufrag = Long.toString(ThreadLocalRandom.current().nextLong(1L << 32, 1L << 40), 36);
        check = new StunCheck(
                ufrag,
                ice.path("usernameFragment").asText(),
                ice.path("password").asText());
        try {
            channel.connect(candidate(transport));
            DatagramSocket socket = channel.socket();
            awaitSuccess(socket);
            return dtls.handshake(new BlockingDatagrams(socket));
        } catch (IOException e) {
            throw new IllegalStateException("a browser cannot connect to " + transport.path("iceCandidates"), e);
        }
    }

    private static InetSocketAddress candidate(JsonNode transport) {
        for (JsonNode candidate : transport.path("iceCandidates")) {
            if (candidate.path("protocol").asText().equals("udp")) {
                String address =
                        candidate.path("address").asText(candidate.path("ip").asText());
                return new InetSocketAddress(address, candidate.path("port").asInt());
            }
        }
        throw new IllegalStateException("no UDP candidate in " + transport);
    }

    private void awaitSuccess(DatagramSocket socket) throws IOException {
        byte[] buffer = new byte[1_500];
        socket.setSoTimeout(CHECK_MILLIS);
        for (int i = 0; i < CHECKS; i++) {
            ByteBuffer request = check.request();
            socket.send(new DatagramPacket(request.array(), request.limit()));
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                if (StunCheck.isSuccess(buffer, packet.getLength())) {
                    return;
                }
            } catch (SocketTimeoutException e) {
                continue;
            }
        }
        throw new IOException("no answer to ICE's checks");
    }

    /** Streams by what their participants are called. */
    Map<Integer, String> voices() {
        return voices;
    }

    /** Keeps one of its streams from now on. On the loop. */
    void listen(int ssrc) {
        ear.listen(ssrc);
    }

    ProtectedEar ear() {
        return ear;
    }

    long sent() {
        return sent;
    }

    long received() {
        return streams.values().stream().mapToLong(StreamTally::received).sum();
    }

    long lost() {
        return streams.values().stream().mapToLong(StreamTally::lost).sum();
    }

    @Override
    public DatagramChannel channel() {
        return channel;
    }

    @Override
    public void send() {
        if (fresh || ++turn >= CONSENT_TURNS) {
            turn = fresh ? Math.floorMod(hashCode(), CONSENT_TURNS) : 0;
            fresh = false;
            try {
                channel.write(check.request());
                sent++;
            } catch (PortUnreachableException e) {
                return; // the appliance has gone
            } catch (IOException e) {
                throw new IllegalStateException("cannot send a check", e);
            }
        }
    }

    @Override
    public void receive(ByteBuffer in, long now) throws IOException {
        for (int i = 0; i < BURST; i++) { // all voices of a room come at once
            in.clear();
            int length = channel.read(in);
            if (length <= 0) {
                return;
            }
            take(in, length, now);
        }
    }

    private void take(ByteBuffer in, int length, long now) {
        boolean isRtp = length > RTP_HEADER && (in.get(0) & 0xC0) == 0x80 && !isRtcp(in.get(1));
        StreamTally stream = isRtp ? streams.get(in.getInt(8)) : null;
        if (stream != null) {
            stream.packet(in.getShort(2) & 0xFFFF, in.getInt(4), now);
            ear.packet(in, length);
        }
    }

    /** RFC 5761 §4. */
    private static boolean isRtcp(byte second) {
        int type = second & 0x7F;
        return type >= 64 && type <= 95;
    }

    @Override
    public void reset() {
        streams.values().forEach(StreamTally::reset);
        sent = 0;
    }

    @Override
    public void close() {
        control.close();
    }
}
