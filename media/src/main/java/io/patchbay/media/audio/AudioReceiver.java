package io.patchbay.media.audio;

import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.rtp.RtpPacket;
import java.util.Map;

/**
 * Turns a stream of packets into sound: 20 ms of it, mono, at one rate, at each pull. Chooses the decoder by payload type from
 * packet to packet; makes comfort noise (RFC 3389); splits off telephone-events (RFC 4733), which are never heard. Belongs to one
 * thread.
 */
final class AudioReceiver implements AutoCloseable {
    private static final int SPLIT_SECOND_MILLIS = 20; // an adjustment of the delay is due beyond this
    private static final int FAR_OFF_MILLIS = 80; // beyond this the delay shrinks even where it may be heard
    private static final int ADJUST_EVERY_TICKS = 4;
    private static final int ADJUST_MILLIS = 14;
    private static final int FADE_AFTER = 2; // steps of 20 ms concealed at full volume
    private static final int FADE_STEPS = 3; // then faded out in so many
    private static final int DTX_PAYLOAD =
            2; // bytes: an Opus packet as short as this says that none will follow (RFC 7587 §3.1.3)
    private static final long KEY_TAIL_NANOS = 60_000_000; // the key's own sound in the audio lasts a little longer

    /** What was played last, which says what to play while nothing comes. */
    private enum Last {
        NOTHING,
        SPEECH,
        NOISE,
        DTX
    }

    private final AudioCodecs codecs;
    private final DtmfReceiver keys;
    private final PayloadDecoder[] decoders = new PayloadDecoder[128]; // by payload type
    private final int[] eventClockRates = new int[128]; // by payload type; 0 where it is no telephone-event
    private final JitterBuffer buffer = new JitterBuffer(JitterLimits.DEFAULT);
    private final ComfortNoise noise = new ComfortNoise();
    private final Gate keyGate = new Gate();
    private SampleRate rate;
    private PcmQueue queue;
    private TimeScale timeScale;
    private PayloadDecoder lastDecoder;
    private Last last = Last.NOTHING;
    private int concealedInRow;
    private boolean skipping;
    private int skippedAhead; // samples of skipped packets whose time has not come
    private int skippedType = -1; // payload type of the last packet skipped
    private int ticksSinceAdjusted;
    private long concealedUnits;
    private long unknownPayloadTypes;
    private long undecodable;
    private long keyHeardUntil = Long.MIN_VALUE;

    AudioReceiver(SampleRate rate, AudioCodecs codecs, DtmfListener listener) {
        this.codecs = codecs;
        keys = new DtmfReceiver(listener);
        startRate(rate);
    }

    /** Goes on with other payload types, codecs or rate. Decoders that stay the same keep their state. */
    void setFormat(Map<Integer, AudioCodec> receive, Map<Integer, Integer> telephoneEvents, SampleRate rate) {
        boolean sameRate = rate == this.rate;
        for (int type = 0; type < decoders.length; type++) {
            AudioCodec codec = receive.get(type);
            PayloadDecoder decoder = decoders[type];
            if (decoder != null && (codec != decoder.codec() || !sameRate)) {
                forget(type);
                decoder = null;
            }
            if (codec != null && decoder == null) {
                decoders[type] = new PayloadDecoder(codec, rate, codecs);
            }
            eventClockRates[type] = telephoneEvents.getOrDefault(type, 0);
        }
        if (!sameRate) {
            startRate(rate);
        }
    }

    /** Changes the rate alone. The new decoder first hears the last packet again, so that it does not start from nothing. */
    void setRate(SampleRate rate) {
        if (rate == this.rate) {
            return;
        }
        int playing = lastDecoder != null && buffer.hasPlayed() ? buffer.payloadType() : -1;
        for (int type = 0; type < decoders.length; type++) {
            if (decoders[type] != null) {
                AudioCodec codec = decoders[type].codec();
                forget(type);
                decoders[type] = new PayloadDecoder(codec, rate, codecs);
            }
        }
        startRate(rate);
        if (playing >= 0) {
            prime(playing);
        }
    }

