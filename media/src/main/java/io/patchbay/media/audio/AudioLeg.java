package io.patchbay.media.audio;

import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.rtp.AudioLevel;
import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.rtp.RtpSink;
import java.util.Arrays;

/**
 * A phone in an {@link AudioBridge}: what it sends is decoded, mixed for the other phones and, while somebody listens, encoded
 * for the room; what the others say is mixed, encoded and sent to it. Belongs to the bridge's loop.
 */
public final class AudioLeg implements RtpSink, AutoCloseable {
    private static final long QUIET_NANOS = 1_000_000_000L; // without packets of the phone, none go to the room

    private final AudioBridge bridge;
    private final String name;
    private final AudioReceiver receiver;
    private final MixSource source;
    private final RoomSender toRoom;
    private final PhoneSender toPhone;
    private final LevelMeter meter = new LevelMeter();
    private final Gate gate = new Gate();
    private LegFormat format;
    private boolean muted;
    private boolean apart;
    private TestSound test; // null where it hears the others
    private boolean closed;
    private long lastArrivalNanos;
    private boolean arrived;

    AudioLeg(AudioBridge bridge, AudioLegConfig config, AudioCodecs codecs, RtpSink toPhone, RtpSink toRoom) {
        this.bridge = bridge;
        name = config.name();
        format = config.format();
        SampleRate rate = SampleRate.of(format.sampleRate());
        receiver = new AudioReceiver(rate, codecs, config.dtmf());
        receiver.setFormat(format.receive(), format.telephoneEvents(), rate);
        source = new MixSource(rate);
        this.toRoom = new RoomSender(config.roomStream(), codecs, toRoom);
        this.toPhone = new PhoneSender(config.ssrc(), format, codecs, toPhone);
    }

    /** Takes a packet of the phone: audio, comfort noise or a telephone-event. Others are counted and dropped. */
    @Override
    public void onRtp(RtpPacket packet) {
        onRtp(packet, System.nanoTime());
    }

    /** As {@link #onRtp(RtpPacket)}, of a packet that came at {@code arrivalNanos} of {@link System#nanoTime}. */
    public void onRtp(RtpPacket packet, long arrivalNanos) {
        bridge.assertOwner();
        if (!closed) {
            lastArrivalNanos = arrivalNanos;
            arrived = true;
            receiver.onRtp(packet, arrivalNanos);
        }
    }

    /** Goes on with what a re-offer negotiated: codecs, packet length, direction. */
    public void setFormat(LegFormat format) {
        bridge.assertOwner();
        if (closed) {
            return;
        }
        this.format = format;
        SampleRate rate = SampleRate.of(format.sampleRate());
        receiver.setFormat(format.receive(), format.telephoneEvents(), rate);
        if (rate != source.rate()) {
            source.setRate(rate);
        }
        toPhone.setFormat(format);
    }

    public LegFormat format() {
        return format;
    }

    /** A muted phone is not heard by anyone, and sends nothing to the room. It goes on hearing. */
    public void setMuted(boolean muted) {
        bridge.assertOwner();
        this.muted = muted;
    }

    public boolean isMuted() {
        return muted;
    }

    /** A phone apart from its room neither hears it nor is heard in it; it hears the tones that are played to it, else silence. */
    public void setApart(boolean apart) {
        bridge.assertOwner();
        this.apart = apart;
    }

    /** Whether anybody in the room consumes the phone's stream: it is encoded only then. False at first. */
    public void setConsumed(boolean consumed) {
        bridge.assertOwner();
        if (!closed) {
            toRoom.setConsumed(consumed);
        }
    }

    /** Plays tones to this phone alone, on top of what it hears, in place of tones still playing. */
    public void play(TonePlan plan) {
        bridge.assertOwner();
        toPhone.play(plan);
    }

