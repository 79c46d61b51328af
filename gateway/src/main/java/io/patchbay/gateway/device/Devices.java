package io.patchbay.gateway.device;

import io.patchbay.gateway.config.DeviceConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The devices that the configuration in force names. Any thread. */
public final class Devices {
    private final Supplier<List<DeviceConfig>> configured;
    private volatile Directory directory = new Directory(List.of(), Map.of()); // replaced as a whole

    private record Directory(List<DeviceConfig> of, Map<String, DeviceConfig> byName) {}

    public Devices(Supplier<List<DeviceConfig>> configured) {
        this.configured = configured;
    }

    /** @param name in any case */
    public Optional<DeviceConfig> find(String name) {
        List<DeviceConfig> now = configured.get();
        Directory known = directory;
        if (known.of() != now) { // a reload: at worst two threads read it
            known = new Directory(now, now.stream().collect(Collectors.toMap(DeviceConfig::name, Function.identity())));
            directory = known;
        }
        return Optional.ofNullable(known.byName().get(name.toLowerCase(Locale.ROOT)));
    }

    public Optional<String> passwordOf(String name) {
        return find(name).map(device -> device.password().reveal());
    }

    /** Whether calls of this device may go out through trunks. */
    public boolean mayCallOut(String name) {
        return find(name).map(DeviceConfig::outbound).orElse(false);
    }
}
