package io.patchbay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.gateway.config.Configuration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that asks the running appliance. */
abstract class AdminCommand implements Callable<Integer> {
    private static final int REFUSED = 1;

    @Mixin
    private ConfigOption config;

    /** Asks, and returns what is to be printed. */
    abstract String ask(AdminClient appliance) throws AdminClient.Failed;

    @Override
    public final Integer call() {
        Optional<Configuration> configuration = config.load(config.loader());
        if (configuration.isEmpty()) {
            return Main.BAD_CONFIGURATION;
        }
        try {
            System.out.println(ask(new AdminClient(configuration.get().data().directory())));
            return Main.OK;
        } catch (AdminClient.Failed e) {
            System.err.println(e.getMessage());
            return REFUSED;
        }
    }

    /** The elements of a list of texts, joined. */
    static String joined(JsonNode list) {
        StringBuilder text = new StringBuilder();
        list.forEach(item -> text.append(text.isEmpty() ? "" : ", ").append(item.asText()));
        return text.toString();
    }
}
