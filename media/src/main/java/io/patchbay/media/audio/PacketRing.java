package io.patchbay.media.audio;

import java.util.Arrays;

/** Copies of a stream's latest packets by index; each slot's array is used again and again. Belongs to one thread. */
final class PacketRing {
    static final int SLOTS = 128;

    private static final int LEAST_ARRAY = 192;
    private static final int OTHER = -1; // length of a packet that is no audio

    private final long[] indices = new long[SLOTS];
    private final long[] times = new long[SLOTS];
    private final int[] lengths = new int[SLOTS];
    private final byte[] payloadTypes = new byte[SLOTS];
    private final byte[][] payloads = new byte[SLOTS][];

    PacketRing() {
        Arrays.fill(indices, -1);
    }

    /** Copies an audio packet in, in place of the one {@value #SLOTS} before it. */
    void put(long index, long time, int payloadType, byte[] buffer, int offset, int length) {
        int slot = slot(index);
        indices[slot] = index;
        times[slot] = time;
        lengths[slot] = length;
        payloadTypes[slot] = (byte) payloadType;
        if (payloads[slot] == null || payloads[slot].length < length) {
            payloads[slot] = new byte[Math.max(LEAST_ARRAY, length)];
        }
        System.arraycopy(buffer, offset, payloads[slot], 0, length);
    }

    /** Notes that the packet of {@code index} came and is no audio. */
    void putOther(long index) {
        int slot = slot(index);
        indices[slot] = index;
        lengths[slot] = OTHER;
    }

    boolean has(long index) {
        return index >= 0 && indices[slot(index)] == index;
    }

    boolean isOther(long index) {
        return has(index) && lengths[slot(index)] == OTHER;
    }

    /** The first audio packet from {@code from} to {@code to}, or -1. */
    long firstAudio(long from, long to) {
        for (long index = from; index <= to; index++) {
            if (has(index) && lengths[slot(index)] != OTHER) {
                return index;
            }
        }
        return -1;
    }

    /** Frees the slot; its payload may be read until another packet takes the slot. */
    void remove(long index) {
        if (has(index)) {
            indices[slot(index)] = -1;
        }
    }

    long time(long index) {
        return times[slot(index)];
    }

    int payloadType(long index) {
        return payloadTypes[slot(index)];
    }

    byte[] payload(long index) {
        return payloads[slot(index)];
    }

    int length(long index) {
        return lengths[slot(index)];
    }

    private static int slot(long index) {
        return (int) (index & SLOTS - 1);
    }
}
