package io.patchbay.testbeds.scenarios;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.browser.Browsers;
import io.patchbay.testbeds.browser.RoomPage;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.phone.Phones;
import io.patchbay.testbeds.sipp.Sipp;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/**
 * What the scenarios of one test run share, each thing started when it is first asked for: an open appliance, a guarded
 * one, a browser, phones. Every scenario meets in rooms of its own. Use from any thread.
 */
final class Testbed implements AutoCloseable {
    /** A device that both appliances know. */
    static final String DEVICE = "desk-phone";

    /** A room of the open appliance that asks for {@link #PIN}. */
    static final String PIN_ROOM = "with-pin";

    static final String PIN = "803145";

    /** Names of devices for scenarios that are called, with a number behind; each is one scenario's own. */
    static final String CALLEE = "callee-";

    private static final int CALLEES = 30;

    static final String PASSWORD = "4711-secret";

    /** Within which a call is answered, on a machine that starts browsers at the same time. */
    static final Duration ANSWER = Duration.ofSeconds(15);

    /** For how long the open appliance keeps the seat of a browser that is away. */
    static final Duration SEAT_GRACE = Duration.ofSeconds(15);

    private final AtomicInteger rooms = new AtomicInteger();
    private final AtomicInteger callees = new AtomicInteger();
    private final Deque<AutoCloseable> toClose = new ArrayDeque<>(); // guarded by this
    private final Lazy<Appliance> appliance = new Lazy<>(this::openAppliance);
    private final Lazy<Appliance> guarded = new Lazy<>(this::guardedAppliance);
    private final Lazy<Browsers> browsers = new Lazy<>(() -> new Browsers(Host.loopback()));
    private final Lazy<Phones> phones = new Lazy<>(() -> new Phones(Host.loopback()));

    private final class Lazy<T extends AutoCloseable> {
        private final Supplier<T> start;
        private T value; // guarded by this
        private RuntimeException failure; // guarded by this: what cannot start is not tried again by each test

        private Lazy(Supplier<T> start) {
            this.start = start;
        }

        private synchronized T get() {
            if (failure != null) {
                throw new IllegalStateException("not started again: " + failure.getMessage(), failure);
            }
            if (value == null) {
                value = tryToStart();
                synchronized (Testbed.this) {
                    toClose.push(value);
                }
            }
            return value;
        }

        private T tryToStart() {
            try {
                return start.get();
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
    }

    private Appliance openAppliance() {
        return Appliance.start(Host.loopback(), configuration -> {
            configuration.set("rooms.seat-grace", SEAT_GRACE.toSeconds() + "s");
            configuration.set("rooms.pins", Map.of(PIN_ROOM, PIN));
            configuration.set("tests.enabled", true);
            for (int i = 1; i <= 12; i++) {
                configuration.device(DEVICE + i, PASSWORD);
            }
            for (int i = 1; i <= CALLEES; i++) {
                configuration.device(CALLEE + i, PASSWORD);
            }
            configuration.set(
                    "routes",
                    List.of(Map.of(
                            "match",
                            "early-*",
                            "answer",
                            Map.of("progress", "early-media", "after", "3s"),
                            "to",
                            "room")));
        });
    }

    private Appliance guardedAppliance() {
        return Appliance.start(Host.loopback(), configuration -> configuration
                .set("access.callers", List.of("127.0.0.1/32"))
                .set("rooms.open", false)
                .set("rooms.names", List.of("lobby"))
                .device(DEVICE, PASSWORD));
    }

    /** Open rooms, everybody on this machine is let in; knows devices {@code desk-phone1} to {@code desk-phone12}. */
    Appliance appliance() {
        return appliance.get();
    }

    /** Has the room lobby and no other, lets callers in from 127.0.0.1 only, knows {@link #DEVICE}. */
    Appliance guarded() {
        return guarded.get();
    }

    Browsers browsers() {
        assumeTrue(Browsers.whyNot().isEmpty(), Browsers::whyNot);
        return browsers.get();
    }

    Sipp sipp() {
        return new Sipp(Host.loopback());
    }

    /** A device of the open appliance that no other scenario uses. */
    String callee() {
        return CALLEE + callees.incrementAndGet();
    }

    /** The id of the call in this room, once it is established. */
    String establishedIn(String room) {
        return awaitCall(call -> call.path("room").asText().equals(room));
    }

    void awaitEstablished(String callId) {
        awaitCall(call -> call.path("callId").asText().equals(callId));
    }

    private String awaitCall(Predicate<JsonNode> wanted) {
        return Awaitility.await()
                .atMost(ANSWER)
                .until(
                        () -> {
                            String calls =
                                    appliance().api("GET", "/api/v1/calls", "").body();
                            for (JsonNode call : new ObjectMapper().readTree(calls)) {
                                if (wanted.test(call)
                                        && call.path("state").asText().equals("established")) {
                                    return call.path("callId").asText();
                                }
                            }
                            return "";
                        },
                        id -> !id.isEmpty());
    }

    /** A room that no other scenario uses. */
    String room() {
        return "room-" + rooms.incrementAndGet();
    }

    /** A phone that calls the open appliance. */
    Phone phone(PhoneSettings settings) {
        return phones.get().phone(settings, appliance().sip());
    }

    Phone phoneAt(Appliance other, PhoneSettings settings) {
        return phones.get().phone(settings, other.sip());
    }

    /** A page of the open appliance that has joined, saying a tone and showing a colour (or empty). */
    RoomPage page(String room, String name, int frequency, String colour) {
        return RoomPage.join(browsers(), appliance().url(""), room, name, frequency, colour);
    }

    @Override
    public synchronized void close() throws Exception {
        while (!toClose.isEmpty()) {
            toClose.pop().close();
        }
    }
}
