package io.patchbay.testbeds.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code ./patchbay bench NAME [--OPTION [VALUE]…] [--json FILE]}. Without a name it lists the benches. An option without a value
 * is {@code true}.
 */
public final class Main {
    private static final int USAGE = 2;
    private static final List<Bench> BENCHES =
            List.of(new CallBench(), new SignallingBench(), new DensityBench(), new LatencyBench());

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            BENCHES.forEach(bench -> System.out.printf("%-10s %s%n", bench.name(), bench.description()));
            return;
        }
        Optional<Bench> bench =
                BENCHES.stream().filter(one -> one.name().equals(arguments[0])).findFirst();
        if (bench.isEmpty()) {
            System.err.printf(
                    "usage: patchbay bench NAME [--OPTION [VALUE]...] [--json FILE]; names: %s%n",
                    BENCHES.stream().map(Bench::name).toList());
            System.exit(USAGE);
            return;
        }
        Map<String, String> options = options(List.of(arguments).subList(1, arguments.length));
        String json = options.remove("json");
        Report report = bench.get().run(options);
        System.out.print(report.text());
        if (json != null) {
            ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
            Files.write(Path.of(json), mapper.writeValueAsBytes(report.json()));
        }
    }

    static Map<String, String> options(List<String> arguments) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            if (!name.startsWith("--")) {
                throw new IllegalArgumentException("bench: '%s' is no option; options begin with --".formatted(name));
            }
            boolean hasValue = i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("--");
            options.put(name.substring(2), hasValue ? arguments.get(++i) : "true");
        }
        return options;
    }
}
