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

/** {@code ./patchbay bench NAME [--OPTION VALUE…] [--json FILE]}. Without a name it lists the benches. */
public final class Main {
    private static final int USAGE = 2;
    private static final List<Bench> BENCHES = List.of(new CallBench());

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            BENCHES.forEach(bench -> System.out.printf("%-10s %s%n", bench.name(), bench.description()));
            return;
        }
        Optional<Bench> bench =
                BENCHES.stream().filter(one -> one.name().equals(arguments[0])).findFirst();
        if (bench.isEmpty() || arguments.length % 2 == 0) {
            System.err.printf(
                    "usage: patchbay bench NAME [--OPTION VALUE...] [--json FILE]; names: %s%n",
                    BENCHES.stream().map(Bench::name).toList());
            System.exit(USAGE);
            return;
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 1; i < arguments.length; i += 2) {
            options.put(arguments[i].replaceFirst("^--", ""), arguments[i + 1]);
        }
        String json = options.remove("json");
        Report report = bench.get().run(options);
        System.out.print(report.text());
        if (json != null) {
            ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
            Files.write(Path.of(json), mapper.writeValueAsBytes(report));
        }
    }
}
