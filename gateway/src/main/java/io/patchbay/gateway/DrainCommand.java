package io.patchbay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code patchbay drain}. */
@Command(
        name = "drain",
        description = "Takes no new calls any more, so that the appliance empties; present calls go on.")
final class DrainCommand extends AdminCommand {
    @Option(
            names = "--within",
            paramLabel = "SECONDS",
            description = "Ends the calls that are still up then; without it they go on for as long as they like.")
    private Integer seconds;

    @Option(names = "--undo", description = "Takes calls again.")
    private boolean undo;

    @Override
    String ask(AdminClient appliance) throws AdminClient.Failed {
        Map<String, String> body =
                undo ? Map.of("undo", "true") : seconds == null ? Map.of() : Map.of("seconds", seconds.toString());
        JsonNode state = appliance.post("/drain", body);
        return state.path("draining").asBoolean()
                ? "no new calls are taken; %d still up"
                        .formatted(state.path("calls").asInt())
                : "calls are taken again";
    }
}
