package io.patchbay.media.quality;

/**
 * The E-model (ITU-T G.107, 06/2015): how people would rate a connection, from what impairs it. Everything that an appliance cannot
 * know has the model's default: handsets, room and line noise, echo as that of a well cancelled line (TELR 65 dB, WEPL 110 dB).
 */
public final class EModel {
    private static final double SLR = 8;
    private static final double RLR = 2;
    private static final double OLR = SLR + RLR;
    private static final double STMR = 15;
    private static final double LSTR = 18;
    private static final double DS = 3;
    private static final double TELR = 65;
    private static final double WEPL = 110;
    private static final double NC = -70;
    private static final double NFOR = -64;
    private static final double PS = 35;
    private static final double PR = 35;
    private static final double DELAY_SENSITIVITY = 1; // sT
    private static final double LEAST_PERCEIVED_MILLIS = 100; // mT

    private static final double NOISE = noise(); // No
    private static final double BASIC = 15 - 1.5 * (SLR + NOISE); // Ro, 7.2
    private static final double MAX_BURST_RATIO = 8;

    private EModel() {}

    /**
     * The rating R, as a rule 0 to 93.2.
     *
     * @param oneWayMillis from mouth to ear, 0 or more
     * @param lossPercent of packets that are not heard, 0 to 100
     * @param burstRatio of 7.5: 1 where losses are random, more where they come in bursts
     */
    public static double rating(double oneWayMillis, CodecImpairment codec, double lossPercent, double burstRatio) {
        double bursts = Math.max(1, Math.min(MAX_BURST_RATIO, burstRatio));
        double equipment = codec.ie() + (95 - codec.ie()) * lossPercent / (lossPercent / bursts + codec.bpl()); // 7.5
        return BASIC - simultaneous(oneWayMillis) - delay(oneWayMillis) - equipment;
    }

    /** What R is as a mean opinion score of 1 to 4.5 (Annex B). */
    public static double mos(double r) {
        if (Double.isNaN(r)) {
            return r;
        }
        if (r <= 0) {
            return 1;
        }
        return r >= 100 ? 4.5 : Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6);
    }

    private static double noise() {
        double room = PS - SLR - DS - 100 + 0.004 * square(PS - OLR - DS - 14); // Nos
        double heard = PR + 10 * Math.log10(1 + decibels(10 - LSTR)); // Pre
        double receiver = RLR - 121 + heard + 0.008 * square(heard - 35); // Nor
        return 10 * Math.log10(decibels(NC) + decibels(room) + decibels(receiver) + decibels(NFOR + RLR));
    }

    /** Is, 7.3: what goes with the voice: too loud, sidetone, quantizing of one codec. */
    private static double simultaneous(double oneWayMillis) {
        double x = (OLR + 0.2 * (64 + NOISE - RLR)) / 8;
        double loud = 20 * (Math.pow(1 + Math.pow(x, 8), 1 / 8.0) - x);
        double mask = -10 * Math.log10(decibels(-STMR) + Math.exp(-oneWayMillis / 4) * decibels(-TELR)); // STMRo
        double sidetone = 12 * root(1 + Math.pow((mask - 13) / 6, 8), 8)
                - 28 * root(1 + Math.pow((mask + 1) / 19.4, 35), 35)
                - 13 * root(1 + Math.pow((mask - 3) / 33, 13), 13)
                + 29;
        double q = 37; // qdu 1
        double g = 1.07 + 0.258 * q + 0.0602 * q * q;
        double y = (BASIC - 100) / 15 + 46 / 8.4 - g / 9;
        double z = 46 / 30.0 - g / 40;
        return loud + sidetone + 15 * Math.log10(1 + Math.pow(10, y) + Math.pow(10, z));
    }

    /** Id, 7.4: echo of the talker and of the listener, and delay by itself. */
    private static double delay(double millis) {
        double terv =
                TELR - 40 * Math.log10((1 + millis / 10) / (1 + millis / 150)) + 6 * Math.exp(-0.3 * square(millis));
        double talker = 80 + 2.5 * (terv - 14); // Re
        double difference = -1.5 * (NOISE - RLR) - talker; // Roe - Re
        double talkerEcho = (difference / 2 + Math.sqrt(square(difference) / 4 + 100) - 1) * (1 - Math.exp(-millis));
        double listener = 10.5 * (WEPL + 7) * Math.pow(2 * millis + 1, -0.25); // Rle, Tr twice the way
        double listenerEcho = (BASIC - listener) / 2 + Math.sqrt(square(BASIC - listener) / 4 + 169);
        return talkerEcho + listenerEcho + absolute(millis);
    }

    private static double absolute(double millis) {
        if (millis <= LEAST_PERCEIVED_MILLIS) {
            return 0;
        }
        double x = Math.log(millis / LEAST_PERCEIVED_MILLIS) / Math.log(2);
        double power = 6 * DELAY_SENSITIVITY;
        return 25 * (root(1 + Math.pow(x, power), power) - 3 * root(1 + Math.pow(x / 3, power), power) + 2);
    }

    private static double decibels(double level) {
        return Math.pow(10, level / 10);
    }

    private static double square(double value) {
        return value * value;
    }

    private static double root(double value, double degree) {
        return Math.pow(value, 1 / degree);
    }
}
