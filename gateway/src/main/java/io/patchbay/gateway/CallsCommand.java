package io.patchbay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code patchbay calls}. */
@Command(name = "calls", description = "Lists the calls that are up.")
final class CallsCommand extends AdminCommand {
    @Override
    String ask(AdminClient appliance) throws AdminClient.Failed {
        JsonNode calls = appliance.get("/calls");
        return calls.isEmpty() ? "no calls" : table(calls);
    }

    /** A column for each field of the first row, as wide as its widest cell. */
    static String table(JsonNode rows) {
        List<String> columns = new ArrayList<>();
        rows.get(0).fieldNames().forEachRemaining(columns::add);
        List<StringBuilder> lines = new ArrayList<>();
        lines.add(new StringBuilder());
        rows.forEach(row -> lines.add(new StringBuilder()));
        for (String column : columns) {
            int width = column.length();
            for (JsonNode row : rows) {
                width = Math.max(width, cell(row, column).length());
            }
            String cell = "%-" + width + "s  ";
            lines.get(0).append(cell.formatted(column));
            for (int i = 0; i < rows.size(); i++) {
                lines.get(i + 1).append(cell.formatted(cell(rows.get(i), column)));
            }
        }
        return String.join(
                "\n",
                lines.stream().map(line -> line.toString().stripTrailing()).toList());
    }

    private static String cell(JsonNode row, String column) {
        JsonNode value = row.path(column);
        return value.isArray() ? joined(value) : value.asText();
    }
}
