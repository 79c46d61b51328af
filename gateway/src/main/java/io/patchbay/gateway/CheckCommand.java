package io.patchbay.gateway;

import io.patchbay.gateway.config.ConfigLoader;
import io.patchbay.gateway.config.ConfigPrinter;
import io.patchbay.gateway.config.Configuration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code patchbay check}: whether the configuration is valid, and what comes of it. */
@Command(name = "check", description = "Says whether the configuration is valid and prints it with all defaults.")
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config;

    @Override
    public Integer call() {
        ConfigLoader loader = config.loader();
        Optional<Configuration> configuration = config.load(loader);
        if (configuration.isEmpty()) {
            return Main.BAD_CONFIGURATION;
        }
        System.out.println(
                "# OK: " + loader.file().map(file -> "read from " + file).orElse("no file; defaults hold"));
        System.out.print(ConfigPrinter.print(configuration.get()));
        return Main.OK;
    }
}
