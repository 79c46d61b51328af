package io.patchbay.testbeds.phone;

import io.patchbay.testbeds.audio.Spectrum;
import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.net.ImpairingRelay;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * The audio of one call: says the phone's tone and keeps what comes. Sending belongs to the media thread; the public
 * methods may be called from any thread.
 */
public final class PhoneAudio implements AutoCloseable {
    private static final int TIMESTAMP_AT = 4; // in an RTP packet without extensions
    private static final int EVENT_AT = 12;
    private static final int EVENT_LENGTH = 16;
    private static final long REPORT_EVERY = 1_000_000_000L;
    private static final long KEY_EVERY = 80_000_000L;
    private static final String KEYS = "0123456789*#ABCD"; // RFC 4733 §3.2

    private final MediaThread thread;
    private final PhoneSettings settings;
    private final RtpPorts ports;
    private final InetSocketAddress advertised;
    private final HeardKeys heardKeys = new HeardKeys();
    private final Reception reception = new Reception();
    private final MediaThread.Sender turn = this::send;
    private volatile Optional<Tone> tone;
    private volatile SessionDescription remote;
    private volatile Map<Integer, PhoneCodec> expected;
    private volatile RtpSender sender; // written on the media thread
    private volatile InetSocketAddress lastSource;
    private volatile boolean sending;
    private final Queue<Character> keys = new ArrayDeque<>(); // to be pressed; the media thread's
    private long lastKey;
    private long lastReport;
    private boolean added;

    PhoneAudio(Phones phones, PhoneSettings settings) {
        this.thread = phones.mediaThread();
        this.settings = settings;
        this.tone = settings.tone();
        this.ports = RtpPorts.open(phones.host());
        InetSocketAddress own = new InetSocketAddress(phones.host().address(), ports.port());
        this.advertised = settings.relay().map(ImpairingRelay::rightAddress).orElse(own);
        settings.relay().ifPresent(relay -> relay.leftEnd(own));
        this.expected = Map.of();
        thread.execute(() -> {
            thread.register(ports.rtp(), this::received);
            thread.register(ports.rtcp(), (packet, source, now) -> reception.countRtcp());
        });
    }

    /** Where the other side is told to send. */
    InetSocketAddress advertised() {
        return advertised;
    }

    /** Payload types that may come, from the own description. */
    void expect(Map<Integer, PhoneCodec> types) {
        expected = Map.copyOf(types);
    }

    /** Goes by the other side's description from now on. */
    void apply(SessionDescription description, boolean sends) {
        remote = description;
        settings.relay().ifPresent(relay -> relay.rightEnd(description.audioAddress()));
        thread.execute(() -> {
            sending = sends && description.receives() && !description.codecs().isEmpty();
            if (sending) {
                Map.Entry<Integer, PhoneCodec> chosen =
                        description.codecs().entrySet().iterator().next();
                useSender(chosen.getValue(), chosen.getKey());
            }
        });
    }

    private void useSender(PhoneCodec codec, int payloadType) {
        if (sender != null && sender.codec() == codec && sender.payloadType() == payloadType) {
            return;
        }
        if (sender != null) {
            sender.close();
        }
        sender = new RtpSender(codec, payloadType, settings.packetTime().toNanos());
        if (!added) {
            added = true;
            thread.add(turn);
        }
    }

    private void send(long now) {
        if (sending && !keys.isEmpty() && now - lastKey > KEY_EVERY) {
            lastKey = now;
            sender.press(KEYS.indexOf(keys.remove()), remote.telephoneEvent())
                    .forEach(packet -> transmit(ports.rtp(), packet, 0));
        }
        while (sending && sender.due(now)) {
            transmit(ports.rtp(), sender.next(tone), 0);
        }
        if (sending && now - lastReport > REPORT_EVERY) {
            lastReport = now;
            transmit(ports.rtcp(), sender.senderReport(settings.user(), System.currentTimeMillis()), 1);
        }
    }

