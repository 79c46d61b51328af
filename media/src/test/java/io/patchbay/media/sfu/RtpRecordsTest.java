package io.patchbay.media.sfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes in from browsers as JSON, and what goes out. */
class RtpRecordsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void ignoresWhatItDoesNotKnowAndFillsInDefaults() throws IOException {
        RtpParameters parameters = JSON.readValue(
                """
                {"mid": "0", "msid": "a b", "codecs": [{"mimeType": "audio/opus", "payloadType": 111, "clockRate": 48000,
                 "future": {"x": 1}}], "encodings": [{"ssrc": 1, "active": true}]}
                """,
                RtpParameters.class);

        assertThat(parameters.codecs().get(0).channels()).isEqualTo(1);
        assertThat(parameters.codecs().get(0).rtcpFeedback()).isEmpty();
        assertThat(parameters.headerExtensions()).isEmpty();
        assertThat(parameters.rtcp().reducedSize()).isTrue();
    }

    @Test
    void goesOutAsMediasoupsJson() throws IOException {
        RtpParameters parameters = SfuFixture.video(7).rtpParameters();
        assertThat(JSON.readTree(JSON.writeValueAsBytes(parameters)))
                .isEqualTo(JSON.readTree(
                        """
                        {"mid": "v7",
                         "codecs": [{"mimeType": "video/VP8", "payloadType": 96, "clockRate": 90000, "parameters": {},
                           "rtcpFeedback": [{"type": "nack", "parameter": ""}, {"type": "nack", "parameter": "pli"},
                             {"type": "transport-cc", "parameter": ""}]}],
                         "headerExtensions": [
                           {"uri": "urn:ietf:params:rtp-hdrext:sdes:mid", "id": 4, "encrypt": false, "parameters": {}},
                           {"uri": "urn:ietf:params:rtp-hdrext:ssrc-audio-level", "id": 1, "encrypt": false, "parameters": {}},
                           {"uri": "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01", "id": 3,
                             "encrypt": false, "parameters": {}}],
                         "encodings": [{"ssrc": 7, "dtx": false}],
                         "rtcp": {"cname": "cname", "reducedSize": true}}
                        """
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "codec | {'payloadType': 1, 'clockRate': 1} | mimeType is missing",
                "codec | {'mimeType': 'opus', 'payloadType': 1, 'clockRate': 1} | must be like 'audio/opus'",
                "codec | {'mimeType': 'audio/opus', 'clockRate': 1} | payloadType is null",
                "codec | {'mimeType': 'audio/opus', 'payloadType': 128, 'clockRate': 1} | payloadType is 128",
                "codec | {'mimeType': 'audio/opus', 'payloadType': 1} | clockRate is null",
                "codec | {'mimeType': 'audio/opus', 'payloadType': 1, 'clockRate': -8} | clockRate is -8",
                "codec | {'mimeType': 'video/rtx', 'payloadType': 1, 'clockRate': 1, 'parameters': {'apt': 'x'}} | apt must be",
                "codec | {'mimeType': 'video/VP8', 'payloadType': 1, 'clockRate': 1, 'parameters': {'a': []}} | parameter a must be",
                "extension | {'id': 1} | uri is missing",
                "extension | {'uri': 'x', 'id': 0} | id is 0",
                "extension | {'uri': 'x', 'id': 256} | id is 256",
                "encoding | {'ssrc': -1} | ssrc is -1",
                "encoding | {'ssrc': 4294967296} | ssrc is 4294967296",
                "encoding | {'rid': ''} | rid is empty",
                "parameters | {'encodings': []} | codecs is missing",
                "parameters | {'mid': '', 'codecs': []} | mid is empty",
                "feedback | {'parameter': 'pli'} | type is missing",
                "dtls | {'role': 'client'} | fingerprints is missing",
                "dtls | {'role': 'chef', 'fingerprints': []} | role is 'chef'",
            })
    void saysWhatIsWrong(String record, String json, String message) {
        Class<?> type =
                switch (record) {
                    case "codec" -> RtpCodecParameters.class;
                    case "extension" -> RtpHeaderExtensionParameters.class;
                    case "encoding" -> RtpEncodingParameters.class;
                    case "feedback" -> RtcpFeedback.class;
                    case "dtls" -> DtlsParameters.class;
                    default -> RtpParameters.class;
                };
        assertThatThrownBy(() -> JSON.readValue(json.replace('\'', '"'), type)).hasMessageContaining(message);
    }

    @Test
    void keepsThePasswordOutOfTheLog() {
        assertThat(new IceParameters("abc", "secret", true).toString()).doesNotContain("secret");
    }
}
