package io.patchbay.media.audio;

import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.codec.AudioDecoder;
import io.patchbay.media.codec.AudioEncoder;

/** Makes the codecs of a bridge. Whoever asks for one closes it. */
public interface CodecFactory {

    /**
     * @param sampleRate of what comes out, 8000, 16000 or 48000; codecs that have one rate only take no other
     * @throws IllegalArgumentException where {@code codec} cannot do that rate
     */
    AudioDecoder decoder(AudioCodec codec, int sampleRate);

    /**
     * @param sampleRate of what goes in, 8000, 16000 or 48000; codecs that have one rate only take no other
     * @throws IllegalArgumentException where {@code codec} cannot do that rate
     */
    AudioEncoder encoder(AudioCodec codec, int sampleRate);
}
