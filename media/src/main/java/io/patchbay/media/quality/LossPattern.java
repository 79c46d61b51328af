package io.patchbay.media.quality;

/**
 * Looks at which packets of a stream are missing, in the order of their sequence numbers. A packet is given up for lost when 64
 * others have come in its place, or at {@link #settle}. Allocates nothing after construction; belongs to one thread.
 */
public final class LossPattern {
    private static final int GMIN = 16; // RFC 3611 §4.7.2
    private static final int WINDOW = Long.SIZE;
    private static final int MAX_DROPOUT = 3_000; // RFC 3550 §A.1

    private int highest; // sequence number
    private int held; // sequence numbers in the window
    private long good; // bit i: highest - i has come in time

    private long packets; // judged
    private long lost;
    private long runs; // of lost ones
    private long goodInRow;
    private long burstPackets; // of the burst under way
    private long burstLost;
    private long bursts; // those that are over, of two losses or more
    private long packetsInBursts;
    private long lostInBursts;

    /**
     * Takes note of a packet.
     *
     * @param heard false where it came too late to be played
     */
    public void onPacket(int sequenceNumber, boolean heard) {
        if (held == 0) {
            begin(sequenceNumber, heard);
            return;
        }
        int ahead = (short) (sequenceNumber - highest);
        if (ahead > MAX_DROPOUT || ahead < -MAX_DROPOUT) {
            settle();
            begin(sequenceNumber, heard);
        } else if (ahead > 0) {
            for (int i = 0; i < ahead; i++) {
                advance();
            }
            highest = sequenceNumber;
            good |= heard ? 1 : 0;
        } else if (-ahead < held && heard) {
            good |= 1L << -ahead;
        }
    }

    /** What has not come by now does not count any more; the next packet begins anew, as with another SSRC. */
    public void settle() {
        for (int i = held - 1; i >= 0; i--) {
            judge((good >>> i & 1) != 0);
        }
        held = 0;
        good = 0;
    }

    /** @param packetMillis how much a packet carries */
    public LossFigures figures(double packetMillis) {
        boolean inBurst = burstLost > 1;
        long count = bursts + (inBurst ? 1 : 0);
        long inBursts = packetsInBursts + (inBurst ? burstPackets : 0);
        long lostThere = lostInBursts + (inBurst ? burstLost : 0);
        long gaps = count + (inBurst && goodInRow == 0 ? 0 : 1);
        double loss = packets == 0 ? 0 : (double) lost / packets;
        return new LossFigures(
                count,
                percent(lostThere, inBursts),
                count == 0 ? 0 : inBursts * packetMillis / count,
                percent(lost - lostThere, packets - inBursts),
                gaps == 0 ? 0 : (packets - inBursts) * packetMillis / gaps,
                runs == 0 ? 1 : (1 - loss) * lost / runs);
    }

    private void begin(int sequenceNumber, boolean heard) {
        highest = sequenceNumber;
        held = 1;
        good = heard ? 1 : 0;
    }

    private void advance() {
        if (held == WINDOW) {
            judge(good < 0);
        } else {
            held++;
        }
        good <<= 1;
    }

    private void judge(boolean heard) {
        packets++;
        if (heard) {
            goodInRow++;
            if (goodInRow == GMIN) {
                endBurst();
            }
            return;
        }
        lost++;
        runs += lost == 1 || goodInRow > 0 ? 1 : 0;
        burstPackets += burstLost == 0 ? 1 : goodInRow + 1;
        burstLost++;
        goodInRow = 0;
    }

    private void endBurst() {
        if (burstLost > 1) {
            bursts++;
            packetsInBursts += burstPackets;
            lostInBursts += burstLost;
        } // else the loss was on its own: part of the gap
        burstPackets = 0;
        burstLost = 0;
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }
}
