package io.patchbay.testbeds.phone;

/** Encodes one stream. Used by one thread at a time. */
public interface PhoneEncoder extends AutoCloseable {

    byte[] encode(short[] pcm, int samples);

    @Override
    void close();
}
