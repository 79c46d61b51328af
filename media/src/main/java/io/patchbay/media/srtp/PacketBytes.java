package io.patchbay.media.srtp;

import org.jitsi.utils.ByteArrayBuffer;

/** A packet within somebody's bytes, as jitsi-srtp wants to see it. Reusable; what it grows by must be there already. */
final class PacketBytes implements ByteArrayBuffer {
    private byte[] buffer = new byte[0];
    private int offset;
    private int length;

    PacketBytes wrap(byte[] buffer, int offset, int length) {
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        return this;
    }

    @Override
    public byte[] getBuffer() {
        return buffer;
    }

    @Override
    public int getOffset() {
        return offset;
    }

    @Override
    public int getLength() {
        return length;
    }

    @Override
    public void setLength(int length) {
        this.length = length;
    }

    @Override
    public void setOffset(int offset) {
        this.offset = offset;
    }

    @Override
    public boolean isInvalid() {
        return false;
    }

    @Override
    public void readRegionToBuff(int from, int count, byte[] out) {
        System.arraycopy(buffer, offset + from, out, 0, count);
    }

    @Override
    public void grow(int by) {
        if (offset + length + by > buffer.length) {
            throw new IndexOutOfBoundsException(
                    "no room for %d more bytes behind a packet of %d".formatted(by, length));
        }
    }

    @Override
    public void append(byte[] data, int count) {
        grow(count);
        System.arraycopy(data, 0, buffer, offset + length, count);
        length += count;
    }

    @Override
    public void shrink(int by) {
        length = Math.max(0, length - by);
    }
}
