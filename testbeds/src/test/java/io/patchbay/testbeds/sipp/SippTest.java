package io.patchbay.testbeds.sipp;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.phone.Phones;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIPp and our scripted phone check each other. */
@Tag("real-peer")
class SippTest {
    private final Phones phones = new Phones(Host.loopback());
    private final Sipp sipp = new Sipp(Host.loopback());

    @BeforeEach
    void needsSipp() {
        assumeTrue(Sipp.whyNot().isEmpty(), Sipp::whyNot);
    }

    @AfterEach
    void close() {
        phones.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"caller_hangs_up", "reinvite"})
    void goesByItsScenarioWithThePhone(String scenario) {
        Phone phone = phones.phone(PhoneSettings.named("bob"), nowhere());

        sipp.run(SippRun.of(scenario, phone.address()).with("talk", "100")).assertAllSuccessful();

        assertThat(phone.awaitCall(ofSeconds(1)).awaitEnded(ofSeconds(1))).startsWith("BYE from the far side");
    }

    @Test
    void seesTheAnswerAgainWhereItsAckIsLost() {
        Phone phone = phones.phone(PhoneSettings.named("bob"), nowhere());

        SippResult result = sipp.run(SippRun.of("lost_ack", phone.address())).assertAllSuccessful();

        assertThat(result.repeated(200)).isEqualTo(2); // after 0.5 s and 1.5 s
        phone.awaitCall(ofSeconds(1)).awaitAcknowledged(ofSeconds(1));
    }

    @Test
    void sendsItsInvitationAgain() {
        Phone phone = phones.phone(PhoneSettings.named("bob"), nowhere());

        sipp.run(SippRun.of("retransmitted_invite", phone.address()).lenient()).assertAllSuccessful();

        assertThat(phone.awaitCall(ofSeconds(1)).awaitEnded(ofSeconds(1))).startsWith("BYE from the far side");
    }

    @Test
    void cancelsAPhoneThatRings() {
        Phone phone = phones.phone(PhoneSettings.named("bob").leftRinging(), nowhere());

        sipp.run(SippRun.of("cancel_before_answer", phone.address()).lenient()).assertAllSuccessful();

        assertThat(phone.awaitCall(ofSeconds(1)).awaitEnded(ofSeconds(1))).isEqualTo("CANCEL from the far side");
    }

    @Test
    void isHungUpOn() {
        Phone phone = phones.phone(PhoneSettings.named("bob"), nowhere());

        try (Sipp.Running running = sipp.start(SippRun.of("appliance_hangs_up", phone.address()))) {
            PhoneCall call = phone.awaitCall(ofSeconds(5)).awaitAcknowledged(ofSeconds(2));
            assertThat(call.hangUp()).isEqualTo(200);
            running.await().assertAllSuccessful();
        }
    }

    @Test
    void reportsWhatWentOtherwise() {
        Phone phone = phones.phone(PhoneSettings.named("bob"), nowhere());

        SippResult result = sipp.run(SippRun.of("unknown_room", phone.address()));

        assertThat(result.failed()).isEqualTo(1);
        assertThatThrownBy(result::assertAllSuccessful).hasMessageContaining("SIP/2.0 200 OK");
    }

    private static InetSocketAddress nowhere() {
        return new InetSocketAddress("127.0.0.1", 9);
    }
}
