package io.patchbay.testbeds.phone;

import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.net.ImpairingRelay;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a phone behaves.
 *
 * @param user its user name, in From and for digests
 * @param password for digests; may be empty
 * @param transport {@code UDP} or {@code TCP}
 * @param codecs offered, in order of preference
 * @param tone what it says; empty for silence packets
 * @param packetTime of what it sends
 * @param answering whether it answers a call by itself, after ringing
 * @param acknowledging whether it sends ACK for a 2xx
 * @param relay where its RTP goes through, if anywhere
 */
public record PhoneSettings(
        String user,
        String password,
        String transport,
        List<PhoneCodec> codecs,
        Optional<Tone> tone,
        Duration packetTime,
        boolean answering,
        boolean acknowledging,
        Optional<ImpairingRelay> relay) {

    public PhoneSettings {
        codecs = List.copyOf(codecs);
        if (codecs.isEmpty()) {
            throw new IllegalArgumentException("phone %s: has no codec".formatted(user));
        }
        if (!transport.equals("UDP") && !transport.equals("TCP")) {
            throw new IllegalArgumentException(
                    "phone %s: transport %s, but there are UDP and TCP".formatted(user, transport));
        }
    }

    /** A PCMU phone over UDP that is silent and answers. */
    public static PhoneSettings named(String user) {
        return new PhoneSettings(
                user,
                "",
                "UDP",
                List.of(PhoneCodec.PCMU),
                Optional.empty(),
                Duration.ofMillis(20),
                true,
                true,
                Optional.empty());
    }

    public PhoneSettings withPassword(String secret) {
        return new PhoneSettings(user, secret, transport, codecs, tone, packetTime, answering, acknowledging, relay);
    }

    public PhoneSettings overTcp() {
        return new PhoneSettings(user, password, "TCP", codecs, tone, packetTime, answering, acknowledging, relay);
    }

    public PhoneSettings offering(PhoneCodec... inOrder) {
        return new PhoneSettings(
                user, password, transport, List.of(inOrder), tone, packetTime, answering, acknowledging, relay);
    }

    public PhoneSettings playing(Tone said) {
        return new PhoneSettings(
                user, password, transport, codecs, Optional.of(said), packetTime, answering, acknowledging, relay);
    }

    public PhoneSettings sendingEvery(Duration time) {
        return new PhoneSettings(user, password, transport, codecs, tone, time, answering, acknowledging, relay);
    }

    /** Rings for ever; the test answers. */
    public PhoneSettings leftRinging() {
        return new PhoneSettings(user, password, transport, codecs, tone, packetTime, false, acknowledging, relay);
    }

    /** Its ACKs for 2xx are lost. */
    public PhoneSettings losingAcks() {
        return new PhoneSettings(user, password, transport, codecs, tone, packetTime, answering, false, relay);
    }

    /** Its left end is the phone, its right end the far side. */
    public PhoneSettings through(ImpairingRelay by) {
        return new PhoneSettings(
                user, password, transport, codecs, tone, packetTime, answering, acknowledging, Optional.of(by));
    }
}
