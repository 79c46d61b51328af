package io.patchbay.gateway;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code patchbay version}. */
@Command(name = "version", description = "Says which Patchbay this is.")
final class VersionCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        System.out.println("patchbay " + Version.get());
        return Main.OK;
    }
}
