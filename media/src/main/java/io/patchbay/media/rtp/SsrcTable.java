package io.patchbay.media.rtp;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A table by SSRC that boxes nothing: open addressing with linear probing. For a few hundred entries. Belongs to one
 * thread.
 */
public final class SsrcTable<V> {
    private static final int SMALLEST = 8;

    private long[] keys = new long[SMALLEST];
    private Object[] values = new Object[SMALLEST]; // null: free
    private int size;

    /** The value for {@code ssrc}, or null. */
    @SuppressWarnings("unchecked")
    public V get(long ssrc) {
        return (V) values[find(ssrc)];
    }

    /** Puts {@code value}, not null, in the place of any before. */
    public void put(long ssrc, V value) {
        int slot = find(ssrc);
        if (values[slot] == null) {
            if (2 * (size + 1) > keys.length) {
                rebuild(2 * keys.length);
                slot = find(ssrc);
            }
            size++;
        }
        keys[slot] = ssrc;
        values[slot] = value;
    }

    /** Takes the value for {@code ssrc} out and returns it, or null. */
    public V remove(long ssrc) {
        int slot = find(ssrc);
        @SuppressWarnings("unchecked")
        V value = (V) values[slot];
        if (value != null) {
            values[slot] = null;
            size--;
            rebuild(keys.length); // rare: streams end seldom
        }
        return value;
    }

    public int size() {
        return size;
    }

    /** Shows each value to {@code visitor}, which must not change the table. */
    @SuppressWarnings("unchecked")
    public void forEach(Consumer<? super V> visitor) {
        for (Object value : values) {
            if (value != null) {
                visitor.accept((V) value);
            }
        }
    }

    public void clear() {
        Arrays.fill(values, null);
        size = 0;
    }

    private int find(long ssrc) {
        int mask = keys.length - 1;
        int slot = hash(ssrc) & mask;
        while (values[slot] != null && keys[slot] != ssrc) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void rebuild(int capacity) {
        long[] oldKeys = keys;
        Object[] oldValues = values;
        keys = new long[capacity];
        values = new Object[capacity];
        for (int i = 0; i < oldValues.length; i++) {
            if (oldValues[i] != null) {
                int slot = find(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }

    /** SSRCs are random, but a malicious sender's are not. */
    private static int hash(long ssrc) {
        long mixed = ssrc * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 40);
    }
}
