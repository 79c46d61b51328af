package io.patchbay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code patchbay calls}. */
@Command(name = "calls", description = "Lists the calls that are up, or tells all of one.")
final class CallsCommand extends AdminCommand {
    @Parameters(index = "0", arity = "0..1", paramLabel = "CALL-ID", description = "Which one to tell all of.")
    private String callId;

    @Override
    String ask(AdminClient appliance) throws AdminClient.Failed {
        if (callId != null) {
            List<String> lines = new ArrayList<>();
            tell("", appliance.get("/calls/" + URLEncoder.encode(callId, StandardCharsets.UTF_8)), lines);
            return String.join("\n", lines);
        }
        JsonNode calls = appliance.get("/calls");
        return calls.isEmpty() ? "no calls" : table(calls);
    }

    /** A line for each value: its path, and what it is; hundredths are enough of a figure. */
    static void tell(String path, JsonNode value, List<String> lines) {
        if (value.isObject()) {
            value.fields()
                    .forEachRemaining(field -> tell(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), lines));
        } else {
            String text = value.isNull() ? "not known" : value.asText();
            lines.add(path + ": " + (value.isFloatingPointNumber() ? "%.2f".formatted(value.asDouble()) : text));
        }
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
        if (value.isNull()) {
            return "";
        }
        return value.isArray() ? joined(value) : value.asText();
    }
}
