package io.patchbay.gateway.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What this machine calls itself. From the kernel: a name server might take seconds to say that it doesn't know. */
final class HostName {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    private HostName() {}

    /** Empty where there is none, or none that could stand in a certificate. */
    static Optional<String> get() {
        try {
            String name = Files.readString(KERNEL).strip().toLowerCase(Locale.ROOT);
            return Optional.of(name).filter(text -> text.matches("[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
