package io.patchbay.media.codec;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;

/** Native memory that one codec owns, to carry payload and samples over to C. Freed by {@link #close}, not by the collector. */
final class NativeBytes implements AutoCloseable {
    private final ByteBuffer bytes;
    private final ShortBuffer samples;
    private long address;

    NativeBytes(int length) {
        address = Native.malloc(length);
        if (address == 0) {
            throw new OutOfMemoryError("no " + length + " bytes of native memory");
        }
        bytes = new Pointer(address).getByteBuffer(0, length).order(ByteOrder.nativeOrder());
        samples = bytes.asShortBuffer();
    }

    long address() {
        return address;
    }

    void putBytes(byte[] from, int offset, int length) {
        bytes.put(0, from, offset, length);
    }

    void getBytes(byte[] into, int offset, int length) {
        bytes.get(0, into, offset, length);
    }

    void putSamples(short[] from, int count) {
        samples.put(0, from, 0, count);
    }

    void getSamples(short[] into, int count) {
        samples.get(0, into, 0, count);
    }

    /** Frees the memory; the other methods must not be called after it. */
    @Override
    public void close() {
        if (address != 0) {
            Native.free(address);
            address = 0;
        }
    }
}
