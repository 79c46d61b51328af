package io.patchbay.media.audio;

import io.patchbay.media.rtp.SequenceNumbers;

/**
 * Lays the packets of a stream on one line that never jumps: an index that counts packets and a time in units of 1/48000 s. A
 * stream that begins anew (other SSRC, restarted sequence numbers, jumping timestamps, other clock rate) is spliced on behind what
 * came before. Belongs to one thread.
 */
final class StreamTimeline {
    static final int UNITS_PER_SECOND = 48_000;
    static final int UNITS_PER_MILLI = UNITS_PER_SECOND / 1_000;

    private static final int MAX_DROPOUT = 3_000; // packets (RFC 3550 §A.1)
    private static final int MAX_MISORDER = 100;
    private static final double MAX_STRAY_MILLIS = 1_000; // a timestamp further off than this is of another beginning
    private static final double MAX_SPURT_STRAY_MILLIS = 100; // the same, where a marker says that a talk spurt begins
    private static final double MAX_EARLY_MILLIS = 250; // earlier than the quickest of the last seconds
    private static final int NO_SUSPECT = -1;

    private final DelayEstimator delays;
    private boolean started;
    private long ssrc;
    private int highestSequence;
    private long highestIndex;
    private long timestamp; // of the packet at time, in the clock rate
    private int clockRate;
    private long time;
    private long packetUnits = 20 * UNITS_PER_MILLI; // between the last two packets
    private int suspectSequence = NO_SUSPECT;
    private long candidateSsrc;
    private int candidateSequence = NO_SUSPECT;
    private long index;
    private long acceptedTime;
    private long restarts;
    private long strangers;

    StreamTimeline(DelayEstimator delays) {
        this.delays = delays;
    }

    /**
     * Places an audio packet: then {@link #index} and {@link #time} are its own.
     *
     * @param marker whether it begins a talk spurt
     * @return false where it seems to be of another stream: such a packet is to be dropped
     */
    boolean accept(long ssrc, int sequence, long timestamp, int clockRate, boolean marker, long arrivalNanos) {
        if (!started) {
            begin(ssrc, sequence);
            restartTime(timestamp, clockRate, arrivalNanos);
            return true;
        }
        if (!acceptSequence(ssrc, sequence)) {
            return false;
        }
        return place(timestamp, clockRate, marker, arrivalNanos);
    }

    /** Counts a packet that is no audio, but of the same sequence of packets: a telephone-event. Then {@link #index} is its own. */
    boolean acceptOther(long ssrc, int sequence) {
        return started && ssrc == this.ssrc && acceptSequence(ssrc, sequence);
    }

    /** Of the packet accepted last; grows by one from packet to packet of the sender. */
    long index() {
        return index;
    }

    /** Of the audio packet accepted last, in 1/48000 s. */
    long time() {
        return acceptedTime;
    }

    /** Times that the stream began anew. */
    long restarts() {
        return restarts;
    }

    /** Packets refused, since they are of an SSRC or a sequence that did not become the stream's. */
    long strangers() {
        return strangers;
    }

    private void begin(long ssrc, int sequence) {
        started = true;
        this.ssrc = ssrc;
        highestSequence = sequence;
        index = highestIndex;
        suspectSequence = NO_SUSPECT;
        candidateSequence = NO_SUSPECT;
    }

    private boolean acceptSequence(long ssrc, int sequence) {
        if (ssrc != this.ssrc) {
            return acceptOtherSource(ssrc, sequence);
        }
        candidateSequence = NO_SUSPECT; // the present source lives
        int ahead = SequenceNumbers.distance(highestSequence, sequence);
        if (ahead > MAX_DROPOUT || ahead < -MAX_MISORDER) {
            if (sequence != suspectSequence) {
                suspectSequence = SequenceNumbers.next(sequence);
                strangers++;
                return false;
            }
            splice(ssrc, sequence); // two in a row (RFC 3550 §A.1): the sender has restarted its sequence
            return true;
        }
        suspectSequence = NO_SUSPECT;
        index = highestIndex + ahead;
        if (ahead > 0) {
            highestIndex = index;
            highestSequence = sequence;
        }
        return true;
    }

    /** Two in a row, with none of the present source between, make another SSRC the stream's: a flood of any is harmless. */
    private boolean acceptOtherSource(long ssrc, int sequence) {
        if (ssrc != candidateSsrc || sequence != candidateSequence) {
            candidateSsrc = ssrc;
            candidateSequence = SequenceNumbers.next(sequence);
            strangers++;
            return false;
        }
        splice(ssrc, sequence);
        return true;
    }

    private void splice(long ssrc, int sequence) {
        highestIndex++;
        begin(ssrc, sequence);
        clockRate = 0; // its timestamps have nothing to do with those before
        restarts++;
    }

    private boolean place(long timestamp, int clockRate, boolean marker, long arrivalNanos) {
        if (clockRate != this.clockRate) {
            restartTime(timestamp, clockRate, arrivalNanos);
            return true;
        }
        long units = (int) (timestamp - this.timestamp) * (long) (UNITS_PER_SECOND / clockRate);
        double stray = delays.delayMillis(time + units, arrivalNanos);
        if (index < highestIndex) {
            acceptedTime = time + units;
            boolean plausible = units < 0 && stray < MAX_STRAY_MILLIS;
            strangers += plausible ? 0 : 1;
            return plausible;
        }
        if (stray > (marker ? MAX_SPURT_STRAY_MILLIS : MAX_STRAY_MILLIS) || stray < -MAX_EARLY_MILLIS) {
            restarts += marker ? 0 : 1;
            restartTime(timestamp, clockRate, arrivalNanos);
            return true;
        }
        if (units > 0 && units <= 120 * UNITS_PER_MILLI) {
            packetUnits = units;
        }
        this.timestamp = timestamp;
        time += units;
        acceptedTime = time;
        return true;
    }

    /** Places a packet by its arrival, as if it were as late as packets mostly are, and behind all others. */
    private void restartTime(long timestamp, int clockRate, long arrivalNanos) {
        long byArrival = 0;
        if (delays.isStarted()) {
            long sent = arrivalNanos - delays.minTransit() - (long) (delays.meanDelayMillis() * 1e6);
            byArrival = Math.max(sent / 62_500 * 3, time + packetUnits);
        }
        this.timestamp = timestamp;
        this.clockRate = clockRate;
        time = byArrival;
        acceptedTime = byArrival;
    }
}
