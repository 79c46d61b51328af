package io.patchbay.testbeds.baresip;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneCodec;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.phone.Phones;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** baresip and our scripted phone check each other. */
@Tag("real-peer")
class BaresipTest {
    private final Phones phones = new Phones(Host.loopback());

    @BeforeEach
    void needsBaresip() {
        assumeTrue(Baresip.whyNot().isEmpty(), Baresip::whyNot);
    }

    @AfterEach
    void close() {
        phones.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = PhoneCodec.class,
            names = {"PCMU", "OPUS", "G722"})
    void talksWithThePhone(PhoneCodec codec) {
        Phone phone = phones.phone(
                PhoneSettings.named("bob").offering(codec).playing(Tone.of(710)),
                new InetSocketAddress("127.0.0.1", 9));
        BaresipSettings settings = new BaresipSettings(
                "bar", "", phone.address(), "udp", codec.name().toLowerCase(java.util.Locale.ROOT), Tone.of(500));

        try (Baresip baresip = Baresip.start(Host.loopback(), settings)) {
            baresip.dial("bob");
            PhoneCall call = phone.awaitCall(ofSeconds(5)).awaitAcknowledged(ofSeconds(2));
            baresip.awaitEstablished(ofSeconds(2));

            assertThat(call.audio().codec()).contains(codec);
            call.audio().awaitHeard(s -> s.hears(500), "500 Hz", ofMillis(1000), ofSeconds(5));
            baresip.awaitHeard(s -> s.hears(710) && !s.hears(500), "710 Hz", ofMillis(1000), ofSeconds(5));

            assertThat(call.hangUp()).isEqualTo(200);
            baresip.awaitClosed(ofSeconds(2));
        }
    }
}
