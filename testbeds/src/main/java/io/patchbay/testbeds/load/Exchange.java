package io.patchbay.testbeds.load;

import java.util.List;

/** Brings legs into calls, in its target's way of signalling. Used by one thread, before the loop runs and after. */
interface Exchange extends AutoCloseable {

    /**
     * Sets up a call for each leg and connects it to where its packets go.
     *
     * @throws IllegalStateException where the target refuses or does not answer
     */
    void connect(List<MediaLeg> legs);

    /** Ends the calls. */
    @Override
    void close();
}
