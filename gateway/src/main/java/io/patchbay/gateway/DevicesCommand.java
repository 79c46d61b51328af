package io.patchbay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** {@code patchbay devices}. */
@Command(
        name = "devices",
        description = "Lists the registered devices: where each is, since when, and whether it answers.")
final class DevicesCommand extends AdminCommand {
    private static final List<String> COLUMNS =
            List.of("contact", "address", "transport", "userAgent", "since", "expires", "reachable");

    @Override
    String ask(AdminClient appliance) throws AdminClient.Failed {
        JsonNode devices = appliance.get("/devices");
        return devices.isEmpty() ? "no device is registered" : CallsCommand.table(rows(devices));
    }

    /** One for each contact. */
    private static ArrayNode rows(JsonNode devices) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (JsonNode device : devices) {
            for (JsonNode contact : device.path("contacts")) {
                ObjectNode row =
                        rows.addObject().put("device", device.path("name").asText());
                COLUMNS.forEach(column -> row.set(column, contact.path(column)));
                JsonNode rtt = contact.path("rttMillis");
                row.put("rttMillis", rtt.isNumber() ? String.format(Locale.ROOT, "%.1f", rtt.asDouble()) : "");
            }
        }
        return rows;
    }
}
