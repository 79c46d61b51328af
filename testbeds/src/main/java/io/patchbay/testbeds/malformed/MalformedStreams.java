package io.patchbay.testbeds.malformed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a TCP connection may begin with and should not: framed media, HTTP, WebSockets. */
public final class MalformedStreams {
    private final Random random;

    public MalformedStreams(long seed) {
        random = new Random(seed);
    }

    /** RFC 4571 frames: empty, cut short, longer than told, of rubbish. */
    public List<byte[]> framed() {
        List<byte[]> streams = new ArrayList<>();
        streams.add(new byte[] {0, 0, 0, 0, 0, 0, 0, 0});
        streams.add(new byte[] {(byte) 0xff, (byte) 0xff, 1});
        streams.add(new byte[] {0});
        streams.add("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        for (byte[] packet : new MalformedMedia(random.nextLong()).stun()) {
            ByteBuffer frame = ByteBuffer.allocate(2 + packet.length);
            streams.add(frame.putShort((short) packet.length).put(packet).array());
        }
        return streams;
    }

    /** HTTP requests that are none. */
    public List<byte[]> http() {
        List<String> texts = List.of(
                "\r\n\r\n",
                "GET\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "GET /%zz%00 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /../../../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /rooms/" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\n" + "X: y\r\n".repeat(3_000) + "\r\n",
                "POST /api/v1/calls HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
                "POST /api/v1/calls HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n",
                "POST /api/v1/calls HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
                "GET /control/lobby HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        List<byte[]> streams = new ArrayList<>();
        texts.forEach(text -> streams.add(text.getBytes(StandardCharsets.ISO_8859_1)));
        streams.add(MalformedMedia.randomBytes(random, 500));
        return streams;
    }

    /** Text messages that the control protocol does not know. */
    public List<String> controlMessages() {
        return List.of(
                "",
                "{",
                "null",
                "[]",
                "7",
                "{\"id\":{},\"method\":7}",
                "{\"id\":1}",
                "{\"id\":1,\"method\":\"explode\"}",
                "{\"id\":2,\"method\":\"join\",\"data\":{\"displayName\":[],\"rtpCapabilities\":\"x\"}}",
                "{\"id\":3,\"method\":\"consume\",\"data\":null}",
                "{\"id\":4,\"method\":\"produce\",\"data\":{\"rtpParameters\":{\"codecs\":[{}]}}}",
                "{\"id\":5,\"method\":\"connectWebRtcTransport\",\"data\":{\"transportId\":\"../..\"}}",
                "[".repeat(30_000),
                "{\"a\":".repeat(8_000),
                "{\"id\":6,\"method\":\"" + "x".repeat(50_000) + "\"}");
    }
}
