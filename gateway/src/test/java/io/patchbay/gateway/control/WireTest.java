package io.patchbay.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {

    @Test
    void readsARequest() {
        Wire.Request request =
                Wire.request("{\"id\":7,\"method\":\"consume\",\"data\":{\"producerId\":\"p\"},\"new\":1}");

        assertThat(request.id()).isEqualTo(7);
        assertThat(request.method()).isEqualTo("consume");
        assertThat(request.data().get("producerId").textValue()).isEqualTo("p");
    }

    @Test
    void takesMissingDataForEmptyData() {
        assertThat(Wire.request("{\"id\":1,\"method\":\"ping\"}").data()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "null",
                "7",
                "{\"id\":\"7\",\"method\":\"join\"}",
                "{\"id\":7}",
                "{\"id\":1.5,\"method\":\"x\"}",
                "{\"id\":1,\"method\":2}"
            })
    void refusesWhatIsNoRequest(String text) {
        assertThatThrownBy(() -> Wire.request(text)).isInstanceOf(ControlError.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"rtpCapabilities\":{}}                                       | displayName has 0 characters",
                "{\"displayName\":\"   \",\"rtpCapabilities\":{}}               | displayName has 0 characters",
                "{\"displayName\":\"Ann\"}                                      | rtpCapabilities is missing",
                "{\"displayName\":[],\"rtpCapabilities\":{}}                    | String",
            })
    void namesWhatAJoinLacks(String data, String problem) {
        Wire.Request request = Wire.request("{\"id\":1,\"method\":\"join\",\"data\":" + data + "}");

        assertThatThrownBy(() -> Wire.read(request.data(), Requests.Join.class))
                .isInstanceOf(ControlError.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource({"audio,camera", "video,microphone", "audio,phone", "audio,"})
    void refusesASourceThatDoesNotFitTheKind(String kind, String source) {
        String text = "{\"id\":1,\"method\":\"produce\",\"data\":{\"transportId\":\"t\",\"kind\":\"%s\",\"source\":%s,"
                        .formatted(kind, source == null ? "null" : "\"" + source + "\"")
                + "\"rtpParameters\":{\"codecs\":[]}}}";

        assertThatThrownBy(() -> Wire.read(Wire.request(text).data(), Requests.Produce.class))
                .isInstanceOf(ControlError.class)
                .hasMessageContaining("source is");
    }

    @Test
    void writesResponsesErrorsAndEvents() {
        assertThat(Wire.response(3, new Requests.Produced("p1")))
                .isEqualTo("{\"id\":3,\"ok\":true,\"data\":{\"id\":\"p1\"}}");
        assertThat(Wire.error(4, new ControlError(ControlError.Code.SEAT_GONE, "too late")))
                .isEqualTo("{\"id\":4,\"ok\":false,\"error\":{\"code\":\"seat-gone\",\"message\":\"too late\"}}");
        assertThat(Wire.event("closing", "reason", "bye"))
                .isEqualTo("{\"event\":\"closing\",\"data\":{\"reason\":\"bye\"}}");
    }
}
