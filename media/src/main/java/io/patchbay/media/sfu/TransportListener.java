package io.patchbay.media.sfu;

/** Told about a transport, on its loop. */
public interface TransportListener {

    /** ICE changed; DISCONNECTED after the consent timeout, from where it may become CONNECTED again. */
    default void onIceState(IceState state) {}

    default void onDtlsState(DtlsState state) {}

    /** The path changed: the browser moved, or a comedia transport learnt its peer. */
    default void onTuple(TransportTuple tuple) {}

    /** The transport ended because its router did. Not called for {@link Transport#close()}. */
    default void onRouterClosed() {}
}
