package io.patchbay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code patchbay hold CALL-ID}. */
@Command(name = "hold", description = "Puts a phone on hold: it neither hears its room nor is heard in it.")
final class HoldCommand extends AdminCommand {
    @Parameters(index = "0", paramLabel = "CALL-ID", description = "As 'calls' lists it.")
    private String callId;

    @Option(names = "--inactive", description = "Offers no audio at all, in place of audio to the phone only.")
    private boolean inactive;

    @Option(names = "--undo", description = "Takes the phone back.")
    private boolean undo;

    @Override
    String ask(AdminClient appliance) throws AdminClient.Failed {
        String call = "/calls/" + URLEncoder.encode(callId, StandardCharsets.UTF_8);
        JsonNode answer = undo
                ? appliance.post(call + "/unhold", Map.of())
                : appliance.post(call + "/hold", Map.of("direction", inactive ? "inactive" : "sendonly"));
        return switch (answer.path("hold").asText()) {
            case "local" -> "on hold";
            case "both" -> "on hold, by the phone as well";
            case "remote" -> "taken back; the phone itself holds the call";
            default -> "taken back";
        };
    }
}
