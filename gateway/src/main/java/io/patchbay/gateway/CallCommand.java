package io.patchbay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code patchbay call WHOM ROOM}. */
@Command(name = "call", description = "Calls a device, or a number through a trunk, and brings it into a room.")
final class CallCommand extends AdminCommand {
    @Parameters(
            index = "0",
            paramLabel = "WHOM",
            description = "A device's name as it registers, a number, or a tel: or sip: URI.")
    private String whom;

    @Parameters(index = "1", paramLabel = "ROOM", description = "The room's name.")
    private String room;

    @Override
    String ask(AdminClient appliance) throws AdminClient.Failed {
        JsonNode call = appliance.post("/calls", Map.of(isDevice() ? "device" : "to", whom, "room", room));
        return "calling %s into %s (Call-ID %s)"
                .formatted(whom, room, call.path("callId").asText());
    }

    private boolean isDevice() {
        return whom.indexOf(':') < 0 && !whom.matches("\\+?[0-9*#][-.() 0-9*#]*");
    }
}
