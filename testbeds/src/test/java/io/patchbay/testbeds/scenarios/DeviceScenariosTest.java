package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.phone.Phones;
import io.patchbay.testbeds.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the appliance knows of devices that register. */
class DeviceScenariosTest {
    private static final PhoneSettings DESK = PhoneSettings.named("desk").withPassword("4711-secret");

    private static Appliance appliance() {
        return Appliance.start(Host.loopback(), configuration -> configuration
                .set("registrar.keep-alive", "1s")
                .set("registrar.qualify", "all")
                .device("desk", "4711-secret"));
    }

    @Test
    void aDeviceIsCalledAfterARestartWithoutHavingRegisteredAgain() {
        try (Appliance appliance = appliance();
                Phones phones = new Phones(Host.loopback());
                Phone desk = phones.phone(DESK, appliance.sip())) {
            assertThat(desk.register(ofSeconds(600))).isEqualTo(200);

            appliance.restart();

            assertThat(contact(appliance).path("contact").asText()).isEqualTo(desk.contact());
            appliance.api("POST", "/api/v1/calls", "{\"device\":\"desk\",\"room\":\"lobby\"}");
            PhoneCall call = desk.awaitCall(Testbed.ANSWER);
            call.awaitAcknowledged(Testbed.ANSWER);
            assertThat(call.hangUp()).isEqualTo(200);
        }
    }

    private static JsonNode contact(Appliance appliance) {
        try {
            return new ObjectMapper()
                    .readTree(appliance.api("GET", "/api/v1/devices", "").body())
                    .path(0)
                    .path("contacts")
                    .path(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitReachability(Appliance appliance, String wanted) {
        Awaitility.await().atMost(ofSeconds(60)).untilAsserted(() -> assertThat(
                        contact(appliance).path("reachable").asText())
                .isEqualTo(wanted));
    }

    @Test
    void tellsWhereADeviceIsAndWhetherItAnswers() {
        try (Appliance appliance = appliance();
                Phones phones = new Phones(Host.loopback());
                Phone desk = phones.phone(DESK, appliance.sip())) {
            assertThat(contact(appliance).isMissingNode()).isTrue();
            assertThat(desk.register(ofSeconds(600), ";q=0.5")).isEqualTo(200);

            awaitReachability(appliance, "reachable");

            JsonNode contact = contact(appliance);
            assertThat(contact.path("contact").asText()).isEqualTo(desk.contact());
            assertThat(contact.path("transport").asText()).isEqualTo("udp");
            assertThat(contact.path("userAgent").asText()).isEqualTo("scripted phone");
            assertThat(contact.path("q").asDouble()).isEqualTo(0.5);
            assertThat(contact.path("rttMillis").asDouble()).isPositive();
            try (ChildProcess command = appliance.command("devices")) {
                assertThat(command.awaitExit(ofSeconds(15))).isZero();
                assertThat(command.text())
                        .contains("desk")
                        .contains(desk.contact())
                        .contains("reachable");
            }
            assertThat(appliance.metrics().sum("patchbay_device_contacts")).isEqualTo(1);
        }
    }
}
