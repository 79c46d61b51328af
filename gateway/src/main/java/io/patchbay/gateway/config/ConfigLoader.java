package io.patchbay.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the configuration: {@code patchbay.yaml} of the current directory or the file named, and above it the environment.
 * No file is needed. Relative paths in a file start at the file's directory.
 */
public final class ConfigLoader {
    public static final String DEFAULT_FILE = "patchbay.yaml";

    private final Optional<Path> named;
    private final Path workingDirectory;
    private final Map<String, String> environment;

    /** @param named the file asked for; empty for the default one, where it exists */
    public ConfigLoader(Optional<Path> named, Path workingDirectory, Map<String, String> environment) {
        this.named = named.map(workingDirectory::resolve);
        this.workingDirectory = workingDirectory;
        this.environment = Map.copyOf(environment);
    }

    /** The file that is read; empty where there is none and defaults hold. */
    public Optional<Path> file() {
        return named.or(
                () -> Optional.of(workingDirectory.resolve(DEFAULT_FILE)).filter(Files::exists));
    }

    /** Reads everything afresh. */
    public Configuration load() throws ConfigException {
        Optional<Path> file = file();
        if (file.isEmpty()) {
            return parse("", DEFAULT_FILE, workingDirectory, environment);
        }
        String name = file.get().getFileName().toString();
        String yaml;
        try {
            yaml = Files.readString(file.get());
        } catch (IOException e) {
            String why = Files.exists(file.get()) ? "cannot be read: " + e : "there is no such file";
            throw new ConfigException(List.of(new Mistake(file.get().toString(), 0, why)));
        }
        Path base = file.get().toAbsolutePath().getParent();
        return parse(yaml, name, base, environment);
    }

    /**
     * Reads a configuration from text.
     *
     * @param file its name in messages
     * @param base where relative paths start
     */
    public static Configuration parse(String yaml, String file, Path base, Map<String, String> environment)
            throws ConfigException {
        List<Mistake> mistakes = new ArrayList<>();
        ConfigNode.Mapping node = ConfigFileParser.parse(yaml, file, mistakes);
        ConfigSource source = new ConfigSource(file, environment, mistakes);
        Section top = Section.top(source, node);
        List<TrunkConfig> trunks = TrunkConfig.readAll(top, source);
        List<DeviceConfig> devices = DeviceConfig.readAll(top, source);
        Configuration configuration = new Configuration(
                SipConfig.read(top.section("sip"), base),
                HttpConfig.read(top.section("http"), base),
                MediaConfig.read(top.section("media")),
                AccessConfig.read(top.section("access")),
                RoomsConfig.read(top.section("rooms")),
                RegistrarConfig.read(top.section("registrar")),
                devices,
                trunks,
                RouteConfig.readAll(top, trunks, devices),
                TestsConfig.read(top.section("tests")),
                LimitsConfig.read(top.section("limits")),
                OutboundConfig.read(top.section("outbound")),
                DataConfig.read(top.section("data"), base),
                LogConfig.read(top.section("log")),
                ShutdownConfig.read(top.section("shutdown")));
        top.finish();
        source.rejectUnknownVariables(Set.copyOf(top.known()));
        portsThatMeet(configuration, source);
        if (!mistakes.isEmpty()) {
            throw new ConfigException(mistakes);
        }
        return configuration;
    }

    /** Both SIP and media take UDP, SIP and HTTP take TCP. */
    private static void portsThatMeet(Configuration configuration, ConfigSource source) {
        portThatMeets("sip.port", configuration.sip().port(), configuration, source);
        if (configuration.sip().tls().enabled()) {
            portThatMeets("sip.tls-port", configuration.sip().tlsPort(), configuration, source);
        }
    }

    private static void portThatMeets(String name, int sip, Configuration configuration, ConfigSource source) {
        if (sip == 0) {
            return;
        }
        if (configuration.media().rtpPorts().contains(sip)) {
            source.mistake(
                    name,
                    "%s is %d, inside media.rtp-ports (%s); move one of them"
                            .formatted(name, sip, configuration.media().rtpPorts()));
        }
        if (sip == configuration.media().webrtcPort()) {
            source.mistake(name, "%s is %d, as is media.webrtc-port; they must differ".formatted(name, sip));
        }
        if (sip == configuration.http().port() || sip == configuration.http().httpsPort()) {
            source.mistake(name, "%s is %d, as is a port of http; they must differ".formatted(name, sip));
        }
    }
}