    /**
     * Presses keys for the phone, or for whatever answers there: as telephone-events, or as tones where it takes none.
     *
     * @param asTones in any case
     */
    public void press(DtmfKeys keys, boolean asTones) {
        bridge.assertOwner();
        toPhone.press(keys, asTones);
    }

    /** The phone hears {@code line} from now on, and not the others: it is to be alone in its bridge. */
    public void setTestLine(TestLine line) {
        bridge.assertOwner();
        test = new TestSound(line);
    }

    /** How loud the phone is: -127 (silence) to 0. Falls slowly, so that five looks a second see every syllable. */
    public int levelDbov() {
        return meter.heldDbov();
    }

    /** Whether what the phone sends sounds like speech rather than background. */
    public boolean isSpeaking() {
        return meter.isSpeech();
    }

    /** Packets of the phone that came too late to be played. */
    public long late() {
        return receiver.late();
    }

    public AudioLegStats statistics() {
        bridge.assertOwner();
        return new AudioLegStats(
                receiver.statistics(),
                receiver.unknownPayloadTypes(),
                receiver.undecodable(),
                receiver.strangers(),
                receiver.keys(),
                toPhone.sent(),
                toRoom.sent(),
                levelDbov());
    }

    /** Leaves the bridge and frees the codecs. Closing twice is allowed. */
    @Override
    public void close() {
        bridge.assertOwner();
        if (closed) {
            return;
        }
        closed = true;
        bridge.remove(this);
        receiver.close();
        toRoom.close();
        toPhone.close();
    }

    @Override
    public String toString() {
        return name;
    }

    /** Decodes what the phone says in tick {@code tick}. */
    void listen(long tick, long nanos) {
        short[] frame = source.frame();
        int count = source.rate().frame();
        if (closed) {
            return; // by what this tick has called so far
        }
        if (format.receiving() || gate.isOpen()) {
            receiver.pull(frame, nanos);
        }
        gate.apply(frame, count, format.receiving() && !muted && !apart);
        int level = -AudioLevel.measure(frame, 0, count);
        meter.frame(level);
        source.filled(tick, level > LevelMeter.SILENCE);
    }

    /** Encodes for the room what {@link #listen} gave, pauses left out (the timestamps go on). */
    void speakToRoom(long nanos) {
        if (closed) {
            return;
        }
        boolean present = arrived && nanos - lastArrivalNanos < QUIET_NANOS;
        // Nobody misses a quiet room's noise: it costs as much as speech to encode, to protect and to send to every
        // browser
        boolean audible = (gate.isOpen() || !source.isSilent()) && !meter.isPause();
        if (present && audible) {
            toRoom.send(source.frame(), source.rate(), meter);
        } else {
            toRoom.rest();
        }
    }

    /**
     * Sends to the phone everything but itself.
     *
     * @param mix at {@link #hearingRate}; null where there is none
     * @param scratch has room for a frame
     */
    void speakToPhone(RateMix mix, int[] scratch) {
        if (closed) {
            return;
        }
        if (mix == null) {
            toPhone.rest();
            return;
        }
        if (apart) {
            Arrays.fill(scratch, 0, toPhone.rate().frame(), 0);
            toPhone.send(scratch);
            return;
        }
        boolean hearsItself = test != null || source.isSilent();
        mix.without(hearsItself ? null : source.at(mix.rate()), scratch);
        if (test != null) {
            test.next(mix.rate(), scratch);
        }
        toPhone.send(scratch);
    }

    /** The last 20 ms of the phone, faded out, so that it does not leave with a click. */
    void fadeOut(long tick, long nanos) {
        boolean audible = gate.isOpen() && format.receiving();
        if (audible) {
            receiver.pull(source.frame(), nanos);
            gate.apply(source.frame(), source.rate().frame(), false);
        }
        source.filled(tick, audible);
    }

    MixSource source() {
        return source;
    }

    /** The rate that the phone hears at; null while it wants to hear nothing. */
    SampleRate hearingRate() {
        return format.sending() ? toPhone.rate() : null;
    }
}