    /** Takes a packet; those of unknown payload types are counted and dropped. */
    void onRtp(RtpPacket packet, long arrivalNanos) {
        int type = packet.payloadType();
        if (decoders[type] != null) {
            buffer.put(packet, decoders[type].codec().clockRate(), arrivalNanos);
        } else if (eventClockRates[type] != 0) {
            onTelephoneEvent(packet, eventClockRates[type], arrivalNanos);
        } else if (type == ComfortNoise.PAYLOAD_TYPE) {
            buffer.put(packet, ComfortNoise.CLOCK_RATE, arrivalNanos);
        } else {
            unknownPayloadTypes++;
        }
    }

    /**
     * Gives the next 20 ms.
     *
     * @param nowNanos when the first of them is to be heard
     */
    void pull(short[] out, long nowNanos) {
        if (skipping) {
            stopSkipping();
        }
        keys.onTick(nowNanos);
        fill(nowNanos);
        if (++ticksSinceAdjusted >= ADJUST_EVERY_TICKS && last == Last.SPEECH) {
            adjust(nowNanos);
        }
        queue.read(out, rate.frame());
        boolean keyHeard = keys.isDown() || nowNanos < keyHeardUntil;
        keyGate.apply(out, rate.frame(), !keyHeard);
    }

    /**
     * Lets the next 20 ms pass undecoded, in place of {@link #pull}: for a stream that nobody is to hear at the moment. The pull
     * after it begins softly.
     */
    void skip(long nowNanos) {
        skipping = true;
        queue.clear();
        int frame = rate.frame();
        while (skippedAhead < frame) {
            switch (buffer.next(nowNanos + DelayEstimator.nanos(units(skippedAhead)))) {
                case PACKET -> skipPacket();
                case CONCEAL -> skippedAhead += samples(buffer.concealUnits());
                case PAUSE -> skippedAhead = frame;
                default -> throw new IllegalStateException();
            }
        }
        skippedAhead -= frame;
    }

    /** Of the samples pulled. */
    SampleRate rate() {
        return rate;
    }

    long unknownPayloadTypes() {
        return unknownPayloadTypes;
    }

    long undecodable() {
        return undecodable;
    }

    long keys() {
        return keys.presses();
    }

    /** Packets of SSRCs or sequences that did not become the stream. */
    long strangers() {
        return buffer.strangers();
    }

    JitterBufferStats statistics() {
        return buffer.statistics(concealedUnits / StreamTimeline.UNITS_PER_MILLI);
    }

    @Override
    public void close() {
        for (int type = 0; type < decoders.length; type++) {
            forget(type);
        }
    }

    private void startRate(SampleRate rate) {
        this.rate = rate;
        queue = new PcmQueue(rate.samples(160));
        timeScale = new TimeScale(rate);
    }

    private void forget(int type) {
        PayloadDecoder decoder = decoders[type];
        if (decoder != null) {
            decoders[type] = null;
            decoder.close();
            if (decoder == lastDecoder) {
                lastDecoder = null;
                last = Last.NOTHING;
            }
        }
    }

    private void onTelephoneEvent(RtpPacket packet, int clockRate, long arrivalNanos) {
        buffer.skip(packet);
        keys.onPacket(
                packet.buffer(),
                packet.payloadOffset(),
                packet.payloadLength(),
                packet.timestamp(),
                packet.marker(),
                clockRate,
                arrivalNanos);
        keyHeardUntil = arrivalNanos + buffer.delayMillis() * 1_000_000L + KEY_TAIL_NANOS;
    }

    private void fill(long nowNanos) {
        int frame = rate.frame();
        while (queue.size() < frame) {
            switch (buffer.next(nowNanos + DelayEstimator.nanos(units(queue.size())))) {
                case PACKET -> play();
                case CONCEAL -> conceal(samples(buffer.concealUnits()));
                case PAUSE -> rest(frame - queue.size());
                default -> throw new IllegalStateException();
            }
        }
    }

    private void skipPacket() {
        int type = buffer.payloadType();
        PayloadDecoder decoder = decoders[type];
        int samples = decoder == null ? 0 : decoder.samples(buffer.payload(), buffer.payloadLength());
        skippedType = decoder == null ? -1 : type;
        buffer.played(units(samples));
        skippedAhead += samples;
    }

