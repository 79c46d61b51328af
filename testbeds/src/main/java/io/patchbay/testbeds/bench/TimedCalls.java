package io.patchbay.testbeds.bench;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers whose clock is finer than SIPp's millisecond: INVITE at a steady rate, ACK and BYE, and the time from the INVITE's
 * sending to its 200 in nanoseconds. It repeats nothing, so that what is lost shows as a call that failed. One thread
 * sends by the clock, one receives.
 */
final class TimedCalls implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int BUFFER = 4_000_000; // bytes
    private static final String CALL_ID = "Call-ID: timed-";

    private final InetSocketAddress target;
    private final InetSocketAddress media;
    private final int rooms;
    private final long talkNanos;
    private final DatagramSocket socket;
    private final String local;
    private final AtomicLongArray sent; // nanoTime of each call's INVITE
    private final AtomicLongArray latency; // nanoseconds from INVITE to 200; 0 before
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Queue<Bye> byes = new ConcurrentLinkedQueue<>();

    private record Bye(long due, String request) {}

    /**
     * @param calls how many, in all
     * @param talk between ACK and BYE
     */
    TimedCalls(InetSocketAddress target, InetSocketAddress media, int rooms, Duration talk, int calls) {
        this.target = target;
        this.media = media;
        this.rooms = rooms;
        this.talkNanos = talk.toNanos();
        this.sent = new AtomicLongArray(calls);
        this.latency = new AtomicLongArray(calls);
        try {
            socket = new DatagramSocket(new InetSocketAddress(target.getAddress(), 0));
            socket.setReceiveBufferSize(BUFFER);
        } catch (SocketException e) {
            throw new IllegalStateException("cannot open a port for SIP: " + e.getMessage(), e);
        }
        local = target.getAddress().getHostAddress() + ":" + socket.getLocalPort();
        Thread receiver = new Thread(this::receive, "timed-calls");
        receiver.setDaemon(true);
        receiver.start();
    }

    /** Runs them all at this rate and waits for the last. */
    void run(int perSecond) {
        long begin = System.nanoTime();
        long interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
        int next = 0;
        long end = begin + sent.length() * interval + PATIENCE.toNanos() + talkNanos;
        while (ended.get() + refused.get() < sent.length() && System.nanoTime() < end) {
            long now = System.nanoTime();
            long due = next < sent.length() ? begin + next * interval : Long.MAX_VALUE;
            if (due <= now) {
                sent.set(next, System.nanoTime());
                send(invite(next));
                next++;
                continue;
            }
            Bye bye = byes.peek();
            if (bye != null && bye.due <= now) {
                byes.remove();
                send(bye.request);
                continue;
            }
            long wait = Math.min(due, bye == null ? Long.MAX_VALUE : bye.due) - now;
            LockSupport.parkNanos(Math.min(wait, TimeUnit.MILLISECONDS.toNanos(1)));
        }
    }

    /** Milliseconds from INVITE to 200 of every call that was answered. */
    List<Double> answerMillis() {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < latency.length(); i++) {
            if (latency.get(i) > 0) {
                millis.add(latency.get(i) / 1e6);
            }
        }
        return millis;
    }

    /** Calls that were not answered and ended by the book. */
    long failed() {
        return sent.length() - ended.get();
    }

    /** Answers that came again. */
    long retransmissions() {
        return repeated.get();
    }

    private void receive() {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        while (!socket.isClosed()) {
            packet.setLength(65_536);
            try {
                socket.receive(packet);
            } catch (IOException e) {
                return; // closed
            }
            long now = System.nanoTime();
            received(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1), now);
        }
    }

    private void received(String response, long now) {
        int at = response.indexOf(CALL_ID);
        if (at < 0 || !response.startsWith("SIP/2.0 ") || response.startsWith("SIP/2.0 1")) {
            return;
        }
        int call = Integer.parseInt(between(response, CALL_ID, "@", at));
        boolean isAccepted = response.startsWith("SIP/2.0 200");
        if (!response.contains("CSeq: 1 INVITE")) {
            ended.addAndGet(isAccepted ? 1 : 0);
        } else if (!isAccepted) {
            refused.incrementAndGet();
        } else if (latency.compareAndSet(call, 0, now - sent.get(call))) {
            String to = between(response, "\r\nTo: ", "\r\n", 0);
            String contact = between(response, "\r\nContact: <", ">", 0);
            send(within("ACK", 1, call, contact, to));
            byes.add(new Bye(now + talkNanos, within("BYE", 2, call, contact, to)));
        } else {
            repeated.incrementAndGet();
        }
    }

    private static String between(String text, String before, String after, int from) {
        int start = text.indexOf(before, from) + before.length();
        return text.substring(start, text.indexOf(after, start));
    }

    private String invite(int call) {
        String uri = "sip:bench-%d@%s:%d"
                .formatted(1 + call % rooms, target.getAddress().getHostAddress(), target.getPort());
        String sdp = "v=0\r\no=timed 1 1 IN IP4 %1$s\r\ns=-\r\nc=IN IP4 %1$s\r\nt=0 0\r\nm=audio %2$d RTP/AVP 0\r\n"
                        .formatted(media.getAddress().getHostAddress(), media.getPort())
                + "a=rtpmap:0 PCMU/8000\r\na=ptime:20\r\n";
        return head("INVITE", 1, call, uri, "<" + uri + ">") + "Content-Type: application/sdp\r\nContent-Length: "
                + sdp.length() + "\r\n\r\n" + sdp;
    }

    private String within(String method, int cseq, int call, String contact, String to) {
        return head(method, cseq, call, contact, to) + "Content-Length: 0\r\n\r\n";
    }

    private String head(String method, int cseq, int call, String uri, String to) {
        return method + " " + uri + " SIP/2.0\r\nVia: SIP/2.0/UDP " + local + ";rport;branch=z9hG4bK" + method + call
                + "-" + socket.getLocalPort()
                + "\r\nFrom: <sip:timed@" + local + ">;tag=t" + call + "\r\nTo: " + to + "\r\n" + CALL_ID + call + "@"
                + local
                + "\r\nCSeq: " + cseq + " " + method + "\r\nContact: <sip:timed@" + local
                + ">\r\nMax-Forwards: 70\r\n";
    }

    private void send(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, target));
        } catch (IOException e) {
            throw new IllegalStateException("cannot send to %s: %s".formatted(target, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
