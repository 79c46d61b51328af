package io.patchbay.media.audio;

import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.rtp.RtpPacket;
import java.util.Map;

/**
 * Turns a stream of packets into sound: 20 ms of it, mono, at one rate, at each pull. Chooses the decoder by payload type from
 * packet to packet; makes comfort noise (RFC 3389); splits off telephone-events (RFC 4733), which are never heard, and of phones
 * without them the tones of keys. Belongs to one thread.
 */
final class AudioReceiver implements AutoCloseable {
    private static final int SPLIT_SECOND_MILLIS = 20; // an adjustment of the delay is due beyond this
    private static final int FAR_OFF_MILLIS = 80; // beyond this the delay shrinks even where it may be heard
    private static final int ADJUST_EVERY_TICKS = 4;
    private static final int ADJUST_MILLIS = 14;
    private static final long KEY_TAIL_NANOS = 60_000_000; // the key's own sound in the audio lasts a little longer

    private final DtmfReceiver keys;
    private final DtmfDetector inBand;
    private final boolean keysWanted;
    private boolean listensInBand; // the phone has no other way to send keys
    private final DecoderTable decoders;
    private final int[] eventClockRates = new int[128]; // by payload type; 0 where it is no telephone-event
    private final JitterBuffer buffer = new JitterBuffer(JitterLimits.DEFAULT);
    private final GapFiller gaps = new GapFiller();
    private final Gate keyGate = new Gate();
    private SampleRate rate;
    private PcmQueue queue;
    private TimeScale timeScale;
    private int lastType; // payload type of the last packet decoded
    private boolean skipping;
    private int skippedAhead; // samples of skipped packets whose time has not come
    private int skippedType = -1; // payload type of the last packet skipped
    private int ticksSinceAdjusted;
    private long unknownPayloadTypes;
    private long undecodable;
    private long keyHeardUntil = Long.MIN_VALUE;

    AudioReceiver(SampleRate rate, AudioCodecs codecs, DtmfListener listener) {
        decoders = new DecoderTable(codecs);
        keys = new DtmfReceiver(listener);
        keysWanted = listener != DtmfListener.NONE;
        inBand = new DtmfDetector(rate, listener);
        startRate(rate);
    }

    /** Goes on with other payload types, codecs or rate. Decoders that stay the same keep their state. */
    void setFormat(Map<Integer, AudioCodec> receive, Map<Integer, Integer> telephoneEvents, SampleRate rate) {
        decoders.set(receive, rate);
        listensInBand = keysWanted && telephoneEvents.isEmpty();
        for (int type = 0; type < eventClockRates.length; type++) {
            eventClockRates[type] = telephoneEvents.getOrDefault(type, 0);
        }
        if (decoders.get(lastType) != gaps.decoder()) {
            gaps.use(null);
        }
        if (rate != this.rate) {
            startRate(rate);
        }
    }

    /** Changes the rate alone. The new decoder first hears the last packet again, so that it does not start from nothing. */
    void setRate(SampleRate rate) {
        if (rate == this.rate) {
            return;
        }
        decoders.setRate(rate);
        startRate(rate);
        gaps.use(null);
        if (buffer.hasPlayed()) {
            prime(buffer.payloadType());
        }
    }

    /** Takes a packet; those of unknown payload types are counted and dropped. */
    void onRtp(RtpPacket packet, long arrivalNanos) {
        int type = packet.payloadType();
        if (decoders.get(type) != null) {
            buffer.put(packet, decoders.get(type).codec().clockRate(), arrivalNanos);
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
        if (++ticksSinceAdjusted >= ADJUST_EVERY_TICKS && gaps.isSpeech()) {
            adjust(nowNanos);
        }
        queue.read(out, rate.frame());
        if (listensInBand) {
            inBand.hear(out, rate.frame());
        }
        boolean keyHeard = keys.isDown() || nowNanos < keyHeardUntil || listensInBand && inBand.sounds();
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
        return keys.presses() + inBand.presses();
    }

    /** Packets of SSRCs or sequences that did not become the stream. */
    long strangers() {
        return buffer.strangers();
    }

    /** Packets that came too late to be played. */
    long late() {
        return buffer.late();
    }

    JitterBufferStats statistics() {
        return buffer.statistics(gaps.concealedMillis(rate));
    }

    @Override
    public void close() {
        decoders.close();
    }

    private void startRate(SampleRate rate) {
        if (this.rate != null) {
            gaps.changeRate(this.rate);
        }
        this.rate = rate;
        queue = new PcmQueue(rate.samples(160));
        timeScale = new TimeScale(rate);
        inBand.setRate(rate);
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
                case CONCEAL -> conceal(samples(buffer.concealUnits()), buffer.isRecoverable());
                case PAUSE -> gaps.rest(frame - queue.size(), queue);
                default -> throw new IllegalStateException();
            }
        }
    }

    private void skipPacket() {
        int type = buffer.payloadType();
        PayloadDecoder decoder = decoders.get(type);
        int samples = decoder == null ? 0 : decoder.samples(buffer.payload(), buffer.payloadLength());
        skippedType = decoder == null ? -1 : type;
        buffer.played(units(samples));
        skippedAhead += samples;
    }

    private void stopSkipping() {
        skipping = false;
        gaps.forget();
        if (skippedType >= 0 && buffer.hasPlayed()) {
            prime(skippedType);
        }
        skippedType = -1;
        GapFiller.silence(skippedAhead, queue);
        skippedAhead = 0;
    }

    /** Lets a decoder that has missed what came before hear the last packet, so that it does not start from nothing. */
    private void prime(int type) {
        lastType = type;
        gaps.use(decoders.get(type));
        if (gaps.decoder() != null) {
            gaps.decoder().decode(buffer.payload(), buffer.payloadLength(), queue);
            queue.clear();
        }
    }

    private void play() {
        int type = buffer.payloadType();
        int length = buffer.payloadLength();
        PayloadDecoder decoder = decoders.get(type);
        if (decoder == null) {
            playNoise(type, length);
            return;
        }
        int from = queue.size();
        int samples = length == 0 ? 0 : decoder.decode(buffer.payload(), length, queue);
        if (samples < 0) {
            undecodable++;
            buffer.played(units(rate.frame()));
            conceal(rate.frame(), false);
            return;
        }
        if (gaps.isSilence()) {
            Gate.fadeIn(queue.array(0), from, Math.min(samples, rate.samples(5)));
        }
        buffer.played(units(samples));
        lastType = type;
        gaps.played(decoder, length);
    }

    private void playNoise(int type, int length) {
        if (type == ComfortNoise.PAYLOAD_TYPE) {
            gaps.describe(buffer.payload(), length);
        } // else a re-offer has dropped the codec of a packet still held
        buffer.played(0);
    }

    private void conceal(int samples, boolean recoverable) {
        boolean same = recoverable && decoders.get(buffer.payloadType()) == gaps.decoder();
        gaps.conceal(samples, buffer, same, queue);
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
