package io.patchbay.media.loop;

/** Does a room's or a leg's work of every 20 ms, on its loop. */
@FunctionalInterface
public interface Ticker {

    /**
     * @param nanos when this tick was due, in {@link System#nanoTime} terms; consecutive ticks are exactly 20 ms apart, also
     *     where the loop was late; only after it stood still for more than half a second are ticks left out
     */
    void onTick(long nanos);
}
