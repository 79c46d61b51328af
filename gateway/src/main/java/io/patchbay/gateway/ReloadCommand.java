package io.patchbay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code patchbay reload}. */
@Command(name = "reload", description = "Makes the running appliance read its configuration again; calls go on.")
final class ReloadCommand extends AdminCommand {
    @Override
    String ask(AdminClient appliance) throws AdminClient.Failed {
        JsonNode changes = appliance.post("/reload", Map.of());
        StringBuilder text = new StringBuilder("reloaded");
        if (!changes.path("live").isEmpty()) {
            text.append("; in force now: ").append(joined(changes.path("live")));
        }
        if (!changes.path("needRestart").isEmpty()) {
            text.append("; only after a restart: ").append(joined(changes.path("needRestart")));
        }
        return text.toString();
    }
}
