package io.patchbay.media.sfu;

/** Told about a producer, on its loop. */
public interface ProducerListener {

    /** The producer ended because its transport did, or its router. Not called for {@link Producer#close()}. */
    default void onTransportClosed() {}

    /** The producer ended, for whatever reason. */
    default void onClosed() {}

    default void onPaused() {}

    default void onResumed() {}

    /** How many consumers take packets now (neither closed nor paused): nobody need encode for 0. */
    default void onActiveConsumers(int count) {}

    /** A consumer needs a key frame; for producers whose sender is in this process. */
    default void onKeyFrameRequested() {}
}
