package io.patchbay.testbeds.phone;

/** Makes encoders and decoders. */
final class PhoneCodecs {

    private PhoneCodecs() {}

    static PhoneEncoder encoder(PhoneCodec codec) {
        return switch (codec) {
            case PCMU -> new G711Encoder(G711::toUlaw);
            case PCMA -> new G711Encoder(G711::toAlaw);
            default -> throw new IllegalArgumentException("the phone cannot encode " + codec);
        };
    }

    static PhoneDecoder decoder(PhoneCodec codec) {
        return switch (codec) {
            case PCMU -> new G711Decoder(G711::fromUlaw);
            case PCMA -> new G711Decoder(G711::fromAlaw);
            default -> throw new IllegalArgumentException("the phone cannot decode " + codec);
        };
    }

    private interface Compress {
        byte code(short sample);
    }

    private interface Expand {
        short sample(byte code);
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
