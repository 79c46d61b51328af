package io.patchbay.media.sfu;

/** Told about a consumer, on its loop. */
public interface ConsumerListener {

    /** The consumer ended because its transport did, or its router. Not called for {@link Consumer#close()}. */
    default void onTransportClosed() {}

    /** The consumer ended because its producer did. */
    default void onProducerClosed() {}

    default void onProducerPaused() {}

    default void onProducerResumed() {}
}
