package io.patchbay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

/** {@code patchbay trunks}. */
@Command(name = "trunks", description = "Lists the trunks: registration, health, calls, and what is wrong with them.")
final class TrunksCommand extends AdminCommand {
    @Override
    String ask(AdminClient appliance) throws AdminClient.Failed {
        JsonNode trunks = appliance.get("/trunks");
        return trunks.isEmpty() ? "no trunks; name some under trunks" : CallsCommand.table(trunks);
    }
}
