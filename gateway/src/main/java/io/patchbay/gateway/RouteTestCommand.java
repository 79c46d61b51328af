package io.patchbay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code patchbay route-test NUMBER}. */
@Command(
        name = "route-test",
        description =
                "Says what would become of a call to a number, in and out, and which rules decide, without calling.")
final class RouteTestCommand extends AdminCommand {
    @Parameters(
            index = "0",
            paramLabel = "NUMBER",
            description = "What is dialled: a number or the user part of a URI.")
    private String number;

    @Option(
            names = "--from",
            paramLabel = "ADDRESS",
            description = "Where the call comes from; this machine without it.")
    private String from;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "The device that the call proves to be from; none without it.")
    private String device;

    @Override
    String ask(AdminClient appliance) throws AdminClient.Failed {
        String query = "?number=" + encoded(number) + (from == null ? "" : "&from=" + encoded(from))
                + (device == null ? "" : "&device=" + encoded(device));
        JsonNode test = appliance.get("/route-test" + query);
        StringBuilder text = new StringBuilder(
                "a call from %s to %s:\n".formatted(test.path("from").asText(), number));
        append(text, test.path("incoming"));
        text.append("  result: ").append(test.path("result").asText());
        text.append("\na call from here to %s:\n".formatted(number));
        append(text, test.path("outgoing"));
        return text.toString().stripTrailing();
    }

    private static void append(StringBuilder text, JsonNode attempts) {
        for (JsonNode attempt : attempts) {
            text.append(attempt.path("fits").asBoolean() ? "  + " : "  - ")
                    .append(attempt.path("kind").asText())
                    .append(' ')
                    .append(attempt.path("name").asText())
                    .append(": ")
                    .append(attempt.path("outcome").asText())
                    .append('\n');
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
