package io.patchbay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code patchbay status}. */
@Command(name = "status", description = "Says how the running appliance is.")
final class StatusCommand extends AdminCommand {
    @Override
    String ask(AdminClient appliance) throws AdminClient.Failed {
        List<String> lines = new ArrayList<>();
        appliance
                .get("/status")
                .fields()
                .forEachRemaining(entry -> lines.add("%-12s %s".formatted(entry.getKey(), text(entry.getValue()))));
        return String.join("\n", lines);
    }

    private static String text(JsonNode value) {
        return value.isArray() ? joined(value) : value.asText();
    }
}
