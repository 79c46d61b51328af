package io.patchbay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code patchbay call DEVICE ROOM}. */
@Command(name = "call", description = "Calls a registered device and brings it into a room.")
final class CallCommand extends AdminCommand {
    @Parameters(index = "0", paramLabel = "DEVICE", description = "The device's name, as it registers.")
    private String device;

    @Parameters(index = "1", paramLabel = "ROOM", description = "The room's name.")
    private String room;

    @Override
    String ask(AdminClient appliance) throws AdminClient.Failed {
        JsonNode call = appliance.post("/calls", Map.of("device", device, "room", room));
        return "calling %s into %s (Call-ID %s)"
                .formatted(device, room, call.path("callId").asText());
    }
}
