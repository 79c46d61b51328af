package io.patchbay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code patchbay bans}. */
@Command(name = "bans", description = "Lists the sources of SIP that are not heard, and why; or hears one again.")
final class BansCommand extends AdminCommand {
    @Option(names = "--lift", paramLabel = "ADDRESS", description = "Hears this address again.")
    private String lift;

    @Override
    String ask(AdminClient appliance) throws AdminClient.Failed {
        if (lift != null) {
            appliance.delete("/bans/" + lift);
            return lift + " is heard again";
        }
        JsonNode bans = appliance.get("/bans");
        return bans.isEmpty() ? "nobody is banned" : CallsCommand.table(bans);
    }
}
