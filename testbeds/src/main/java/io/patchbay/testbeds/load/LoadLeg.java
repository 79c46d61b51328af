package io.patchbay.testbeds.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** Anything with a socket on the {@link PacedLoop}, which alone calls it. */
interface LoadLeg {

    DatagramChannel channel();

    /** Its turn, once each 20 ms. */
    void send();

    /**
     * Reads what has come, or the first of it.
     *
     * @param in to read into; anyone's before and after
     * @param now {@link System#nanoTime}
     */
    void receive(ByteBuffer in, long now) throws IOException;

    /** Begins to count anew. */
    void reset();
}
