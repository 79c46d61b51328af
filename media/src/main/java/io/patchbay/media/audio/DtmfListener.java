package io.patchbay.media.audio;

/** Hears the keys of a phone (RFC 4733), each press once. Called on the media loop; must not block. */
public interface DtmfListener {
    /** For legs whose keys nobody wants. */
    DtmfListener NONE = key -> {};

    /**
     * A key went down.
     *
     * @param key {@code 0-9}, {@code *}, {@code #}, {@code A-D}, or {@code !} for a hook flash
     */
    void onKeyDown(char key);

    /**
     * The key went up, or its packets stopped coming.
     *
     * @param millis how long it was held
     */
    default void onKeyUp(char key, int millis) {}
}
