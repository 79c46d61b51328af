package io.patchbay.testbeds.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.appliance.ApplianceHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** An appliance's calls as its operator has them: list, records, calls out, transfers. */
final class ApplianceCalls {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Appliance appliance;

    ApplianceCalls(Appliance appliance) {
        this.appliance = appliance;
    }

    /** Calls a registered device into a room and returns the Call-ID. */
    String dialDevice(String device, String room) {
        return dial(Map.of("device", device, "room", room));
    }

    /** Calls a number through a trunk into a room and returns the Call-ID. */
    String dialNumber(String number, String room) {
        return dial(Map.of("to", number, "room", room));
    }

    private String dial(Map<String, String> whom) {
        ApplianceHttp.Response response = appliance.api("POST", "/api/v1/calls", json(whom));
        assertThat(response.status()).as(response.body()).isEqualTo(200);
        return parse(response.body()).path("callId").asText();
    }

    /** Waits until a call in a room is up and returns its Call-ID; of several, one of them. */
    String awaitEstablished(String room) {
        return awaitUp("in room " + room, call -> call.path("room").asText().equals(room));
    }

    /** The same of a call from a user. */
    String awaitFrom(String user) {
        return awaitUp("from " + user, call -> call.path("from").asText().contains(":" + user + "@"));
    }

    private String awaitUp(String which, Predicate<JsonNode> wanted) {
        AtomicReference<String> found = new AtomicReference<>();
        appliance.await("a call " + which + " is up", SOON, here -> {
            for (JsonNode call : parse(here.api("GET", "/api/v1/calls", "").body())) {
                if (call.path("state").asText().equals("established") && wanted.test(call)) {
                    found.set(call.path("callId").asText());
                }
            }
            return found.get() != null;
        });
        return found.get();
    }

    /** A call that is up, with the figures of its media. */
    JsonNode show(String callId) {
        ApplianceHttp.Response response = appliance.api("GET", "/api/v1/calls/" + encoded(callId), "");
        assertThat(response.status()).as(response.body()).isEqualTo(200);
        return parse(response.body());
    }

    /** Asks the phone of a call to call somebody else instead. */
    void transfer(String callId, String to) {
        ApplianceHttp.Response response =
                appliance.api("POST", "/api/v1/calls/" + encoded(callId) + "/transfer", json(Map.of("to", to)));
        assertThat(response.status()).as(response.body()).isEqualTo(200);
    }

    void hangUp(String callId) {
        appliance.api("DELETE", "/api/v1/calls/" + encoded(callId), "");
    }

    void hangUpAll() {
        for (JsonNode call : parse(appliance.api("GET", "/api/v1/calls", "").body())) {
            hangUp(call.path("callId").asText());
        }
    }

    /** Waits for the record of a call that has ended. */
    JsonNode awaitRecord(String callId) {
        AtomicReference<JsonNode> found = new AtomicReference<>();
        appliance.await("a record of the ended call " + callId, SOON, here -> {
            record(callId).filter(record -> record.path("ended").isTextual()).ifPresent(found::set);
            return found.get() != null;
        });
        return found.get();
    }

    /** Waits for how a call sounded, which follows its end. */
    JsonNode awaitQuality(String callId) {
        AtomicReference<JsonNode> found = new AtomicReference<>();
        appliance.await("figures of the ended call " + callId, SOON, here -> {
            record(callId)
                    .map(record -> record.path("quality"))
                    .filter(JsonNode::isObject)
                    .ifPresent(found::set);
            return found.get() != null;
        });
        return found.get();
    }

    private Optional<JsonNode> record(String callId) {
        for (JsonNode record : parse(
                appliance.api("GET", "/api/v1/calls/records?limit=100", "").body())) {
            if (record.path("callId").asText().equals(callId)) {
                return Optional.of(record);
            }
        }
        return Optional.empty();
    }

    private static String encoded(String callId) {
        return URLEncoder.encode(callId, StandardCharsets.UTF_8);
    }

    private static String json(Map<String, String> value) {
        return JSON.valueToTree(value).toString();
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }
}
