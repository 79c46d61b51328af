package io.patchbay.media.sfu;

import io.patchbay.media.rtp.SequenceNumbers;
import java.util.Arrays;

/**
 * Numbers what one receiver gets without gaps where packets are left out on purpose, and keeps the gaps of those that were
 * lost. Never gives a number twice, nor to a packet very late: with SRTP a number used for two packets gives away the key
 * stream (RFC 3711 §9.1). Belongs to one thread.
 */
final class SequenceRewriter {
    static final int LEFT_OUT = -1;

    /** So many left out are remembered, for packets that come late around them. */
    private static final int MEMORY = 64;

    /** Packets later than this are left out. A power of two. */
    private static final int WINDOW = 1024;

    private final int[] leftOut = new int[MEMORY]; // input numbers, a ring
    private final boolean[] used = new boolean[WINDOW]; // by output number
    private int leftOutCount; // since the last sync
    private int first; // input number of the last sync
    private int highest; // input
    private int offset; // output minus input, for the newest
    private int lastOutput;

    /** @param start what the first packet gets, less one */
    SequenceRewriter(int start) {
        lastOutput = start & 0xFFFF;
    }

    /** The next packet, {@code input}, follows directly on the last one sent; earlier ones are left out. */
    void sync(int input) {
        first = input;
        highest = (input - 1) & 0xFFFF;
        offset = lastOutput + 1 - input;
        leftOutCount = 0;
    }

    /** The number for a packet to be sent, or {@link #LEFT_OUT}. */
    int map(int input) {
        int output = input + offset;
        if (SequenceNumbers.isNewer(input, highest)) {
            highest = input;
            first = SequenceNumbers.distance(first, input) < 0 ? (input - WINDOW) & 0xFFFF : first; // numbers wrapped
        } else {
            if (SequenceNumbers.distance(first, input) < 0) {
                return LEFT_OUT;
            }
            for (int i = Math.max(0, leftOutCount - MEMORY); i < leftOutCount; i++) {
                int distance = SequenceNumbers.distance(input, leftOut[i % MEMORY]);
                if (distance == 0) {
                    return LEFT_OUT;
                }
                output += distance > 0 ? 1 : 0; // left out after this one: it did not count yet
            }
        }
        return take(output & 0xFFFF);
    }

    private int take(int output) {
        int ahead = SequenceNumbers.distance(lastOutput, output);
        if (ahead >= WINDOW) {
            Arrays.fill(used, false);
        }
        for (int i = 1; i <= ahead && ahead < WINDOW; i++) {
            used[(lastOutput + i) & WINDOW - 1] = false;
        }
        int slot = output & WINDOW - 1;
        if (ahead <= -WINDOW || used[slot]) {
            return LEFT_OUT;
        }
        used[slot] = true;
        if (ahead > 0) {
            lastOutput = output;
        }
        return output;
    }

    /** Closes the gap that a packet which is not sent would make. */
    void leaveOut(int input) {
        if (SequenceNumbers.isNewer(input, highest)) {
            highest = input;
            leftOut[leftOutCount++ % MEMORY] = input;
            offset--;
        }
    }
}
