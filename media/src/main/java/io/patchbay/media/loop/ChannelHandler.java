package io.patchbay.media.loop;

import java.io.IOException;

/** Reads what a channel of a {@link MediaLoop} has, on that loop. */
@FunctionalInterface
public interface ChannelHandler {

    /**
     * Called when the channel is ready. Reads until it would block or {@code budget} packets are read, whichever is first;
     * the loop calls again for the rest after it has looked at its tick.
     *
     * @throws IOException closes nothing: the loop logs it, once a second at most, and goes on
     */
    void onReady(int budget) throws IOException;
}
