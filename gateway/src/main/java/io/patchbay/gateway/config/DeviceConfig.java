package io.patchbay.gateway.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A phone or room system that may register. In the environment: {@code PATCHBAY_DEVICES=name:password,name:password}.
 *
 * @param outbound whether its calls may go out through trunks, by routes to {@code trunk}
 */
public record DeviceConfig(String name, Secret password, boolean outbound) {
    private static final String NAME = "1 to 64 of a-z, 0-9, '.', '_', '-'";

    public DeviceConfig(String name, Secret password) {
        this(name, password, false);
    }

    static List<DeviceConfig> readAll(Section top, ConfigSource source) {
        List<DeviceConfig> devices = new ArrayList<>();
        List<Section> written = top.sections("devices");
        Optional<String> variable = source.fromEnvironment("devices");
        if (variable.isPresent()) {
            fromEnvironment(variable.get(), devices, source);
        } else {
            written.forEach(section -> read(section, devices));
        }
        Set<String> names = new HashSet<>();
        for (DeviceConfig device : devices) {
            if (!names.add(device.name())) {
                source.mistake("devices", "devices names " + device.name() + " twice; each device once");
            }
        }
        return List.copyOf(devices);
    }

    private static void read(Section section, List<DeviceConfig> devices) {
        Optional<String> name = section.required("name", NAME, DeviceConfig::name);
        Optional<Secret> password = section.secret("password");
        boolean outbound = section.flag("outbound", false);
        section.finish();
        if (name.isPresent() && password.isPresent()) {
            devices.add(new DeviceConfig(name.get(), password.get(), outbound));
        }
    }

    private static void fromEnvironment(String text, List<DeviceConfig> devices, ConfigSource source) {
        for (String entry : text.split(",")) {
            int colon = entry.indexOf(':');
            if (colon < 1 || colon == entry.length() - 1) {
                source.mistake(
                        "devices", "an entry is not of the form name:password"); // not repeated: it may be a password
                continue;
            }
            try {
                devices.add(new DeviceConfig(
                        name(entry.substring(0, colon).strip()), new Secret(entry.substring(colon + 1))));
            } catch (IllegalArgumentException e) {
                source.mistake("devices", "a device's name must be " + NAME);
            }
        }
    }

    private static String name(String text) {
        if (!RoomsConfig.isRoomName(text)) {
            throw new IllegalArgumentException();
        }
        return text.toLowerCase(Locale.ROOT);
    }
}
