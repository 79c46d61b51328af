package io.patchbay.media.audio;

import java.util.Arrays;

/** Samples decoded and not yet played, oldest first, in one array. Belongs to one thread. */
final class PcmQueue {
    private short[] samples;
    private int size;

    PcmQueue(int capacity) {
        samples = new short[capacity];
    }

    int size() {
        return size;
    }

    /** The samples, from index 0 on; there is room for {@code more} behind them. */
    short[] array(int more) {
        if (size + more > samples.length) {
            samples = Arrays.copyOf(samples, size + more);
        }
        return samples;
    }

    /** Says that {@code count} more samples were written behind those there (or, negative, that the last ones are gone). */
    void grow(int count) {
        size += count;
    }

    void append(short[] from, int count) {
        System.arraycopy(from, 0, array(count), size, count);
        size += count;
    }

    /** Takes {@code count} samples, which must be there. */
    void read(short[] to, int count) {
        System.arraycopy(samples, 0, to, 0, count);
        size -= count;
        System.arraycopy(samples, count, samples, 0, size);
    }

    void clear() {
        size = 0;
    }
}
