package io.patchbay.media.audio;

import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.codec.AudioCodecs;
import java.util.Map;

/** A stream's decoders by payload type, all to one rate. Belongs to one thread. */
final class DecoderTable implements AutoCloseable {
    private final AudioCodecs codecs;
    private final PayloadDecoder[] decoders = new PayloadDecoder[128];
    private Map<Integer, AudioCodec> receive = Map.of();
    private SampleRate rate;

    DecoderTable(AudioCodecs codecs) {
        this.codecs = codecs;
    }

    /** Null where the payload type is none of audio. */
    PayloadDecoder get(int payloadType) {
        return decoders[payloadType];
    }

    /** Other payload types, codecs or rate. Decoders that stay the same keep their state. */
    void set(Map<Integer, AudioCodec> receive, SampleRate rate) {
        boolean sameRate = rate == this.rate;
        this.receive = receive;
        this.rate = rate;
        for (int type = 0; type < decoders.length; type++) {
            AudioCodec codec = receive.get(type);
            PayloadDecoder decoder = decoders[type];
            if (decoder != null && sameRate && decoder.codec() == codec) {
                continue;
            }
            if (decoder != null) {
                decoder.close();
            }
            decoders[type] = codec == null ? null : new PayloadDecoder(codec, rate, codecs);
        }
    }

    /** The same codecs at another rate. */
    void setRate(SampleRate rate) {
        set(receive, rate);
    }

    @Override
    public void close() {
        set(Map.of(), rate);
    }
}
