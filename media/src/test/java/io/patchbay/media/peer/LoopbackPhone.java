package io.patchbay.media.peer;

import io.patchbay.media.audio.Tones;
import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.codec.AudioDecoder;
import io.patchbay.media.codec.AudioEncoder;
import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.srtp.SrtpKeys;
import io.patchbay.media.srtp.SrtpSession;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** A phone on loopback: says a tone in real time from one socket, and keeps what comes back to it. */
final class LoopbackPhone implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    final DatagramSocket rtp;
    final DatagramSocket rtcp;
    final List<byte[]> packets = new CopyOnWriteArrayList<>();
    final List<byte[]> reports = new CopyOnWriteArrayList<>();
    private final AudioCodecs codecs = new AudioCodecs();
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final Thread reader;
    private final Thread reportReader;
    private Thread speaker;
    private volatile boolean speaking;
    private volatile SrtpKeys keys; // null while packets are not protected
    private SrtpSession hearing; // guarded by this
    private SrtpSession saying; // the speaker's

    LoopbackPhone() throws IOException {
        rtp = new DatagramSocket(0, LOOPBACK);
        rtcp = new DatagramSocket(0, LOOPBACK);
        reader = start("phone rtp", () -> read(rtp, packets));
        reportReader = start("phone rtcp", () -> read(rtcp, reports));
    }

    int port() {
        return rtp.getLocalPort();
    }

    /** Its offer: these payload types (an rtpmap each), at the address given. */
    String offer(String host, int port, String formats, String... lines) {
        return "v=0\r\no=phone 1 1 IN IP4 " + host + "\r\ns=-\r\nc=IN IP4 " + host + "\r\nt=0 0\r\nm=audio " + port
                + " RTP/AVP " + formats + "\r\n"
                + String.join(
                        "", Arrays.stream(lines).map(l -> "a=" + l + "\r\n").toList());
    }

    String offer(String formats, String... lines) {
        String[] more = Arrays.copyOf(lines, lines.length + 1);
        more[lines.length] = "rtcp:" + rtcp.getLocalPort();
        return offer("127.0.0.1", port(), formats, more);
    }

    /** Says a tone to {@code toPort} until told otherwise. */
    void speak(int toPort, AudioCodec codec, int payloadType, double hertz) {
        hush();
        speaking = true;
        speaker = start("phone speaker", () -> say(toPort, codec, payloadType, hertz));
    }

    /** From now on packets of both directions are SRTP. */
    void protect(SrtpKeys keys) {
        hush();
        this.keys = keys;
    }

    void hush() {
        speaking = false;
        if (speaker != null) {
            join(speaker);
            speaker = null;
        }
    }

    void send(int toPort, byte[] bytes) throws IOException {
        rtp.send(new DatagramPacket(bytes, bytes.length, LOOPBACK, toPort));
    }

    void sendRtcp(int toPort, byte[] bytes) throws IOException {
        rtcp.send(new DatagramPacket(bytes, bytes.length, LOOPBACK, toPort));
    }

    /** Level of a tone in the last {@code count} packets that came. */
    double hears(AudioCodec codec, double hertz, int count) {
        List<byte[]> last = List.copyOf(packets);
        if (last.size() < count + 5) {
            return -127;
        }
        short[] pcm = {};
        try (AudioDecoder decoder = codecs.openDecoder(codec, codec.sampleRate())) {
            short[] scratch = new short[codec.sampleRate() / 1000 * 120];
            for (byte[] bytes : last.subList(last.size() - count, last.size())) {
                RtpPacket packet = new RtpPacket();
                if (packet.parse(bytes, 0, bytes.length)) {
                    int samples = decoder.decode(bytes, packet.payloadOffset(), packet.payloadLength(), scratch);
                    int at = pcm.length;
                    pcm = Arrays.copyOf(pcm, at + samples);
                    System.arraycopy(scratch, 0, pcm, at, samples);
                }
            }
        }
        return Tones.dbov(pcm, 0, pcm.length, hertz, codec.sampleRate());
    }

    @Override
    public void close() {
        open.set(false);
        hush();
        rtp.close();
        rtcp.close();
        join(reader);
        join(reportReader);
    }

    private void say(int toPort, AudioCodec codec, int payloadType, double hertz) {
        int count = codec.sampleRate() / 50;
        byte[] bytes = new byte[1_500];
        try (AudioEncoder encoder = codecs.openEncoder(codec, codec.sampleRate())) {
            long due = System.nanoTime();
            for (int n = 0; speaking; n++) {
                short[] pcm = Tones.sine(hertz, codec.sampleRate(), -20, (long) n * count, count);
                int length = encoder.encode(pcm, count, bytes, 12);
                RtpPacket.writeHeader(bytes, 0, payloadType, n == 0, n, (long) n * codec.clockRate() / 50, 0x77);
                send(toPort, protectedBytes(bytes, 12 + length));
                due += 20_000_000;
                java.util.concurrent.locks.LockSupport.parkNanos(due - System.nanoTime());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] protectedBytes(byte[] bytes, int length) {
        if (keys == null) {
            return Arrays.copyOf(bytes, length);
        }
        if (saying == null) {
            saying = new SrtpSession(keys);
        }
        saying.rekey(keys);
        return Arrays.copyOf(bytes, saying.protect(bytes, 0, length));
    }

    /** Null for a packet that is not protected as it should. */
    private synchronized byte[] plain(byte[] bytes, int length) {
        if (keys == null) {
            return Arrays.copyOf(bytes, length);
        }
        if (hearing == null) {
            hearing = new SrtpSession(keys);
        }
        hearing.rekey(keys);
        int plain = RtpPacket.isRtcp(bytes, 0, length)
                ? hearing.unprotectControl(bytes, 0, length)
                : hearing.unprotect(bytes, 0, length);
        return plain < 0 ? null : Arrays.copyOf(bytes, plain);
    }

    private void read(DatagramSocket socket, List<byte[]> into) {
        byte[] bytes = new byte[2_000];
        while (open.get()) {
            DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
            try {
                socket.receive(packet);
                byte[] plain = plain(bytes, packet.getLength());
                if (plain != null) {
                    into.add(plain);
                }
            } catch (SocketTimeoutException e) {
                // look whether it is still open
            } catch (SocketException e) {
                return; // closed
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(LOOPBACK, port());
    }

    private static Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void join(Thread thread) {
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
