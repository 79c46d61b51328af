package io.patchbay.gateway;

import io.patchbay.gateway.log.Logging;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code patchbay}: the command line. Ends with one of the codes below. */
@Command(
        name = "patchbay",
        description = "Phones and browsers in the same room: a SIP-to-WebRTC gateway.",
        subcommands = {
            ServeCommand.class,
            CheckCommand.class,
            ReloadCommand.class,
            StatusCommand.class,
            CallsCommand.class,
            CallCommand.class,
            HoldCommand.class,
            DevicesCommand.class,
            TrunksCommand.class,
            RouteTestCommand.class,
            BansCommand.class,
            DrainCommand.class,
            VersionCommand.class
        })
public final class Main implements Callable<Integer> {
    static final int OK = 0;
    static final int BAD_CONFIGURATION = 1;
    static final int BAD_USAGE = 2; // picocli's own
    static final int CANNOT_START = 3;
    static final int NOT_CLOSED = 4;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this help.")
    private boolean help;

    private Main() {}

    public static void main(String[] arguments) {
        Logging.start();
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new Main()).execute(arguments);
    }

    @Override
    public Integer call() {
        CommandLine.usage(this, System.out);
        return BAD_USAGE;
    }
}
