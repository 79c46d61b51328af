package io.patchbay.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sip.Binding;
import io.patchbay.sip.SipTarget;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceContactsTest {
    private static final Instant NOON = Instant.parse("2027-01-02T12:00:00Z");

    @TempDir
    Path directory;

    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(directory);
    }

    @AfterEach
    void close() {
        database.close();
        assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                .noneMatch(name -> name.startsWith("device-contacts"));
    }

    private DeviceContacts at(Instant now) {
        return DeviceContacts.start(database, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Binding binding(String user, String transport, List<String> path, Duration lasts) {
        String contact = "sip:" + user + "@192.168.1.7:5060";
        SipTarget target = new SipTarget(contact, new InetSocketAddress("198.51.100.7", 4711), transport, true, path);
        return new Binding(contact, target, NOON.plus(lasts), 250, "<urn:uuid:1>", 2, "desk phone", NOON);
    }

    @Test
    void keepsWhereADeviceIsOverARestart() {
        Binding direct = binding("desk", "udp", List.of(), Duration.ofHours(1));
        Binding behindProxy = binding("hall", "tcp", List.of("<sip:192.0.2.1;lr>"), Duration.ofMinutes(30));
        try (DeviceContacts contacts = at(NOON)) {
            contacts.save("desk", List.of(direct, behindProxy));
        }
        try (DeviceContacts contacts = at(NOON)) {
            assertThat(contacts.all()).isEqualTo(Map.of("desk", List.of(direct, behindProxy)));
        }
    }

    @Test
    void theLastWordOnADeviceCounts() {
        try (DeviceContacts contacts = at(NOON)) {
            contacts.save("desk", List.of(binding("old", "udp", List.of(), Duration.ofHours(1))));
            contacts.save("desk", List.of(binding("new", "udp", List.of(), Duration.ofHours(1))));
            contacts.save("hall", List.of(binding("hall", "udp", List.of(), Duration.ofHours(1))));
            contacts.save("hall", List.of());
        }
        try (DeviceContacts contacts = at(NOON)) {
            assertThat(contacts.all()).containsOnlyKeys("desk");
            assertThat(contacts.all().get("desk"))
                    .extracting(Binding::contact)
                    .containsExactly("sip:new@192.168.1.7:5060");
        }
    }

    @Test
    void whatRanOutOrHungOnAConnectionIsForgotten() {
        try (DeviceContacts contacts = at(NOON)) {
            contacts.save("short", List.of(binding("short", "udp", List.of(), Duration.ofMinutes(1))));
            contacts.save("tcp", List.of(binding("tcp", "tcp", List.of(), Duration.ofHours(1))));
            contacts.save("browser", List.of(binding("browser", "wss", List.of(), Duration.ofHours(1))));
        }
        try (DeviceContacts contacts = at(NOON.plusSeconds(60))) {
            assertThat(contacts.all()).isEmpty();
        }
    }

    @Test
    void tenThousandRefreshesAreWrittenInNoTime() {
        long begun = System.nanoTime();
        try (DeviceContacts contacts = at(NOON)) {
            for (int i = 0; i < 10_000; i++) {
                contacts.save("desk" + i, List.of(binding("desk" + i, "udp", List.of(), Duration.ofHours(1))));
            }
        }
        try (DeviceContacts contacts = at(NOON)) {
            assertThat(contacts.all()).hasSize(10_000);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }
}
