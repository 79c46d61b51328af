package io.patchbay.media.audio;

import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.codec.AudioEncoder;
import io.patchbay.media.codec.OpusSettings;
import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.rtp.HeaderExtensionBlock;
import io.patchbay.media.rtp.RtpSink;
import java.util.Arrays;

/**
 * Brings what a phone is to hear into its packets: adds tones, limits, encodes, and cuts into packets of the negotiated length.
 * Silence is sent too, so that address translators between stay open. Belongs to the bridge's loop.
 */
final class PhoneSender implements AutoCloseable {
    private static final int LONGEST_PACKET_MILLIS = 60;

    private final AudioCodecs codecs;
    private final RtpStream stream;
    private final EventSender events;
    private final HeaderExtensionBlock noExtensions = new HeaderExtensionBlock();
    private final Limiter limiter = new Limiter();
    private final Gate gate = new Gate();
    private LegFormat format;
    private SampleRate rate;
    private AudioEncoder encoder;
    private TonePlayer tones;
    private boolean solo; // the tones are keys: nothing else is to be heard beside them
    private short[] frame;
    private PcmQueue pending;
    private short[] packet;

    PhoneSender(long ssrc, LegFormat format, AudioCodecs codecs, RtpSink sink) {
        this.codecs = codecs;
        stream = new RtpStream(ssrc, sink);
        events = new EventSender(stream);
        gate.shut();
        setFormat(format);
    }

    /** Goes on in another format. An encoder of the same codec keeps its state. */
    void setFormat(LegFormat format) {
        boolean sameCodec = this.format != null && this.format.sendCodec() == format.sendCodec();
        this.format = format;
        if (sameCodec) {
            return;
        }
        close();
        TonePlan playing = tones == null ? null : tones.plan();
        rate = SampleRate.of(format.sampleRate());
        tones = new TonePlayer(rate);
        if (playing != null) {
            tones.play(playing);
        }
        frame = new short[rate.frame()];
        pending = new PcmQueue(rate.samples(LONGEST_PACKET_MILLIS + MediaLoop.TICK_MILLIS));
        packet = new short[rate.samples(LONGEST_PACKET_MILLIS)];
    }

    SampleRate rate() {
        return rate;
    }

    void play(TonePlan plan) {
        solo = false;
        tones.play(plan);
    }

    /** Presses keys: as telephone-events where they were negotiated, else, or where {@code asTones}, as tones. */
    void press(DtmfKeys keys, boolean asTones) {
        if (!asTones && format.sendEvents().isPresent()) {
            events.press(keys);
        } else {
            solo = true;
            tones.play(keys.tones());
        }
    }

    /** Sends one tick of {@code mix}, which is this sender's to spoil. */
    void send(int[] mix) {
        int count = rate.frame();
        if (format.sendEvents().isPresent() && events.takesTick()) {
            stream.advance(units(pending.size()));
            pending.clear();
            events.send(format.sendEvents().get(), units(count));
            gate.shut();
            return;
        }
        if (tones.isPlaying()) {
            if (solo) {
                Arrays.fill(mix, 0, count, 0);
            }
            tones.addTo(mix, count);
        }
        limiter.process(mix, count, frame);
        gate.apply(frame, count, true);
        pending.append(frame, count);
        int samples = rate.samples(packetMillis());
        while (pending.size() >= samples) {
            pending.read(packet, samples);
            encode(samples);
        }
    }

    /** Lets one tick pass without a packet: the phone wants to hear nothing. */
    void rest() {
        stream.advance(units(pending.size() + rate.frame()));
        pending.clear();
        stream.rest();
        gate.shut();
    }

    long sent() {
        return stream.sent();
    }

    @Override
    public void close() {
        if (encoder != null) {
            encoder.close();
            encoder = null;
        }
    }

    private void encode(int samples) {
        if (encoder == null) {
            encoder = openEncoder();
        }
        int length = encoder.encode(packet, samples, stream.buffer(), RtpStream.PAYLOAD_AT);
        if (length > 0) {
            stream.send(format.sendPayloadType(), length, noExtensions);
        } else {
            stream.rest();
        }
        stream.advance(units(samples));
    }

    private AudioEncoder openEncoder() {
        if (format.sendCodec() == AudioCodec.OPUS) {
            return codecs.openOpusEncoder(
                    rate.hertz(), OpusSettings.speech(rate.hertz()).withComplexity(0));
        }
        return codecs.openEncoder(format.sendCodec(), rate.hertz());
    }

    /** Opus has no frames of 30 or 50 ms (RFC 6716 §2.1.4). */
    private int packetMillis() {
        int millis = format.packetMillis();
        boolean impossible = format.sendCodec() == AudioCodec.OPUS && (millis == 30 || millis == 50);
        return impossible ? millis - 10 : millis;
    }

    private int units(int samples) {
        return (int) ((long) samples * format.sendCodec().clockRate() / rate.hertz());
    }
}
