package io.patchbay.media.audio;

/**
 * Hears keys in the sound itself (ITU-T Q.23, Q.24), for phones that send no telephone-events: two tones, one of each group,
 * of like strength and with little else beside them, through two blocks of 12.75 ms. Belongs to one thread.
 *
 * <p>The block is as long as lets neighbouring tones be told apart, and as short as lets a tone be 1.5 % off.
 */
final class DtmfDetector {
    private static final double[] ROWS = {697, 770, 852, 941};
    private static final double[] COLUMNS = {1209, 1336, 1477, 1633};
    private static final String KEYS = "123A456B789C*0#D"; // by row, then column
    private static final char NONE = 0;

    private static final double BLOCK_SECONDS = 0.01275;
    private static final double QUIETEST =
            32_768 * Math.pow(10, -40 / 20.0) * Math.sqrt(2); // amplitude: -40 dBov a tone
    private static final double ROW_LOUDER = 6.3; // 8 dB: lines weaken the high group
    private static final double COLUMN_LOUDER = 4.0; // 6 dB
    private static final double ABOVE_OTHERS = 6.3; // 8 dB, within a group
    private static final double SHARE = 0.72; // of all that sounds; speech spreads wider
    private static final int BLOCKS_UP = 2; // without the key before it counts as released

    private final DtmfListener listener;
    private final double[] rowTurns = new double[4];
    private final double[] columnTurns = new double[4];
    private final double[] s1 = new double[8];
    private final double[] s2 = new double[8];
    private short[] block = {};
    private int blockLength;
    private int filled;
    private char before = NONE; // of the block before
    private char down = NONE;
    private int blocksDown;
    private int blocksUp;
    private long presses;

    DtmfDetector(SampleRate rate, DtmfListener listener) {
        this.listener = listener;
        setRate(rate);
    }

    /** A key held while the rate changes is released. */
    void setRate(SampleRate rate) {
        release();
        blockLength = (int) Math.round(rate.hertz() * BLOCK_SECONDS);
        block = new short[blockLength];
        for (int i = 0; i < 4; i++) {
            rowTurns[i] = 2 * Math.cos(2 * Math.PI * ROWS[i] / rate.hertz());
            columnTurns[i] = 2 * Math.cos(2 * Math.PI * COLUMNS[i] / rate.hertz());
        }
        filled = 0;
        before = NONE;
    }

    /** Takes the next samples. The listener is told within this call. */
    void hear(short[] pcm, int count) {
        for (int i = 0; i < count; i++) {
            block[filled++] = pcm[i];
            if (filled == blockLength) {
                filled = 0;
                judge(keyOfBlock());
            }
        }
    }

    /** Whether the last block was a key's, also where it is too early to say that one was pressed. */
    boolean sounds() {
        return before != NONE;
    }

    /** Keys so far. */
    long presses() {
        return presses;
    }

    /** Goertzel's filters over the block. */
    private void filter() {
        for (int i = 0; i < 4; i++) {
            run(rowTurns[i], i);
            run(columnTurns[i], 4 + i);
        }
    }

    private void run(double turns, int at) {
        double one = 0;
        double two = 0;
        for (int i = 0; i < blockLength; i++) {
            double now = turns * one - two + block[i];
            two = one;
            one = now;
        }
        s1[at] = one;
        s2[at] = two;
    }

    private double energy() {
        long sum = 0;
        for (int i = 0; i < blockLength; i++) {
            sum += block[i] * block[i];
        }
        return sum;
    }

    private char keyOfBlock() {
        double half = blockLength / 2.0;
        double energy = energy();
        if (energy < half * QUIETEST * QUIETEST) {
            return NONE; // most blocks: nothing need be filtered
        }
        filter();
        int row = loudest(rowTurns, 0);
        int column = loudest(columnTurns, 4);
        if (row < 0 || column < 0) {
            return NONE;
        }
        double rowPower = power(rowTurns[row], row);
        double columnPower = power(columnTurns[column], 4 + column);
        double quietest = QUIETEST * half * QUIETEST * half;
        boolean isKey = rowPower >= quietest
                && columnPower >= quietest
                && rowPower <= columnPower * ROW_LOUDER
                && columnPower <= rowPower * COLUMN_LOUDER
                && rowPower + columnPower >= SHARE * energy * half;
        return isKey ? KEYS.charAt(4 * row + column) : NONE;
    }

    /** The one tone of a group that stands out; -1 where none does. */
    private int loudest(double[] turns, int at) {
        int best = 0;
        for (int i = 1; i < 4; i++) {
            best = power(turns[i], at + i) > power(turns[best], at + best) ? i : best;
        }
        for (int i = 0; i < 4; i++) {
            if (i != best && power(turns[i], at + i) * ABOVE_OTHERS > power(turns[best], at + best)) {
                return -1;
            }
        }
        return best;
    }

    private double power(double turn, int at) {
        return s1[at] * s1[at] + s2[at] * s2[at] - turn * s1[at] * s2[at];
    }

    private void judge(char heard) {
        if (heard != NONE && heard == before && heard != down) {
            release();
            down = heard;
            blocksDown = 1;
            presses++;
            listener.onKeyDown(heard);
        }
        before = heard;
        if (down == NONE) {
            return;
        }
        if (heard == down) {
            blocksDown++;
            blocksUp = 0;
        } else if (++blocksUp >= BLOCKS_UP) {
            release();
        }
    }

    private void release() {
        if (down != NONE) {
            char key = down;
            down = NONE;
            blocksUp = 0;
            listener.onKeyUp(key, (int) (blocksDown * BLOCK_SECONDS * 1_000));
        }
    }
}