    private void transmit(DatagramChannel channel, ByteBuffer packet, int portOffset) {
        InetSocketAddress target = remote.audioAddress();
        if (settings.relay().isPresent()) {
            if (portOffset != 0) {
                return; // the relay carries RTP only
            }
            target = settings.relay().get().leftAddress();
        }
        try {
            channel.send(packet, new InetSocketAddress(target.getAddress(), target.getPort() + portOffset));
        } catch (IOException e) {
            sending = false; // closed, or the network is gone
        }
    }

    private void received(ByteBuffer packet, InetSocketAddress source, long now) {
        lastSource = source;
        // RFC 5761 §4: RTCP types on the RTP port
        if (packet.remaining() > 1 && (packet.get(1) & 0xff) >= 192 && (packet.get(1) & 0xff) <= 223) {
            reception.countRtcp();
            return;
        }
        SessionDescription agreed = remote;
        if (agreed != null && packet.remaining() >= EVENT_LENGTH && (packet.get(1) & 0x7f) == agreed.telephoneEvent()) {
            heardKeys.add(packet.getInt(TIMESTAMP_AT), packet.get(EVENT_AT));
        }
        PhoneCodec codec = packet.remaining() > 1 ? expected.get(packet.get(1) & 0x7f) : null;
        int duration = codec == null ? 160 : codec.clockRate() / 50;
        reception.accept(packet, now, duration);
    }

    /** The keys that the far side pressed, as telephone-events (RFC 4733), each once. */
    public String heardKeys() {
        return heardKeys.text();
    }

    /** Presses keys one after the other, as telephone-events (RFC 4733); at once where the phone is not sending yet. */
    public void press(String pressed) {
        thread.execute(() -> pressed.chars().forEach(key -> keys.add((char) key)));
    }

    /** Changes what the phone says. */
    public void say(Tone other) {
        tone = Optional.of(other);
    }

    /** Says nothing more, but goes on sending. */
    public void fallSilent() {
        tone = Optional.empty();
    }

    /** Stops or goes on sending packets, as a pulled cable does. */
    public void setSending(boolean on) {
        thread.execute(() -> sending = on && sender != null);
    }

    /** Sends packets of the test's own making from the phone's own port, once. */
    public void sendRaw(List<byte[]> packets) {
        thread.execute(() -> packets.forEach(packet -> transmit(ports.rtp(), ByteBuffer.wrap(packet), 0)));
    }

    /** What was heard in the last {@code window}, up to 20 s. */
    public Spectrum heard(Duration window) {
        return Listening.spectrum(reception.last(window.plus(Listening.RUN_UP)), expected, window);
    }

    /**
     * Waits until what was heard in the last {@code window} is as wanted.
     *
     * @throws AssertionError where it is not so in time
     */
    public Spectrum awaitHeard(Predicate<Spectrum> wanted, String description, Duration window, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            Spectrum heard = heard(window);
            if (wanted.test(heard)) {
                return heard;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("phone %s: not heard within %s: %s; level %.1f dB; %s"
                        .formatted(settings.user(), deadline, description, heard.totalLevel(), report()));
            }
            reception.awaitMore(10, Duration.ofMillis(300));
        }
    }

    public ReceptionReport report() {
        return reception.report();
    }

    /** Where the last packet came from. */
    public Optional<InetSocketAddress> lastSource() {
        return Optional.ofNullable(lastSource);
    }

    /** Packets sent so far with the codec in use. */
    public long packetsSent() {
        RtpSender now = sender;
        return now == null ? 0 : now.packets();
    }

    /** The codec that the phone speaks, by the other side's description. */
    public Optional<PhoneCodec> codec() {
        SessionDescription now = remote;
        return now == null ? Optional.empty() : now.codecs().values().stream().findFirst();
    }

    public Optional<SessionDescription> remote() {
        return Optional.ofNullable(remote);
    }

    @Override
    public void close() {
        thread.execute(() -> {
            sending = false;
            thread.remove(turn);
            if (sender != null) {
                sender.close();
                sender = null;
            }
            ports.close();
        });
    }
}
