package io.patchbay.media.sfu;

/** Told who speaks most, on the router's loop. */
@FunctionalInterface
public interface ActiveSpeakerListener {

    /** Another producer became the one that speaks, or nobody speaks any more: then null. */
    void onActiveSpeaker(Producer producer);
}
