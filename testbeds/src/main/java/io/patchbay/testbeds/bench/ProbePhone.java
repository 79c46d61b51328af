package io.patchbay.testbeds.bench;

import io.patchbay.testbeds.net.ImpairingRelay;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A caller in PCMU that takes the time of everything, with sockets and a listening thread of its own. It repeats nothing: what is lost fails
 * the call. Its methods are called by one thread.
 */
final class ProbePhone implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int HEADER = 12;
    private static final int AUDIBLE = 1_000; // of 32767
    private static final AtomicLong IDS = new AtomicLong(System.nanoTime());

    private final InetSocketAddress target;
    private final Optional<ImpairingRelay> relay;
    private final DatagramSocket sip;
    private final DatagramSocket rtp;
    private final List<Sound> sounds = new CopyOnWriteArrayList<>();
    private final AtomicLong packets = new AtomicLong(); // that came
    private final long id = IDS.incrementAndGet();
    private final Thread ear;
    private InetSocketAddress media; // where to speak
    private String contact;
    private String to;
    private long answeredNanos;
    private long acknowledgedNanos;
    private int sequence;

    /** A packet that is not silence: when its first audible sample is heard, by {@link System#nanoTime}. */
    private record Sound(long nanos) {}

    /** @param relay that what it says goes through */
    ProbePhone(InetSocketAddress target, Optional<ImpairingRelay> relay) {
        this.target = target;
        this.relay = relay;
        try {
            sip = new DatagramSocket(new InetSocketAddress(target.getAddress(), 0));
            sip.setSoTimeout(PATIENCE_MILLIS);
            rtp = new DatagramSocket(new InetSocketAddress(target.getAddress(), 0));
        } catch (SocketException e) {
            throw new IllegalStateException("a phone has no ports: " + e.getMessage(), e);
        }
        relay.ifPresent(by -> by.leftEnd(new InetSocketAddress(target.getAddress(), rtp.getLocalPort())));
        ear = new Thread(this::listen, "probe-ear");
        ear.setDaemon(true);
        ear.start();
    }

    /** Calls {@code room}; returns the nanoseconds from INVITE to 200. */
    long dial(String room) {
        String uri = "sip:%s@%s:%d".formatted(room, target.getAddress().getHostAddress(), target.getPort());
        long asked = System.nanoTime();
        send(invite(uri));
        String ok = await("1 INVITE");
        answeredNanos = System.nanoTime();
        to = field(ok, "To: (.*)\r");
        contact = field(ok, "Contact: <([^>]*)>");
        send(within("ACK", 1, contact, to) + "Content-Length: 0\r\n\r\n");
        acknowledgedNanos = System.nanoTime();
        InetAddress host = address(field(ok, "c=IN IP[46] (\\S+)"));
        media = new InetSocketAddress(host, Integer.parseInt(field(ok, "m=audio (\\d+)")));
        relay.ifPresent(by -> by.rightEnd(media));
        return answeredNanos - asked;
    }

    /** Nanoseconds from the ACK until something is heard. */
    long awaitFirstSound() {
        return awaitSound(acknowledgedNanos) - acknowledgedNanos;
    }

    /** When the first sound after {@code from} was heard. */
    long awaitSound(long from) {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        LongPredicate after = heard -> heard > from;
        while (System.nanoTime() < end) {
            for (Sound sound : sounds) {
                if (after.test(sound.nanos())) {
                    return sound.nanos();
                }
            }
            LockSupport.parkNanos(500_000);
        }
        throw new IllegalStateException(
                "no sound within %d ms, among %d packets".formatted(PATIENCE_MILLIS, packets.get()));
    }

    /** The next packet: 20 ms of silence, or of a mark. */
    void say(boolean mark) {
        byte[] packet = new byte[HEADER + 160];
        packet[0] = (byte) 0x80;
        packet[2] = (byte) (sequence >> 8);
        packet[3] = (byte) sequence;
        int timestamp = 160 * sequence;
        for (int i = 0; i < 4; i++) {
            packet[4 + i] = (byte) (timestamp >> 24 - 8 * i);
            packet[8 + i] = (byte) (id >> 24 - 8 * i);
        }
        for (int i = 0; i < 160; i++) {
            // a square wave of 1 kHz, loud, from the first sample on; 0xFF is zero
            packet[HEADER + i] = (byte) (!mark ? 0xFF : (i & 4) == 0 ? 0x90 : 0x10);
        }
        sequence++;
        InetSocketAddress by = relay.map(ImpairingRelay::leftAddress).orElse(media);
        try {
            rtp.send(new DatagramPacket(packet, packet.length, by));
        } catch (IOException e) {
            throw new IllegalStateException("cannot speak to %s: %s".formatted(by, e.getMessage()), e);
        }
    }

    void hangUp() {
        send(within("BYE", 2, contact, to) + "Content-Length: 0\r\n\r\n");
        await("2 BYE");
    }

    private void listen() {
        DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
        while (!rtp.isClosed()) {
            packet.setLength(2_048);
            try {
                rtp.receive(packet);
            } catch (IOException e) {
                return; // closed
            }
            long now = System.nanoTime();
            byte[] bytes = packet.getData();
            packets.incrementAndGet();
            boolean audio = packet.getLength() > HEADER && (bytes[1] & 0x7F) == 0;
            for (int i = HEADER; audio && i < packet.getLength(); i++) {
                if (Math.abs(linear(bytes[i])) > AUDIBLE) {
                    sounds.add(new Sound(now + (i - HEADER) * 125_000L));
                    break;
                }
            }
        }
    }

    /** ITU-T G.711 u-law. */
    private static int linear(byte code) {
        int bits = ~code & 0xFF;
        int size = ((bits & 0x0F) << 3) + 0x84 << (bits >> 4 & 7);
        return (bits & 0x80) != 0 ? 0x84 - size : size - 0x84;
    }

    private String await(String cseq) {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        try {
            while (true) {
                packet.setLength(65_536);
                sip.receive(packet);
                String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
                if (!text.contains("CSeq: " + cseq) || text.startsWith("SIP/2.0 1")) {
                    continue;
                }
                if (!text.startsWith("SIP/2.0 200")) {
                    throw new IllegalStateException(
                            cseq + " was answered " + text.lines().findFirst().orElse(""));
                }
                return text;
            }
        } catch (SocketTimeoutException e) {
            throw new IllegalStateException(cseq + " was not answered", e);
        } catch (IOException e) {
            throw new IllegalStateException(cseq + ": " + e.getMessage(), e);
        }
    }

    private String invite(String uri) {
        InetSocketAddress heardAt = relay.map(ImpairingRelay::rightAddress)
                .orElseGet(() -> new InetSocketAddress(target.getAddress(), rtp.getLocalPort()));
        String sdp = "v=0\r\no=probe 1 1 IN IP4 %1$s\r\ns=-\r\nc=IN IP4 %1$s\r\nt=0 0\r\nm=audio %2$d RTP/AVP 0\r\n"
                        .formatted(heardAt.getAddress().getHostAddress(), heardAt.getPort())
                + "a=rtpmap:0 PCMU/8000\r\na=ptime:20\r\n";
        return within("INVITE", 1, uri, "<" + uri + ">") + "Content-Type: application/sdp\r\nContent-Length: "
                + sdp.length() + "\r\n\r\n" + sdp;
    }

    private String within(String method, int cseq, String uri, String toField) {
        String local = target.getAddress().getHostAddress() + ":" + sip.getLocalPort();
        return "%s %s SIP/2.0\r\nVia: SIP/2.0/UDP %s;rport;branch=z9hG4bK%s%d\r\n"
                        .formatted(method, uri, local, method, id)
                + "From: <sip:probe@%s>;tag=p%d\r\nTo: %s\r\nCall-ID: probe-%d\r\n".formatted(local, id, toField, id)
                + "CSeq: %d %s\r\nContact: <sip:probe@%s>\r\nMax-Forwards: 70\r\n".formatted(cseq, method, local);
    }

    private static String field(String message, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(message);
        if (!matcher.find()) {
            throw new IllegalStateException("no %s in:%n%s".formatted(pattern, message));
        }
        return matcher.group(1);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (IOException e) {
            throw new IllegalStateException(literal + " is no address", e);
        }
    }

    private void send(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
        try {
            sip.send(new DatagramPacket(bytes, bytes.length, target));
        } catch (IOException e) {
            throw new IllegalStateException("cannot send to %s: %s".formatted(target, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        sip.close();
        rtp.close();
        try {
            ear.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
