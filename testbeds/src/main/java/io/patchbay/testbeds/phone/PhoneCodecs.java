package io.patchbay.testbeds.phone;

import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.codec.AudioDecoder;
import io.patchbay.media.codec.AudioEncoder;
import java.util.Arrays;

/** Makes encoders and decoders: G.711 is the phone's own, Opus and G.722 are lent by the media module. */
public final class PhoneCodecs {

    private PhoneCodecs() {}

    public static PhoneEncoder encoder(PhoneCodec codec) {
        return switch (codec) {
            case PCMU -> new G711Encoder(G711::toUlaw);
            case PCMA -> new G711Encoder(G711::toAlaw);
            case G722 -> new LentEncoder(new AudioCodecs().openEncoder(AudioCodec.G722, codec.sampleRate()));
            case OPUS -> new LentEncoder(new AudioCodecs().openEncoder(AudioCodec.OPUS, codec.sampleRate()));
            case G729 -> throw new IllegalArgumentException("the phone cannot encode " + codec);
        };
    }

    public static PhoneDecoder decoder(PhoneCodec codec) {
        return switch (codec) {
            case PCMU -> new G711Decoder(G711::fromUlaw);
            case PCMA -> new G711Decoder(G711::fromAlaw);
            case G722 -> new LentDecoder(new AudioCodecs().openDecoder(AudioCodec.G722, codec.sampleRate()));
            case OPUS -> new LentDecoder(new AudioCodecs().openDecoder(AudioCodec.OPUS, codec.sampleRate()));
            case G729 -> throw new IllegalArgumentException("the phone cannot decode " + codec);
        };
    }

    private interface Compress {
        byte code(short sample);
    }

    private interface Expand {
        short sample(byte code);
    }

    private record LentEncoder(AudioEncoder encoder) implements PhoneEncoder {
        @Override
        public byte[] encode(short[] pcm, int samples) {
            byte[] payload = new byte[1_500];
            int length = encoder.encode(pcm, samples, payload, 0);
            return Arrays.copyOf(payload, length);
        }

        @Override
        public void close() {
            encoder.close();
        }
    }

    private record LentDecoder(AudioDecoder decoder) implements PhoneDecoder {
        @Override
        public short[] decode(byte[] payload) {
            short[] pcm = new short[decoder.sampleRate() * 120 / 1000];
            int samples = decoder.decode(payload, 0, payload.length, pcm);
            return Arrays.copyOf(pcm, Math.max(0, samples));
        }

        @Override
        public void close() {
            decoder.close();
        }
    }

    private record G711Encoder(Compress law) implements PhoneEncoder {
        @Override
        public byte[] encode(short[] pcm, int samples) {
            byte[] payload = new byte[samples];
            for (int i = 0; i < samples; i++) {
                payload[i] = law.code(pcm[i]);
            }
            return payload;
        }

        @Override
        public void close() {}
    }

    private record G711Decoder(Expand law) implements PhoneDecoder {
        @Override
        public short[] decode(byte[] payload) {
            short[] pcm = new short[payload.length];
            for (int i = 0; i < pcm.length; i++) {
                pcm[i] = law.sample(payload[i]);
            }
            return pcm;
        }

        @Override
        public void close() {}
    }
}
