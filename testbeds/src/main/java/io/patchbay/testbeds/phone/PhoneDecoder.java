package io.patchbay.testbeds.phone;

/** Decodes one stream. Used by one thread at a time. */
public interface PhoneDecoder extends AutoCloseable {

    /** The payload's samples; none where it makes no sense. */
    short[] decode(byte[] payload);

    @Override
    void close();
}
