package io.patchbay.testbeds.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The load's process: the plan is its argument; it takes {@code begin}, {@code end} and {@code quit} by lines, and says what came of them. */
public final class LoadMain {
    static final String READY = "ready";
    static final String BEGUN = "begun";
    static final String REPORT = "report ";
    static final String ENDED = "ended";

    private LoadMain() {}

    public static void main(String[] arguments) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        LoadPlan plan = mapper.readValue(arguments[0], LoadPlan.class);
        try (Load load = new Load(plan)) {
            System.out.println(READY);
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null && !line.equals("quit"); line = in.readLine()) {
                switch (line) {
                    case "begin" -> {
                        load.begin();
                        System.out.println(BEGUN);
                    }
                    case "end" -> System.out.println(REPORT + mapper.writeValueAsString(load.end()));
                    default -> throw new IllegalArgumentException("unknown: " + line);
                }
            }
        }
        System.out.println(ENDED);
        System.exit(0); // the HTTP client's threads would stay
    }
}