    private void stopSkipping() {
        skipping = false;
        last = Last.NOTHING;
        if (skippedType >= 0 && decoders[skippedType] != null && buffer.hasPlayed()) {
            prime(skippedType);
        }
        skippedType = -1;
        silence(skippedAhead);
        skippedAhead = 0;
    }

    /** Lets a decoder that has missed what came before hear the last packet, so that it does not start from nothing. */
    private void prime(int type) {
        lastDecoder = decoders[type];
        lastDecoder.decode(buffer.payload(), buffer.payloadLength(), queue);
        queue.clear();
    }

    private void play() {
        int type = buffer.payloadType();
        int length = buffer.payloadLength();
        PayloadDecoder decoder = decoders[type];
        if (decoder == null) {
            playNoise(type, length);
            return;
        }
        int from = queue.size();
        int samples = length == 0 ? 0 : decoder.decode(buffer.payload(), length, queue);
        if (samples < 0) {
            undecodable++;
            buffer.played(units(rate.frame()));
            conceal(rate.frame());
            return;
        }
        if (last == Last.NOTHING) {
            Gate.fadeIn(queue.array(0), from, Math.min(samples, rate.samples(5)));
        }
        buffer.played(units(samples));
        concealedInRow = 0;
        lastDecoder = decoder;
        boolean dtx = decoder.codec() == AudioCodec.OPUS && length <= DTX_PAYLOAD;
        last = dtx ? Last.DTX : Last.SPEECH;
    }

    private void playNoise(int type, int length) {
        if (type == ComfortNoise.PAYLOAD_TYPE) {
            noise.describe(buffer.payload(), length);
            last = Last.NOISE;
        } // else a re-offer has dropped the codec of a packet still held
        buffer.played(0);
    }

    private void conceal(int samples) {
        if (last != Last.SPEECH || lastDecoder == null) {
            rest(samples);
            return;
        }
        int from = queue.size();
        int made = 0;
        if (buffer.isRecoverable() && decoders[buffer.payloadType()] == lastDecoder) {
            made = lastDecoder.recover(buffer.payload(), buffer.payloadLength(), samples, queue);
        } else if (concealedInRow < FADE_AFTER + FADE_STEPS) {
            made = lastDecoder.conceal(samples, queue);
        }
        concealedUnits += units(samples);
        if (concealedInRow >= FADE_AFTER) {
            int step = concealedInRow - FADE_AFTER;
            Gate.ramp(queue.array(0), from, made, 1 - (float) step / FADE_STEPS, 1 - (step + 1f) / FADE_STEPS);
        }
        concealedInRow++;
        if (made < samples) {
            silence(samples - made);
        }
    }

    /** What is heard while the sender pauses. */
    private void rest(int samples) {
        if (last == Last.NOISE) {
            noise.fill(queue.array(samples), queue.size(), samples);
            queue.grow(samples);
            return;
        }
        last = Last.NOTHING;
        silence(samples);
    }

    private void silence(int samples) {
        java.util.Arrays.fill(queue.array(samples), queue.size(), queue.size() + samples, (short) 0);
        queue.grow(samples);
    }

    private void adjust(long nowNanos) {
        double surplus = buffer.surplusMillis(nowNanos, units(queue.size()));
        if (surplus > SPLIT_SECOND_MILLIS + ADJUST_MILLIS / 2.0) {
            int most = rate.samples(Math.min(ADJUST_MILLIS, (int) (surplus - SPLIT_SECOND_MILLIS / 2)));
            if (timeScale.shorten(queue, most, surplus > FAR_OFF_MILLIS) > 0) {
                ticksSinceAdjusted = 0;
                fill(nowNanos);
            }
        } else if (surplus < -SPLIT_SECOND_MILLIS / 2.0) {
            if (timeScale.lengthen(queue, rate.samples(ADJUST_MILLIS)) > 0) {
                ticksSinceAdjusted = 0;
            }
        }
    }

    private int samples(long units) {
        return (int) (units * rate.hertz() / StreamTimeline.UNITS_PER_SECOND);
    }

    private long units(int samples) {
        return (long) samples * (StreamTimeline.UNITS_PER_SECOND / rate.hertz());
    }
}
