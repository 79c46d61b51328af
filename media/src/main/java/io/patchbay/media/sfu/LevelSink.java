package io.patchbay.media.sfu;

/** Takes the audio levels of a producer's packets, on the router's loop. */
interface LevelSink {

    /** @param minusDbov 0 (loudest) to 127 (silence) */
    void onLevel(Producer producer, int minusDbov, boolean voice);

    void onProducerGone(Producer producer);
}
