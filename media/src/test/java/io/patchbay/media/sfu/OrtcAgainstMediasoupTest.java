package io.patchbay.media.sfu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Asks mediasoup and us the same and wants the same answers. */
class OrtcAgainstMediasoupTest {
    private static final long SSRC = 1000; // as the script counts
    private static final ObjectMapper JSON = new ObjectMapper();

    private static MediasoupOrtc mediasoup;

    private record ProducerCase(MediaKind kind, RtpParameters rtpParameters) {}

    @BeforeAll
    static void install() throws Exception {
        mediasoup = MediasoupOrtc.installed();
    }

    @Test
    void routersHaveTheSameCapabilities() throws Exception {
        SupportedRtp theirs = theirSupported();
        List<RtpCodecCapability> codecs = new ArrayList<>(SupportedRtp.USUAL_CODECS);
        codecs.add(JSON.readValue("{\"mimeType\": \"audio/PCMU\", \"clockRate\": 8000}", RtpCodecCapability.class));
        codecs.add(JSON.readValue(
                "{\"mimeType\": \"video/vp9\", \"clockRate\": 90000, \"preferredPayloadType\": 110}",
                RtpCodecCapability.class));

        JsonNode expected = mediasoup.ask(Map.of("ask", "router", "codecs", codecs, "rtx", true));

        assertThat(json(Ortc.routerCapabilities(codecs, theirs))).isEqualTo(expected.get("answer"));
    }

    @Test
    void ourRoutersAreWhatMediasoupWouldMakeOfOurCodecsWithoutRtx() throws Exception {
        RtpCapabilities ours = ourRouter();
        RtpCapabilities only = new RtpCapabilities(SupportedRtp.OURS.codecs(), SupportedRtp.OURS.headerExtensions());
        for (int i = 0; i < SupportedRtp.USUAL_CODECS.size(); i++) {
            // One at a time: mediasoup's RTX takes a payload type after each.
            RtpCodecCapability mine = ours.codecs().get(i);
            RtpCodecCapability asked =
                    SupportedRtp.USUAL_CODECS.get(i).withPreferredPayloadType(mine.preferredPayloadType());

            JsonNode expected =
                    mediasoup.ask(Map.of("ask", "router", "codecs", List.of(asked), "only", only, "rtx", false));

            assertThat(json(new RtpCapabilities(List.of(mine), ours.headerExtensions())))
                    .isEqualTo(expected.get("answer"));
        }
    }

    @Test
    void producersAreMappedAndConsumedAlike() throws Exception {
        Map<String, RtpCapabilities> routers = new LinkedHashMap<>();
        routers.put("ours", ourRouter());
        routers.put("mediasoup's", Ortc.routerCapabilities(SupportedRtp.USUAL_CODECS, theirSupported()));
        Map<String, ProducerCase> producers = read("producers.json", new TypeReference<>() {});
        Map<String, RtpCapabilities> receivers = read("receivers.json", new TypeReference<>() {});

        int compared = 0;
        for (Map.Entry<String, RtpCapabilities> router : routers.entrySet()) {
            for (Map.Entry<String, ProducerCase> producer : producers.entrySet()) {
                String what = producer.getKey() + " in " + router.getKey() + " router";
                JsonNode consumable = compareProducer(what, router.getValue(), producer.getValue());
                if (consumable != null) {
                    compared += compareConsumers(what, consumable, receivers);
                }
            }
        }
        assertThat(compared).isGreaterThan(100);
    }

    /** Returns mediasoup's consumable parameters, or null where both refuse. */
    private JsonNode compareProducer(String what, RtpCapabilities router, ProducerCase producer) throws Exception {
        JsonNode expected = mediasoup.ask(Map.of(
                "ask",
                "produce",
                "router",
                router,
                "kind",
                producer.kind(),
                "rtpParameters",
                producer.rtpParameters()));
        if (expected.has("error")) {
            assertThat(refusal(() -> Ortc.mapProducer(producer.rtpParameters(), router, () -> SSRC)))
                    .as(what)
                    .isEqualTo(expected.get("error").asText());
            return null;
        }
        Ortc.ProducerRtp ours = Ortc.mapProducer(producer.rtpParameters(), router, () -> SSRC);
        RtpParameters consumable = Ortc.consumable(producer.kind(), ours.parameters(), router, ours.mapping());
        JsonNode answer = expected.get("answer");
        assertThat(json(ours.parameters())).as(what).isEqualTo(answer.get("rtpParameters"));
        assertThat(json(ours.mapping().codecs())).as(what).isEqualTo(answer.get("codecs"));
        assertThat(json(consumable)).as(what).isEqualTo(answer.get("consumable"));
        return answer.get("consumable");
    }

    private int compareConsumers(String what, JsonNode consumable, Map<String, RtpCapabilities> receivers)
            throws Exception {
        RtpParameters ours = JSON.treeToValue(consumable, RtpParameters.class);
        List<Map<String, Object>> questions = new ArrayList<>();
        for (boolean retransmits : new boolean[] {true, false}) {
            for (RtpCapabilities receiver : receivers.values()) {
                questions.add(Map.of(
                        "ask",
                        "consume",
                        "consumable",
                        consumable,
                        "capabilities",
                        receiver,
                        "enableRtx",
                        retransmits));
            }
        }
        Iterator<JsonNode> results = mediasoup.ask(questions).iterator();
        for (boolean retransmits : new boolean[] {true, false}) {
            for (Map.Entry<String, RtpCapabilities> receiver : receivers.entrySet()) {
                String pair = "%s, to %s, %s".formatted(what, receiver.getKey(), retransmits);
                JsonNode answer = results.next().get("answer");
                boolean can = answer.get("canConsume").asBoolean();
                assertThat(ConsumerRtp.canConsume(ours, receiver.getValue()))
                        .as(pair)
                        .isEqualTo(can);
                if (can) {
                    RtpParameters parameters =
                            ConsumerRtp.parameters(ours, receiver.getValue(), retransmits, () -> SSRC);
                    assertThat(json(parameters)).as(pair).isEqualTo(answer.get("rtpParameters"));
                }
            }
        }
        return questions.size();
    }

    /** mediasoup's names for the two ways to refuse. */
    private static String refusal(Runnable call) {
        try {
            call.run();
            return "none";
        } catch (UnsupportedRtpException e) {
            return "UnsupportedError";
        } catch (RtpParametersException e) {
            return "TypeError";
        }
    }

    /** As it goes over the wire. */
    private static JsonNode json(Object value) throws IOException {
        return JSON.readTree(JSON.writeValueAsBytes(value));
    }

    private static RtpCapabilities ourRouter() {
        return Ortc.routerCapabilities(SupportedRtp.USUAL_CODECS, SupportedRtp.OURS);
    }

    private static SupportedRtp theirSupported() throws Exception {
        RtpCapabilities supported =
                JSON.treeToValue(mediasoup.ask(Map.of("ask", "supported")).get("answer"), RtpCapabilities.class);
        return new SupportedRtp(supported.codecs(), supported.headerExtensions(), true);
    }

    private static <T> T read(String resource, TypeReference<T> type) throws IOException {
        try (InputStream json = OrtcAgainstMediasoupTest.class.getResourceAsStream(resource)) {
            return JSON.readValue(json, type);
        }
    }
}
